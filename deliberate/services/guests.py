"""Taking part without an account: a receipt code is the way back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from deliberate.domain.credentials import UnknownReceipt, keyed_hash
from deliberate.domain.participants import (
    Assurance,
    new_receipt_code,
    read_receipt_code,
    suggest_pseudonym,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.models.participants import AssuranceFact, Participant, Receipt
from deliberate.persistence.sessions import open_session


def welcome_guest(locale: str, key: str, now: datetime) -> tuple[str, str]:
    """Make a new guest; return (session token, receipt code). The code is shown once."""
    code = new_receipt_code()
    with transaction() as session:
        guest = Participant(pseudonym=suggest_pseudonym(locale), created_at=now)
        session.add(guest)
        session.flush()
        code_hash = keyed_hash("receipt", code, key)
        session.add_all(
            (
                Receipt(participant_id=guest.id, code_hash=code_hash, issued_at=now),
                AssuranceFact(participant_id=guest.id, level=Assurance.GUEST, established_at=now),
            )
        )
        return open_session(session, guest.id, None, now), code


def return_with_receipt(typed: str, key: str, now: datetime) -> str:
    """Let a guest back in by a receipt code; return the session token.

    Raises `UnknownReceipt`.
    """
    code_hash = keyed_hash("receipt", read_receipt_code(typed), key)
    with transaction() as session:
        guest = session.scalar(
            select(Participant)
            .join(Receipt, Receipt.participant_id == Participant.id)
            .where(Receipt.code_hash == code_hash)
        )
        if guest is None:
            raise UnknownReceipt
        return open_session(session, guest.merged_into or guest.id, None, now)

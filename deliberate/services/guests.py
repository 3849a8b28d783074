"""Taking part without an account: a receipt code is the way back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from deliberate.domain.credentials import UnknownReceipt, keyed_hash
from deliberate.domain.participants import read_receipt_code
from deliberate.persistence.database import transaction
from deliberate.persistence.guests import add_guest
from deliberate.persistence.models.participants import Participant, Receipt
from deliberate.persistence.sessions import open_session


def welcome_guest(locale: str, key: str, now: datetime) -> tuple[str, str]:
    """Make a new guest; return (session token, receipt code). The code is shown once."""
    with transaction() as session:
        guest = add_guest(session, locale, key, now)
        return guest.token, guest.code


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

"""Adding a guest to the transaction of the use case that meets a stranger."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.credentials import Newcomer, keyed_hash, receipt_code_from
from deliberate.domain.errors import Conflict
from deliberate.domain.participants import Assurance, new_receipt_code, suggest_pseudonym
from deliberate.persistence.models.participants import AssuranceFact, Participant, Receipt
from deliberate.persistence.sessions import open_session


class Welcome(NamedTuple):
    """A new guest, and the two secrets that only their browser and their receipt hold."""

    participant: Participant
    code: str
    """The receipt code without grouping; it is shown once."""
    token: str
    """Of the session that their browser carries."""


def add_guest(
    session: Session, locale: str, key: str, now: datetime, code: str | None = None
) -> Welcome:
    """Add a guest with a receipt and a session in the caller's transaction.

    `code` is given where sending the same thing twice must not make two guests; see `admit`.
    """
    code = code or new_receipt_code()
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
    session.flush()
    return Welcome(guest, code, open_session(session, guest.id, None, now))


def admit(session: Session, newcomer: Newcomer, now: datetime) -> Welcome:
    """Add the guest that a newcomer becomes, or find them where this was sent before.

    The code follows from the newcomer's seed, and the database takes each code once, so a form
    that is sent twice, or again because the answer was lost, makes one guest with one receipt.
    """
    code = receipt_code_from(newcomer.seed, newcomer.key)
    known = session.scalar(
        select(Participant)
        .join(Receipt, Receipt.participant_id == Participant.id)
        .where(Receipt.code_hash == keyed_hash("receipt", code, newcomer.key))
    )
    if known is None:
        return add_guest(session, newcomer.locale, newcomer.key, now, code)
    if known.merged_into is not None:
        raise Conflict
    return Welcome(known, code, open_session(session, known.id, None, now))

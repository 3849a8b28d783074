"""Claiming: what was given with a receipt code becomes an account's own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import ReceiptClaimed, UnknownReceipt, keyed_hash
from deliberate.domain.participants import read_receipt_code
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.merging import hold_people, hold_rounds, merge
from deliberate.persistence.models.participants import Account, Participant, Receipt
from deliberate.persistence.people import participant_of


def claim_receipt(actor: Actor, typed: str, key: str, now: datetime) -> None:
    """Make everything that a guest gave the account's own; the later of two votes wins.

    What a closing snapshot holds stays as it was counted. Claiming the same receipt twice changes
    nothing. Raises `SignInNeeded`, `UnknownReceipt`, `ReceiptClaimed`.
    """
    authorize(actor, Permission.RECEIPT_CLAIM)
    code_hash = keyed_hash("receipt", read_receipt_code(typed), key)
    with transaction() as session:
        guest_id = session.scalar(
            select(Receipt.participant_id).where(Receipt.code_hash == code_hash)
        )
        if guest_id is None:
            raise UnknownReceipt
        owner_id = participant_of(session, actor).id
        hold_rounds(session)
        held = hold_people(session, [guest_id, owner_id])
        guest, owner = held[guest_id], held[owner_id]
        if owner_id in {guest.id, guest.merged_into}:
            return
        _ensure_unclaimed(session, guest)
        merge(session, guest, owner)
        record(session, actor, "claim receipt", Thing("participant", owner.ref), now)


def _ensure_unclaimed(session: Session, guest: Participant) -> None:
    account = session.scalar(select(Account.id).where(Account.participant_id == guest.id))
    if guest.merged_into is not None or account is not None:
        raise ReceiptClaimed

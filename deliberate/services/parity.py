"""Confirming that the languages of a changed clause say the same."""

from __future__ import annotations

from datetime import datetime

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.merging import StaleParity
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.closing_rounds import round_being_answered
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.next_versions import ParityConfirmation
from deliberate.persistence.people import account_id_of
from deliberate.persistence.upsert import upsert


def confirm_parity(
    actor: Actor, round_ref: str, clause_ref: str, digest: str, now: datetime
) -> None:
    """Say that a changed clause says the same in every language; `digest` is of what was read.

    Raises `StaleParity` where anything has changed since, and where a language has no words yet;
    `NotFound`, `RoundStillOpen`, `AlreadyPublished`, `NotPermitted`, `SignInNeeded`.
    """
    with transaction() as session:
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, Permission.VERSION_TRANSLATE, framework_ref)
        clauses = {each.ref: each for each in next_clauses(session, row)}
        clause = clauses.get(clause_ref)
        if clause is None:
            raise NotFound
        if clause.digest != digest or not all(each.body for each in clause.texts.values()):
            raise StaleParity
        values = {
            "round_id": row.id,
            "clause_id": clause.clause_id,
            "digest": digest,
            "confirmed_by": account_id_of(session, actor),
            "confirmed_at": now,
        }
        keys = ("round_id", "clause_id")
        upsert(session, ParityConfirmation, values, keys, tuple(set(values) - set(keys)))
        thing = Thing("clause", clause_ref)
        record(session, actor, "confirm parity", thing, now, framework_ref=framework_ref)

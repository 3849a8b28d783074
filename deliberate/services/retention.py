"""Saying for how long records are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from deliberate.domain.actors import Actor
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.retention import KeptRecord, ensure_term
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.trust import RetentionTerm
from deliberate.persistence.people import account_id_of
from deliberate.persistence.retention import days_kept


def set_retention(actor: Actor, days: Mapping[KeptRecord, int], now: datetime) -> int:
    """Say for how many days kinds of records are kept; return how many of them changed.

    Raises `BadTerm`, `NotPermitted`, `ConfirmationNeeded`.
    """
    authorize(actor, Permission.RETENTION_SET)
    wanted = {kind: ensure_term(kind, number) for kind, number in days.items()}
    with transaction() as session:
        standing = days_kept(session)
        changed = {kind: number for kind, number in wanted.items() if standing[kind] != number}
        account_id = account_id_of(session, actor)
        for kind, number in changed.items():
            session.merge(RetentionTerm(kind=kind, days=number, set_by=account_id, set_at=now))
            record(session, actor, "set", Thing("retention", kind.value), now)
    return len(changed)

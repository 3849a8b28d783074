"""Beginning a round and announcing it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import NothingToPublish
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.round_setup import BadPhases, ensure_ready
from deliberate.persistence.database import transaction
from deliberate.persistence.groups import begin_groups
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.rounds import (
    ConsultationRound,
    RoundClause,
    RoundClauseText,
    RoundPhase,
)
from deliberate.persistence.round_setup import (
    newest_version_id,
    opening_of,
    round_in_setup,
)


def create_round(actor: Actor, framework_ref: str, now: datetime) -> str:
    """Begin a round on the newest published version; return its ref.

    A round that is being set up already is gone on with, moved to the newest version if need be.
    Raises `NotFound`, `NothingToPublish` (no version yet), `NotPermitted`, `SignInNeeded`.
    """
    authorize(actor, Permission.ROUND_SET_UP, framework_ref)
    with transaction() as session:
        framework_id = _framework_id(session, framework_ref)
        version_id = newest_version_id(session, framework_id)
        if version_id is None:
            raise NothingToPublish
        begun = _in_setup(session, framework_id)
        if begun is not None:
            begin_groups(session, framework_id)
            _move(session, begun, version_id)
            return begun.ref
        row = ConsultationRound(
            framework_id=framework_id,
            version_id=version_id,
            number=_next_number(session, framework_id),
            created_at=now,
        )
        session.add(row)
        session.flush()
        begin_groups(session, framework_id)
        record(session, actor, "create", _thing(row), now, framework_ref=framework_ref)
        return row.ref


def _framework_id(session: Session, ref: str) -> int:
    """Hold the framework, so that two officials at once begin one round."""
    found = session.scalar(select(Framework.id).where(Framework.ref == ref).with_for_update())
    if found is None:
        raise NotFound
    return found


def _in_setup(session: Session, framework_id: int) -> ConsultationRound | None:
    return session.scalar(
        select(ConsultationRound)
        .where(
            ConsultationRound.framework_id == framework_id,
            ConsultationRound.announced_at.is_(None),
        )
        .with_for_update()
    )


def _next_number(session: Session, framework_id: int) -> int:
    newest = session.scalar(
        select(func.max(ConsultationRound.number)).where(
            ConsultationRound.framework_id == framework_id
        )
    )
    return (newest or 0) + 1


def _move(session: Session, row: ConsultationRound, version_id: int) -> None:
    """Put a round on another version; what can change in its clauses has to be said anew."""
    if row.version_id == version_id:
        return
    session.execute(delete(RoundClauseText).where(RoundClauseText.round_id == row.id))
    session.execute(delete(RoundClause).where(RoundClause.round_id == row.id))
    row.version_id = version_id


def announce_round(actor: Actor, ref: str, now: datetime, *, at_once: bool = False) -> None:
    """Make a round public: from now on the clock alone opens and closes it.

    `at_once` lets its first phase begin now, whatever time was set. Raises `RoundNotReady`,
    `TooFewPeople`, `RoundAnnounced`, `NotFound`, `NotPermitted`, `SignInNeeded`; with `at_once`
    also `BadPhases`, where the first phase would already be over.
    """
    with transaction() as session:
        _hold_framework(session, ref)
        row, framework_ref = round_in_setup(session, actor, ref)
        authorize(actor, Permission.ROUND_ANNOUNCE, framework_ref)
        if at_once:
            _begin_now(session, row.id, now)
        ensure_ready(opening_of(session, row), now)
        row.announced_at = now
        record(session, actor, "announce", _thing(row), now, framework_ref=framework_ref)


def _hold_framework(session: Session, round_ref: str) -> None:
    """Hold the framework before the round, so that of two rounds at once one is announced."""
    session.scalar(
        select(Framework.id)
        .join(ConsultationRound, ConsultationRound.framework_id == Framework.id)
        .where(ConsultationRound.ref == round_ref)
        .with_for_update(of=Framework)
    )


def _begin_now(session: Session, round_id: int, now: datetime) -> None:
    first = session.scalar(
        select(RoundPhase)
        .where(RoundPhase.round_id == round_id)
        .order_by(RoundPhase.position)
        .limit(1)
    )
    if first is None:
        return
    if first.closes_at <= now:
        raise BadPhases
    first.opens_at = now
    session.flush()


def _thing(row: ConsultationRound) -> Thing:
    return Thing("round", row.ref)

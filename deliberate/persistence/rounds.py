"""Rounds as the use cases that write in them see them: the schedule, and the lock."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import (
    Activity,
    Change,
    Phase,
    Schedule,
    ScheduleChangeKind,
    changed,
    ensure_accepting,
)
from deliberate.persistence.models.rounds import (
    ClosingSnapshot,
    ConsultationRound,
    PhaseActivity,
    RoundPhase,
    ScheduleChange,
)


def schedule_of(session: Session, row: ConsultationRound) -> Schedule:
    """Return everything that decides where a round stands, changes of schedule included."""
    return Schedule(
        phases=changed(_phases(session, row.id), _changes(session, row.id)),
        announced_at=row.announced_at,
        cancelled_at=row.cancelled_at,
        snapshot_at=session.scalar(
            select(ClosingSnapshot.taken_at).where(ClosingSnapshot.round_id == row.id)
        ),
        answered_at=row.answered_at,
        published_at=row.published_at,
    )


def _phases(session: Session, round_id: int) -> list[Phase]:
    rows = session.execute(
        select(RoundPhase, PhaseActivity)
        .outerjoin(PhaseActivity, PhaseActivity.phase_id == RoundPhase.id)
        .where(RoundPhase.round_id == round_id)
        .order_by(RoundPhase.position)
    ).all()
    activities: defaultdict[int, dict[Activity, Assurance]] = defaultdict(dict)
    for phase, activity in rows:
        if activity is not None:
            activities[phase.id][activity.activity] = activity.assurance
    phases = dict.fromkeys(phase for phase, _ in rows)
    return [Phase(each.opens_at, each.closes_at, activities[each.id]) for each in phases]


def _changes(session: Session, round_id: int) -> list[Change]:
    rows = session.scalars(
        select(ScheduleChange)
        .where(
            ScheduleChange.round_id == round_id,
            ScheduleChange.effective_at.is_not(None),
            ScheduleChange.kind != ScheduleChangeKind.CANCEL,
        )
        .order_by(ScheduleChange.effective_at, ScheduleChange.id)
    )
    return [Change(row.kind, row.closes_at) for row in rows if row.closes_at is not None]


def round_for_writing(
    session: Session,
    round_ref: str,
    activity: Activity,
    assurance: Assurance,
    received_at: datetime,
) -> ConsultationRound:
    """Return a round, held shared until the transaction ends, in which this may be written.

    Writers hold the round shared and the snapshot holds it alone, so whatever is acknowledged is
    in the snapshot, and a writer that finds one is refused. Raises `NotFound`, `RoundClosed`,
    `RoundNotOpen`, `AssuranceTooLow`.
    """
    row = session.scalar(
        select(ConsultationRound)
        .where(ConsultationRound.ref == round_ref)
        .with_for_update(read=True)
    )
    if row is None:
        raise NotFound
    ensure_accepting(schedule_of(session, row), activity, assurance, received_at)
    return row


def round_alone(session: Session, round_ref: str) -> ConsultationRound:
    """Return a round that nobody else can write in until the transaction ends."""
    row = session.scalar(
        select(ConsultationRound).where(ConsultationRound.ref == round_ref).with_for_update()
    )
    if row is None:
        raise NotFound
    return row

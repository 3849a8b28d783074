"""Rounds as the use cases that write in them see them: the schedule, and the lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
from deliberate.domain.votes import StaleWording
from deliberate.persistence.models.frameworks import Clause, ClauseWording, VersionClause
from deliberate.persistence.models.rounds import (
    ClosingSnapshot,
    ConsultationRound,
    PhaseActivity,
    RoundPhase,
    ScheduleChange,
)


def schedule_of(session: Session, row: ConsultationRound) -> Schedule:
    """Return everything that decides where a round stands, changes of schedule included."""
    return schedules_of(session, [row])[row.id]


def schedules_of(session: Session, rows: Sequence[ConsultationRound]) -> dict[int, Schedule]:
    """Return the schedules of rounds by their ids, in three queries however many there are."""
    ids = [row.id for row in rows]
    phases, changes = _phases(session, ids), _changes(session, ids)
    taken = session.execute(
        select(ClosingSnapshot.round_id, ClosingSnapshot.taken_at).where(
            ClosingSnapshot.round_id.in_(ids)
        )
    )
    snapshots = {each.round_id: each.taken_at for each in taken}
    return {
        row.id: Schedule(
            phases=changed(phases[row.id], changes[row.id]),
            announced_at=row.announced_at,
            cancelled_at=row.cancelled_at,
            snapshot_at=snapshots.get(row.id),
            answered_at=row.answered_at,
            published_at=row.published_at,
        )
        for row in rows
    }


def announced_phases(session: Session, round_id: int) -> list[Phase]:
    """Return the phases as they were set up, before any change of schedule."""
    return _phases(session, [round_id])[round_id]


def _phases(session: Session, round_ids: Sequence[int]) -> defaultdict[int, list[Phase]]:
    rows = session.execute(
        select(RoundPhase, PhaseActivity)
        .outerjoin(PhaseActivity, PhaseActivity.phase_id == RoundPhase.id)
        .where(RoundPhase.round_id.in_(round_ids))
        .order_by(RoundPhase.round_id, RoundPhase.position)
    ).all()
    activities: defaultdict[int, dict[Activity, Assurance]] = defaultdict(dict)
    for phase, activity in rows:
        if activity is not None:
            activities[phase.id][activity.activity] = activity.assurance
    found: defaultdict[int, list[Phase]] = defaultdict(list)
    for each in dict.fromkeys(phase for phase, _ in rows):
        found[each.round_id].append(Phase(each.opens_at, each.closes_at, activities[each.id]))
    return found


def _changes(session: Session, round_ids: Sequence[int]) -> defaultdict[int, list[Change]]:
    rows = session.scalars(
        select(ScheduleChange)
        .where(
            ScheduleChange.round_id.in_(round_ids),
            ScheduleChange.effective_at.is_not(None),
            ScheduleChange.kind != ScheduleChangeKind.CANCEL,
        )
        .order_by(ScheduleChange.id)
    )
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for row in rows:
        if row.closes_at is not None:
            found[row.round_id].append(Change(row.kind, row.closes_at))
    return found


def newest_change(session: Session, round_id: int) -> ScheduleChange | None:
    """Return the change of schedule that was asked for last; it puts aside any before it."""
    return session.scalar(
        select(ScheduleChange)
        .where(ScheduleChange.round_id == round_id)
        .order_by(ScheduleChange.id.desc())
        .limit(1)
    )


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


def hold_round(session: Session, round_id: int) -> None:
    """Hold a round shared, whether open or closed, so that no snapshot sees half of an act."""
    session.execute(
        select(ConsultationRound.id)
        .where(ConsultationRound.id == round_id)
        .with_for_update(read=True)
    )


def round_alone(session: Session, round_ref: str) -> ConsultationRound:
    """Return a round that nobody else can write in until the transaction ends."""
    row = session.scalar(
        select(ConsultationRound).where(ConsultationRound.ref == round_ref).with_for_update()
    )
    if row is None:
        raise NotFound
    return row


def wording_held(
    session: Session, held_round: ConsultationRound, clause_ref: str, wording_ref: str
) -> int:
    """Return the id of the wording that a round is about, to somebody who has read these words.

    Raises `NotFound` for a clause that its version has not, `StaleWording` where they read others.
    """
    row = session.execute(
        select(ClauseWording.id, ClauseWording.ref)
        .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(VersionClause.version_id == held_round.version_id, Clause.ref == clause_ref)
    ).first()
    if row is None:
        raise NotFound
    if row.ref != wording_ref:
        raise StaleWording
    return int(row.id)

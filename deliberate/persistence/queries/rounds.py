"""Rounds as their readers see them: where they stand, what is open, how many took part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from deliberate.domain.frameworks import Changeability
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import (
    RUNNING,
    Activity,
    ResultsVisibility,
    RoundState,
    Schedule,
    state_of,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Clause, Framework
from deliberate.persistence.models.rounds import (
    ClosingSnapshot,
    ConsultationRound,
    RoundClause,
    RoundClauseText,
    RoundText,
)
from deliberate.persistence.queries.snapshots import frozen_bodies
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.quorums import waiting_quorums
from deliberate.persistence.rounds import schedules_of
from deliberate.persistence.taking_part import taken_part


@dataclass(frozen=True)
class RoundView:
    """An announced round at one moment; nothing in it depends on anyone's choice."""

    ref: str
    number: int
    titles: Texts
    descriptions: Texts
    state: RoundState
    opens_at: datetime
    closes_at: datetime
    """Input that is received at this moment is no longer accepted."""
    activities_now: Mapping[Activity, Assurance]
    """What is open, with the assurance that each asks for; empty outside the phases."""
    taken_part: int | None
    """People who gave anything, each counted once; None where nobody asks, since counting reads
    everything that was given."""
    results: ResultsVisibility
    premoderated: bool
    snapshot_at: datetime | None
    schedule: Schedule
    sealed_until: datetime | None = None
    """Until when at the latest a counted round keeps its results for groups that it missed."""

    @property
    def is_told(self) -> bool:
        """Whether what was counted may be told."""
        return self.snapshot_at is not None and self.sealed_until is None

    @property
    def shows_results(self) -> bool:
        """Whether choices on clauses and amendments may be shown: live, or frozen."""
        cancelled = self.state is RoundState.CANCELLED
        live = self.results is ResultsVisibility.LIVE and not cancelled
        return live or self.is_told


def open_round_of(framework_ref: str, now: datetime) -> RoundView | None:
    """Return the round of a framework that runs now (between two phases too), None for none.

    Five queries at most, whatever was given. Does not say how many took part.
    """
    views = views_of(_announced(framework_ref), now, counted=False)
    return next((each for each in views if each.state in RUNNING), None)


def newest_round_of(framework_ref: str, now: datetime) -> RoundView | None:
    """Return the newest announced round of a framework wherever it stands, None for none.

    Does not say how many took part.
    """
    return next(iter(views_of(_announced(framework_ref)[:1], now, counted=False)), None)


def rounds_of(framework_ref: str, now: datetime) -> list[RoundView]:
    """Return the announced rounds of a framework, the newest first."""
    return views_of(_announced(framework_ref), now)


def _announced(framework_ref: str) -> Sequence[ConsultationRound]:
    return db.session.scalars(
        select(ConsultationRound)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(Framework.ref == framework_ref, ConsultationRound.announced_at.is_not(None))
        .order_by(ConsultationRound.number.desc())
    ).all()


def running_rounds(now: datetime) -> list[RoundView]:
    """Return the rounds of all frameworks that run now, the one that closes first before others.

    What has been counted is not looked at, so the past of a site costs nothing.
    """
    counted = exists().where(ClosingSnapshot.round_id == ConsultationRound.id)
    rows = db.session.scalars(
        select(ConsultationRound).where(ConsultationRound.announced_at.is_not(None), ~counted)
    ).all()
    running = (each for each in views_of(rows, now) if each.state in RUNNING)
    return sorted(running, key=lambda each: each.closes_at)


def views_of(
    rows: Sequence[ConsultationRound], now: datetime, *, counted: bool = True
) -> list[RoundView]:
    """Return announced rounds as they stand at a moment, in the order given.

    `counted`: say how many took part, which reads everything that was given in a running round.
    """
    if not rows:
        return []
    ids = [row.id for row in rows]
    schedules = schedules_of(db.session(), rows)
    titles = texts_of(RoundText.round_id, RoundText.title, ids)
    descriptions = texts_of(RoundText.round_id, RoundText.description, ids)
    people = _taken_part(ids) if counted else {}
    sealed = _sealed(rows, schedules, now)
    return [
        _view(row, schedules[row.id], titles[row.id], descriptions[row.id], people, sealed, now)
        for row in rows
    ]


def _sealed(
    rows: Sequence[ConsultationRound], schedules: Mapping[int, Schedule], now: datetime
) -> Mapping[int, datetime]:
    """Return until when counted rounds wait for groups that they missed, by their ids."""
    quorums = waiting_quorums(db.session(), rows, schedules)
    return {each: found.waits_until for each, found in quorums.items() if found.is_sealed(now)}


def _taken_part(round_ids: Sequence[int]) -> Mapping[int, int]:
    session = db.session()
    frozen = frozen_bodies(session, round_ids)
    running = [each for each in round_ids if each not in frozen]
    live = dict.fromkeys(running, 0) | (taken_part(session, running) if running else {})
    return live | {each: body["participants"]["total"] for each, body in frozen.items()}


def _view(
    row: ConsultationRound,
    schedule: Schedule,
    titles: Texts,
    descriptions: Texts,
    people: Mapping[int, int],
    sealed: Mapping[int, datetime],
    now: datetime,
) -> RoundView:
    state = state_of(schedule, now)
    phase = schedule.phase_at(now) if state is RoundState.OPEN else None
    return RoundView(
        ref=row.ref,
        number=row.number,
        titles=titles,
        descriptions=descriptions,
        state=state,
        opens_at=schedule.opens_at,
        closes_at=schedule.closes_at,
        activities_now=phase.activities if phase else {},
        taken_part=people.get(row.id),
        results=row.results,
        premoderated=row.premoderated,
        snapshot_at=schedule.snapshot_at,
        schedule=schedule,
        sealed_until=sealed.get(row.id),
    )


@dataclass(frozen=True)
class ClauseInRound:
    """What the newest announced round says of a clause that it is about."""

    changeability: Changeability
    notes: Texts
    """What is fixed and by what; empty where everything can change."""


def clause_in_round(framework_ref: str, clause_ref: str) -> ClauseInRound | None:
    """Return what the newest announced round says of a clause, None where it is not about it.

    Two queries.
    """
    newest = (
        select(ConsultationRound.id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(Framework.ref == framework_ref, ConsultationRound.announced_at.is_not(None))
        .order_by(ConsultationRound.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = db.session.scalar(
        select(RoundClause)
        .join(Clause, Clause.id == RoundClause.clause_id)
        .where(RoundClause.round_id == newest, Clause.ref == clause_ref)
    )
    if row is None:
        return None
    notes = db.session.execute(
        select(RoundClauseText.locale, RoundClauseText.note).where(
            RoundClauseText.round_id == row.round_id, RoundClauseText.clause_id == row.clause_id
        )
    )
    return ClauseInRound(row.changeability, {each.locale.value: each.note for each in notes})

"""Consultation rounds: what is open at a moment follows from the schedule and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from deliberate.domain.errors import DomainError
from deliberate.domain.participants import Assurance

GRACE = timedelta(seconds=30)
"""How long after closing a request that began in time may still be writing."""

OFFICIALS_NEEDED = 2
MODERATORS_NEEDED = 2


class Activity(StrEnum):
    """What can be open in a phase of a round."""

    COMMENT = "comment"
    AMEND = "amend"
    COSIGN = "cosign"
    VOTE_ON_CLAUSES = "vote on clauses"
    VOTE_ON_AMENDMENTS = "vote on amendments"


class ResultsVisibility(StrEnum):
    """When choices on clauses and amendments may be seen; fixed before opening."""

    SEALED = "sealed"
    LIVE = "live"


class ScheduleChangeKind(StrEnum):
    """How a round's announced times were changed; each with a public reason."""

    EXTEND = "extend"
    SHORTEN = "shorten"
    CANCEL = "cancel"
    CLOSE_EARLY = "close early"


class RoundState(StrEnum):
    """Where a round stands; computed, never stored."""

    DRAFT = "draft"
    """Being set up; only its officials see it."""
    ANNOUNCED = "announced"
    """Its times are public and lie ahead."""
    OPEN = "open"
    """At least one activity is open now."""
    PAUSED = "paused"
    """Between two phases."""
    COUNTING = "counting"
    """The clock has ended input; the snapshot does not stand yet."""
    CLOSED = "closed"
    """The snapshot stands; officials are answering."""
    ANSWERED = "answered"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


RUNNING = frozenset({RoundState.OPEN, RoundState.PAUSED})
"""Begun and not ended, between two phases too."""


class RoundClosed(DomainError):
    """The clock has ended input; `closed_at` says when."""

    status = 409

    def __init__(self, closed_at: datetime) -> None:
        super().__init__()
        self.closed_at = closed_at


class RoundStillOpen(DomainError):
    """Nothing is counted before the clock has ended input; `closes_at` says when it does."""

    status = 409

    def __init__(self, closes_at: datetime) -> None:
        super().__init__()
        self.closes_at = closes_at


class RoundNotOpen(DomainError):
    """The round, or this activity in it, is not open at this moment."""

    status = 409


class AssuranceTooLow(DomainError):
    """This activity asks for someone whom we are surer of; `needed` says how sure."""

    status = 403

    def __init__(self, needed: Assurance) -> None:
        super().__init__()
        self.needed = needed


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a round with the activities open in it; closing time is exclusive."""

    opens_at: datetime
    closes_at: datetime
    activities: Mapping[Activity, Assurance]
    """What is open, and the assurance that each asks for."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides where a round stands."""

    phases: Sequence[Phase]
    announced_at: datetime | None = None
    cancelled_at: datetime | None = None
    snapshot_at: datetime | None = None
    answered_at: datetime | None = None
    published_at: datetime | None = None

    @property
    def opens_at(self) -> datetime:
        """When the first phase opens."""
        return min(phase.opens_at for phase in self.phases)

    @property
    def closes_at(self) -> datetime:
        """When the last phase ends; at this moment input is no longer accepted."""
        return max(phase.closes_at for phase in self.phases)

    def phase_at(self, moment: datetime) -> Phase | None:
        """Return the phase that runs at a moment, None between and outside the phases."""
        running = (phase for phase in self.phases if phase.opens_at <= moment < phase.closes_at)
        return next(running, None)

    def changes_next_at(self, moment: datetime) -> datetime | None:
        """Return when a phase begins or ends next after a moment, None after the last end."""
        borders = (border for phase in self.phases for border in (phase.opens_at, phase.closes_at))
        return min((border for border in borders if border > moment), default=None)


def state_of(schedule: Schedule, now: datetime) -> RoundState:
    """Return where a round stands at a moment."""
    facts = (
        (schedule.cancelled_at, RoundState.CANCELLED),
        (schedule.published_at, RoundState.PUBLISHED),
        (schedule.answered_at, RoundState.ANSWERED),
        (schedule.snapshot_at, RoundState.CLOSED),
    )
    for happened_at, state in facts:
        if happened_at is not None:
            return state
    if schedule.announced_at is None:
        return RoundState.DRAFT
    if now < schedule.opens_at:
        return RoundState.ANNOUNCED
    if now >= schedule.closes_at:
        return RoundState.COUNTING
    return RoundState.OPEN if schedule.phase_at(now) else RoundState.PAUSED


def ensure_accepting(
    schedule: Schedule, activity: Activity, assurance: Assurance, received_at: datetime
) -> None:
    """Raise unless input that was received at this moment may still be written.

    A request that began before closing may write until the snapshot stands; one that finds the
    snapshot is refused. Raises `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    if schedule.cancelled_at is not None:
        raise RoundClosed(schedule.cancelled_at)
    if schedule.snapshot_at is not None or received_at >= schedule.closes_at:
        raise RoundClosed(schedule.closes_at)
    phase = schedule.phase_at(received_at) if schedule.announced_at is not None else None
    if phase is None or activity not in phase.activities:
        raise RoundNotOpen
    needed = phase.activities[activity]
    if not reaches(assurance, needed):
        raise AssuranceTooLow(needed)


LEAST = {Activity.AMEND: Assurance.KNOWN, Activity.COSIGN: Assurance.KNOWN}
"""Activities that ask for an account, whatever a phase says."""


def asked_for(activity: Activity, wanted: Assurance) -> Assurance:
    """Return how sure we must be of someone who does this where an official wants `wanted`."""
    least = LEAST.get(activity, wanted)
    return wanted if reaches(wanted, least) else least


def reaches(assurance: Assurance, needed: Assurance) -> bool:
    """Whether we are as sure as needed of someone."""
    order = list(Assurance)
    return order.index(assurance) >= order.index(needed)


def may_snapshot(schedule: Schedule, now: datetime) -> bool:
    """Whether the time has come to freeze the round: half a minute after closing, once."""
    waiting = state_of(schedule, now) is RoundState.COUNTING
    return waiting and now >= schedule.closes_at + GRACE


def ensure_may_snapshot(schedule: Schedule, now: datetime) -> None:
    """Raise unless the round may be frozen now: `RoundNotOpen`, `RoundClosed`, `RoundStillOpen`."""
    if schedule.cancelled_at is not None:
        raise RoundClosed(schedule.cancelled_at)
    if schedule.announced_at is None:
        raise RoundNotOpen
    if not may_snapshot(schedule, now):
        raise RoundStillOpen(schedule.closes_at)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of schedule that has taken effect: input ends at `closes_at` instead."""

    kind: ScheduleChangeKind
    closes_at: datetime


def changed(phases: Sequence[Phase], changes: Sequence[Change]) -> tuple[Phase, ...]:
    """Return the phases after changes of schedule, in the order in which they took effect.

    An extension moves the end of the last phase; anything else cuts off what lies behind it.
    """
    result = tuple(phases)
    for change in changes:
        if change.kind is ScheduleChangeKind.EXTEND:
            result = (*result[:-1], replace(result[-1], closes_at=change.closes_at))
        else:
            result = _cut(result, change.closes_at)
    return result


def _cut(phases: Sequence[Phase], end: datetime) -> tuple[Phase, ...]:
    kept = [phase for phase in phases if phase.opens_at < end] or [phases[0]]
    return tuple(replace(phase, closes_at=min(phase.closes_at, end)) for phase in kept)


def open_until(schedule: Schedule, activity: Activity, moment: datetime) -> datetime | None:
    """Return when an activity that is open at a moment ends, phases without a gap taken as one."""
    end = None
    for phase in sorted(schedule.phases, key=lambda each: each.opens_at):
        if activity in phase.activities and phase.opens_at <= (end or moment) < phase.closes_at:
            end = phase.closes_at
    return end

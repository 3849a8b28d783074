"""Changing announced times: always with a public reason, closing earlier only by two officials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from deliberate.domain.errors import DomainError
from deliberate.domain.localized import Localized, says_it_in_all
from deliberate.domain.rounds import RUNNING, RoundState, Schedule, ScheduleChangeKind, state_of

REASON_LENGTH = 2_000

NEEDS_APPROVAL = frozenset({ScheduleChangeKind.SHORTEN, ScheduleChangeKind.CLOSE_EARLY})
"""Changes that take something from people: a second official has to approve them."""

NOT_ANNOUNCED = frozenset({RoundState.DRAFT})
STILL_TO_END = RUNNING | {RoundState.ANNOUNCED}
CHANGEABLE = STILL_TO_END | {RoundState.COUNTING}
"""Until the snapshot stands: what it froze was frozen for good."""


class NotAnnouncedYet(DomainError):
    """The round is still being set up: its times are changed there."""

    status = 409


class ScheduleSettled(DomainError):
    """The round has been counted or cancelled, so its times cannot change any more."""

    status = 409


class NotRunning(DomainError):
    """Only a round that runs can be closed early."""

    status = 409


class NotAnExtension(DomainError):
    """An extension must end later than announced, and later than now."""


class NotAShortening(DomainError):
    """A shortened round must end earlier than announced, after its opening and later than now."""


class ReasonMissing(DomainError):
    """A change of announced times says its reason in both languages."""


class OwnRequest(DomainError):
    """The second official must be another person than the one who asked."""

    status = 403


class NothingToApprove(DomainError):
    """This request has been approved, replaced by a later change, or was never made."""

    status = 409


def ensure_reasons(reasons: Localized) -> None:
    """Raise `ReasonMissing` unless both languages say why."""
    if not says_it_in_all(reasons):
        raise ReasonMissing


def ensure_may_change(
    schedule: Schedule, kind: ScheduleChangeKind, closes_at: datetime | None, now: datetime
) -> None:
    """Raise unless the announced times of a round may be changed like this at this moment.

    `closes_at` is when input shall end; None for closing early (the moment of the approval) and
    for cancelling. Raises `NotAnnouncedYet`, `ScheduleSettled`, `NotAnExtension`,
    `NotAShortening`, `NotRunning`.
    """
    state = state_of(schedule, now)
    if state in NOT_ANNOUNCED:
        raise NotAnnouncedYet
    if state not in CHANGEABLE:
        raise ScheduleSettled
    ensure = _RULES.get(kind)
    if ensure is not None:
        ensure(schedule, closes_at, now)


def _ensure_longer(schedule: Schedule, closes_at: datetime | None, now: datetime) -> None:
    if closes_at is None or closes_at <= max(schedule.closes_at, now):
        raise NotAnExtension


def _ensure_shorter(schedule: Schedule, closes_at: datetime | None, now: datetime) -> None:
    earliest = max(schedule.opens_at, now)
    if closes_at is None or not earliest < closes_at < schedule.closes_at:
        raise NotAShortening


def _ensure_running(schedule: Schedule, _closes_at: datetime | None, now: datetime) -> None:
    if state_of(schedule, now) not in RUNNING:
        raise NotRunning


_RULES: Mapping[ScheduleChangeKind, Callable[[Schedule, datetime | None, datetime], None]] = {
    ScheduleChangeKind.EXTEND: _ensure_longer,
    ScheduleChangeKind.SHORTEN: _ensure_shorter,
    ScheduleChangeKind.CLOSE_EARLY: _ensure_running,
}

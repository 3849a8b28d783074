"""Where a round stands: the rules of "Rounds" at the borders of time, and with changed times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.errors import DomainError
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import (
    GRACE,
    Activity,
    AssuranceTooLow,
    Change,
    Phase,
    RoundClosed,
    RoundNotOpen,
    RoundState,
    RoundStillOpen,
    Schedule,
    ScheduleChangeKind,
    asked_for,
    changed,
    ensure_accepting,
    ensure_may_snapshot,
    may_snapshot,
    state_of,
)
from deliberate.domain.schedule_changes import (
    NotAnExtension,
    NotAnnouncedYet,
    NotAShortening,
    NotRunning,
    ReasonMissing,
    ScheduleSettled,
    ensure_may_change,
    ensure_reasons,
)

OPENS = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
CLOSES = OPENS + 5 * DAY
COMMENTING = {Activity.COMMENT: Assurance.GUEST}
VOTING = {Activity.VOTE_ON_CLAUSES: Assurance.KNOWN}
PHASES = (Phase(OPENS, OPENS + 2 * DAY, COMMENTING), Phase(OPENS + 3 * DAY, CLOSES, VOTING))
ROUND = Schedule(PHASES, announced_at=OPENS - DAY)
FROZEN = replace(ROUND, snapshot_at=CLOSES + GRACE)
CANCELLED = replace(ROUND, cancelled_at=OPENS + DAY)
EXTEND, SHORTEN = ScheduleChangeKind.EXTEND, ScheduleChangeKind.SHORTEN
CLOSE_EARLY, CANCEL = ScheduleChangeKind.CLOSE_EARLY, ScheduleChangeKind.CANCEL


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (OPENS - TICK, RoundState.ANNOUNCED),
        (OPENS, RoundState.OPEN),
        (OPENS + 2 * DAY, RoundState.PAUSED),
        (OPENS + 3 * DAY, RoundState.OPEN),
        (CLOSES - TICK, RoundState.OPEN),
        (CLOSES, RoundState.COUNTING),
        (CLOSES + 365 * DAY, RoundState.COUNTING),
    ],
)
def test_the_clock_opens_and_closes(moment: datetime, state: RoundState) -> None:
    assert state_of(ROUND, moment) is state
    assert state_of(replace(ROUND, announced_at=None), moment) is RoundState.DRAFT


def test_the_snapshot_closes_for_good_whatever_the_clock_says() -> None:
    for moment in (OPENS - DAY, OPENS, CLOSES - TICK, CLOSES + DAY):
        assert state_of(FROZEN, moment) is RoundState.CLOSED
        assert not may_snapshot(FROZEN, moment)
        with pytest.raises(RoundClosed):
            ensure_accepting(FROZEN, Activity.COMMENT, Assurance.ENROLLED, moment)


def accepting(schedule: Schedule, activity: Activity, moment: datetime) -> bool:
    try:
        ensure_accepting(schedule, activity, Assurance.ENROLLED, moment)
    except DomainError:
        return False
    return True


def test_closing_time_is_exclusive() -> None:
    assert accepting(ROUND, Activity.VOTE_ON_CLAUSES, CLOSES - TICK)
    with pytest.raises(RoundClosed):
        ensure_accepting(ROUND, Activity.VOTE_ON_CLAUSES, Assurance.ENROLLED, CLOSES)


def test_a_phase_opens_only_its_own_activities() -> None:
    assert accepting(ROUND, Activity.COMMENT, OPENS)
    assert not accepting(ROUND, Activity.VOTE_ON_CLAUSES, OPENS)
    assert not accepting(ROUND, Activity.COMMENT, OPENS + 3 * DAY)
    for moment in (OPENS - TICK, OPENS + 2 * DAY):
        with pytest.raises(RoundNotOpen):
            ensure_accepting(ROUND, Activity.COMMENT, Assurance.ENROLLED, moment)


def test_each_activity_asks_for_its_own_assurance() -> None:
    ensure_accepting(ROUND, Activity.COMMENT, Assurance.GUEST, OPENS)
    with pytest.raises(AssuranceTooLow) as refused:
        ensure_accepting(ROUND, Activity.VOTE_ON_CLAUSES, Assurance.ASSISTED, OPENS + 3 * DAY)
    assert refused.value.needed is Assurance.KNOWN


def test_the_snapshot_comes_half_a_minute_after_closing_at_the_earliest() -> None:
    with pytest.raises(RoundStillOpen) as refused:
        ensure_may_snapshot(ROUND, CLOSES + GRACE - TICK)
    assert refused.value.closes_at == CLOSES
    ensure_may_snapshot(ROUND, CLOSES + GRACE)
    with pytest.raises(RoundClosed):
        ensure_may_snapshot(CANCELLED, CLOSES + GRACE)
    with pytest.raises(RoundNotOpen):
        ensure_may_snapshot(replace(ROUND, announced_at=None), CLOSES + GRACE)


def test_an_extension_moves_the_last_end_only() -> None:
    longer = changed(PHASES, [Change(EXTEND, CLOSES + DAY)])
    assert longer == (PHASES[0], replace(PHASES[1], closes_at=CLOSES + DAY))


def test_a_shortening_cuts_off_what_lies_behind_it() -> None:
    assert changed(PHASES, [Change(SHORTEN, CLOSES - DAY)])[1].closes_at == CLOSES - DAY
    within_the_first = changed(PHASES, [Change(CLOSE_EARLY, OPENS + DAY)])
    assert within_the_first == (replace(PHASES[0], closes_at=OPENS + DAY),)
    in_the_pause = changed(PHASES, [Change(SHORTEN, OPENS + 2 * DAY + TICK)])
    assert in_the_pause == (PHASES[0],)


def test_changes_follow_each_other_in_order() -> None:
    changes = [Change(SHORTEN, CLOSES - DAY), Change(EXTEND, CLOSES + DAY)]
    assert changed(PHASES, changes)[-1].closes_at == CLOSES + DAY
    assert changed(PHASES, changes[::-1])[-1].closes_at == CLOSES - DAY


def test_the_page_changes_next_when_a_phase_begins_or_ends() -> None:
    moments = [OPENS - DAY, OPENS, OPENS + 2 * DAY, OPENS + 3 * DAY, CLOSES]
    seen = [ROUND.changes_next_at(moment) for moment in moments]
    assert seen == [OPENS, OPENS + 2 * DAY, OPENS + 3 * DAY, CLOSES, None]


def test_a_round_can_be_extended_until_its_snapshot_stands() -> None:
    for moment in (OPENS - TICK, OPENS, CLOSES, CLOSES + 6 * DAY):
        ensure_may_change(ROUND, EXTEND, CLOSES + 7 * DAY, moment)
    for settled in (FROZEN, CANCELLED):
        with pytest.raises(ScheduleSettled):
            ensure_may_change(settled, EXTEND, CLOSES + 7 * DAY, OPENS + DAY)


@pytest.mark.parametrize("ends", [None, CLOSES - TICK, CLOSES, CLOSES + 2 * DAY])
def test_an_extension_ends_later_than_announced_and_than_now(ends: datetime | None) -> None:
    with pytest.raises(NotAnExtension):
        ensure_may_change(ROUND, EXTEND, ends, CLOSES + 2 * DAY)


def test_a_shortening_lies_between_opening_and_end_and_ahead() -> None:
    ensure_may_change(ROUND, SHORTEN, OPENS + TICK, OPENS - DAY)
    ensure_may_change(ROUND, SHORTEN, CLOSES - TICK, OPENS + DAY)
    for ends in (None, OPENS, OPENS + DAY, CLOSES):
        with pytest.raises(NotAShortening):
            ensure_may_change(ROUND, SHORTEN, ends, OPENS + DAY)


def test_only_a_round_that_runs_is_closed_early() -> None:
    for moment in (OPENS, OPENS + 2 * DAY):
        ensure_may_change(ROUND, CLOSE_EARLY, None, moment)
    for moment in (OPENS - TICK, CLOSES):
        with pytest.raises(NotRunning):
            ensure_may_change(ROUND, CLOSE_EARLY, None, moment)


def test_a_round_can_be_cancelled_until_its_snapshot_stands() -> None:
    for moment in (OPENS - TICK, OPENS, CLOSES):
        ensure_may_change(ROUND, CANCEL, None, moment)
    with pytest.raises(ScheduleSettled):
        ensure_may_change(FROZEN, CANCEL, None, OPENS)
    with pytest.raises(NotAnnouncedYet):
        ensure_may_change(replace(ROUND, announced_at=None), CANCEL, None, OPENS)


def test_every_change_says_its_reason_in_both_languages() -> None:
    ensure_reasons({"ko": "까닭", "en": "reason"})
    for words in ({}, {"ko": "까닭"}, {"ko": "까닭", "en": ""}):
        with pytest.raises(ReasonMissing):
            ensure_reasons(words)


@pytest.mark.parametrize(
    ("activity", "wanted", "asked"),
    [
        (Activity.AMEND, Assurance.GUEST, Assurance.KNOWN),
        (Activity.COSIGN, Assurance.GUEST, Assurance.KNOWN),
        (Activity.AMEND, Assurance.ENROLLED, Assurance.ENROLLED),
        (Activity.COMMENT, Assurance.GUEST, Assurance.GUEST),
    ],
)
def test_amending_and_co_signing_ask_for_an_account_whatever_an_official_wants(
    activity: Activity, wanted: Assurance, asked: Assurance
) -> None:
    assert asked_for(activity, wanted) is asked

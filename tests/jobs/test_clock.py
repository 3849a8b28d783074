"""A clock that jumps: nothing is counted by it, nothing reopens, the journal keeps its order."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.rounds import GRACE, RoundState
from deliberate.jobs import closing
from deliberate.jobs.clock import PROVING, ClockGuard
from deliberate.jobs.worker import act_by_the_clock
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.queries.rounds import newest_round_of
from deliberate.persistence.queries.snapshots import closing_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Clocks:
    """A clock on the wall and a steady one; the first can be set."""

    def __init__(self, wall: datetime = START) -> None:
        self.wall = wall
        self.steady = 1_000.0

    def pass_by(self, time: timedelta) -> Clocks:
        """Let both run."""
        self.wall += time
        self.steady += time.total_seconds()
        return self

    def set_by(self, difference: timedelta) -> Clocks:
        """Set the clock on the wall."""
        self.wall += difference
        return self


def guard(clocks: Clocks) -> ClockGuard:
    return ClockGuard(clocks.wall, clocks.steady)


def believed(guard: ClockGuard, clocks: Clocks) -> bool:
    return guard.observe(clocks.wall, clocks.steady)


def test_a_clock_that_runs_evenly_is_believed() -> None:
    clocks = Clocks()
    watch = guard(clocks)
    assert all(believed(watch, clocks.pass_by(timedelta(minutes=7))) for _ in range(500))


@pytest.mark.parametrize("jump", [DAY, -DAY, timedelta(minutes=2, seconds=1)])
def test_a_jump_is_not_believed_until_the_clocks_have_agreed_for_ten_minutes(
    jump: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    clocks = Clocks()
    watch = guard(clocks)
    assert not believed(watch, clocks.set_by(jump).pass_by(SECOND))
    assert "jumped" in caplog.text
    assert caplog.records[0].levelno == logging.ERROR
    assert not believed(watch, clocks.pass_by(PROVING - SECOND))
    assert believed(watch, clocks.pass_by(SECOND))
    assert believed(watch, clocks.pass_by(SECOND))


@pytest.mark.parametrize("adjusted", [timedelta(minutes=2), -timedelta(minutes=1)])
def test_a_small_adjustment_is_no_jump(adjusted: timedelta) -> None:
    clocks = Clocks()
    watch = guard(clocks)
    assert believed(watch, clocks.set_by(adjusted).pass_by(SECOND))


def test_small_steps_that_add_up_are_a_jump() -> None:
    clocks = Clocks()
    watch = guard(clocks)
    step = timedelta(seconds=50)
    assert [believed(watch, clocks.set_by(step).pass_by(SECOND)) for _ in range(3)] == [
        True,
        True,
        False,
    ]


def test_a_second_jump_begins_the_ten_minutes_anew() -> None:
    clocks = Clocks()
    watch = guard(clocks)
    believed(watch, clocks.set_by(DAY).pass_by(SECOND))
    believed(watch, clocks.pass_by(PROVING - SECOND))
    assert not believed(watch, clocks.set_by(-DAY).pass_by(SECOND))
    assert not believed(watch, clocks.pass_by(PROVING - SECOND))
    assert believed(watch, clocks.pass_by(SECOND))


def test_the_worker_closes_a_round_whose_time_is_over(given: Given, app: Flask) -> None:
    made = given.round()
    clocks = Clocks(made.closes_at - SECOND)
    watch = guard(clocks)
    assert tick(app, watch, clocks.pass_by(GRACE)) == 0
    assert tick(app, watch, clocks.pass_by(SECOND)) == 1
    assert tick(app, watch, clocks.pass_by(SECOND)) == 0


def tick(app: Flask, watch: ClockGuard, clocks: Clocks) -> int:
    return act_by_the_clock(app, watch, clocks.wall, clocks.steady)


def state_at(app: Flask, made: Round, moment: datetime) -> RoundState:
    with app.app_context():
        view = newest_round_of(made.framework.ref, moment)
    assert view is not None
    return view.state


def test_a_clock_that_jumps_ahead_and_back_closes_nothing(given: Given, app: Flask) -> None:
    made = given.round()
    clocks = Clocks(made.closes_at - timedelta(hours=2))
    watch = guard(clocks)
    tick(app, watch, clocks)
    for _ in range(5):
        clocks.set_by(DAY)
        assert tick(app, watch, clocks.pass_by(timedelta(minutes=1))) == 0
        clocks.set_by(-DAY)
        assert tick(app, watch, clocks.pass_by(timedelta(minutes=1))) == 0
    assert state_at(app, made, clocks.wall) is RoundState.OPEN
    with app.app_context():
        assert closing_snapshot(made.ref) is None


def test_a_clock_set_back_never_reopens_what_was_counted(given: Given, app: Flask) -> None:
    made = given.round()
    clocks = Clocks(made.closes_at + GRACE)
    watch = guard(clocks)
    assert tick(app, watch, clocks) == 1
    clocks.set_by(-DAY)
    assert tick(app, watch, clocks.pass_by(SECOND)) == 0
    assert tick(app, watch, clocks.pass_by(PROVING)) == 0
    assert state_at(app, made, clocks.wall) is RoundState.CLOSED


def test_the_journal_keeps_the_order_of_what_happened(given: Given, app: Flask) -> None:
    made = given.round()
    clocks = Clocks(made.closes_at + GRACE)
    tick(app, guard(clocks), clocks)
    given.framework()
    with app.app_context():
        rows = db.session.execute(
            select(JournalEntry.id, JournalEntry.verb, JournalEntry.at).order_by(JournalEntry.id)
        ).all()
    closed = next(place for place, row in enumerate(rows) if row.verb == "close")
    assert closed < len(rows) - 1
    assert rows[-1].at < rows[closed].at
    assert rows[-1].id > rows[closed].id


def test_a_round_that_cannot_be_counted_holds_up_no_other(
    given: Given, app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = given.round(), given.round()
    shipped = closing.take_snapshot

    def fails_once(ref: str, *facts: object) -> bool:
        if ref == first.ref:
            raise RuntimeError("disk full")
        return shipped(ref, *facts)  # type: ignore[arg-type]

    monkeypatch.setattr(closing, "take_snapshot", fails_once)
    clocks = Clocks(second.closes_at + GRACE)
    assert tick(app, guard(clocks), clocks) == 1
    assert state_at(app, second, clocks.wall) is RoundState.CLOSED
    assert state_at(app, first, clocks.wall) is RoundState.COUNTING
    assert "could not be counted" in caplog.text

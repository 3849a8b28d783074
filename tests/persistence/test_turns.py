"""Whoever waits to write comes in by the order of arrival, and nobody waits forever."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Event, Thread

import pytest
from flask import Flask

from deliberate.persistence import database
from deliberate.persistence.database import DatabaseAway, transaction
from deliberate.persistence.turns import Turns

PATIENCE_SECONDS = 20.0
AT_ONCE = 0.01


def until_there_are(count: int, turns: Turns) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while len(turns) < count:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_those_who_wait_come_in_by_the_order_of_arrival() -> None:
    turns, came = Turns(), []

    def wait(number: int) -> None:
        with turns.turn(PATIENCE_SECONDS):
            came.append(number)

    with turns.turn(PATIENCE_SECONDS):
        waiting = [Thread(target=wait, args=(number,)) for number in range(8)]
        for place, each in enumerate(waiting, start=1):
            each.start()
            until_there_are(place + 1, turns)
    for each in waiting:
        each.join(PATIENCE_SECONDS)
    assert came == list(range(8))
    assert len(turns) == 0


def test_only_one_has_its_turn() -> None:
    turns, inside, most = Turns(), [], []

    def go(number: int) -> None:
        with turns.turn(PATIENCE_SECONDS):
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.001)
            inside.remove(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(go, range(64)))
    assert most == [1] * 64


def test_whoever_gives_up_is_out_of_the_queue_and_those_behind_come_in() -> None:
    turns = Turns()
    with turns.turn(PATIENCE_SECONDS):
        with pytest.raises(TimeoutError), turns.turn(AT_ONCE):
            pytest.fail("two had their turn at once")
        assert len(turns) == 1
    with turns.turn(AT_ONCE):
        assert len(turns) == 1


def test_a_fault_in_one_turn_does_not_keep_the_next_from_theirs() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn(AT_ONCE):
        raise ZeroDivisionError
    with turns.turn(AT_ONCE):
        assert len(turns) == 1


def test_writers_queue_on_sqlite_alone_and_one_that_waits_too_long_is_told(
    app_context: Flask, database_kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 10)
    writes, may_end = Event(), Event()

    def write() -> None:
        with app_context.app_context(), transaction():
            writes.set()
            may_end.wait(PATIENCE_SECONDS)

    other = Thread(target=write)
    other.start()
    assert writes.wait(PATIENCE_SECONDS)
    told = pytest.raises(DatabaseAway) if database_kind == "sqlite" else nullcontext()
    with told, transaction():
        pass
    may_end.set()
    other.join(PATIENCE_SECONDS)
    with transaction():
        pass

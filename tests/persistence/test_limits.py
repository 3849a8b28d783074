"""Counts of requests: exact whoever counts at the same moment, forgotten when they are over."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from deliberate.domain.limits import LimitsAway
from deliberate.persistence import limits
from deliberate.persistence.limits import COUNTS, SCHEME, SqlStorage, counts_address, forget_counts

PROCESSES = 4
THREADS = 4
TIMES = 50
PATIENCE_SECONDS = 120
PATIENCE = 20
KEY = "LIMITER/somebody/sign in/10/15/minute"


def counted(storage: SqlStorage) -> int:
    """Count one, also where a slow disk lets somebody wait too long: that is counted as nothing."""
    for _ in range(PATIENCE):
        try:
            return storage.incr(KEY, 600)
        except LimitsAway:
            continue
    raise AssertionError("the counts never answered")


def count_at_once(address: str, ready: Any, seen: Any) -> None:
    """Work for another process: count from several threads, and tell every answer."""
    with closing(SqlStorage(address)) as storage:

        def run(_number: int) -> list[int]:
            return [counted(storage) for _ in range(TIMES)]

        ready.wait(PATIENCE_SECONDS)
        with ThreadPoolExecutor(THREADS) as pool:
            seen.put([each for found in pool.map(run, range(THREADS)) for each in found])


@pytest.fixture
def address(app_context: Flask) -> str:
    return counts_address()


@pytest.fixture
def storage(address: str) -> Iterator[SqlStorage]:
    with closing(SqlStorage(address)) as storage:
        yield storage


def test_no_two_processes_are_given_the_same_count(address: str, storage: SqlStorage) -> None:
    context = multiprocessing.get_context("spawn")
    ready, seen = context.Barrier(PROCESSES), context.Queue()
    workers = [
        context.Process(target=count_at_once, args=(address, ready, seen)) for _ in range(PROCESSES)
    ]
    for worker in workers:
        worker.start()
    found = [each for _ in workers for each in seen.get(timeout=PATIENCE_SECONDS)]
    for worker in workers:
        worker.join(PATIENCE_SECONDS)
    assert sorted(found) == list(range(1, PROCESSES * THREADS * TIMES + 1))
    assert storage.get(KEY) == len(found)


def test_a_window_begins_with_its_first_request_and_is_not_drawn_out(
    storage: SqlStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = time.time()
    for later, count in ((0, 1), (30, 2), (59, 3), (60, 1), (61, 2)):
        monkeypatch.setattr(limits.time, "time", lambda later=later: began + later)
        assert storage.incr(KEY, 60) == count
        assert storage.get(KEY) == count
    assert storage.get_expiry(KEY) == pytest.approx(began + 120)


def test_keys_are_counted_apart_and_can_be_cleared(storage: SqlStorage) -> None:
    assert [storage.incr(key, 60) for key in ("a", "b", "a")] == [1, 1, 2]
    storage.clear("a")
    assert (storage.get("a"), storage.get("b"), storage.get("never")) == (0, 1, 0)
    assert storage.reset() == 1
    assert storage.check()


def rows(storage: SqlStorage) -> list[Any]:
    with storage.engine.connect() as connection:
        return list(connection.execute(select(COUNTS)))


def test_a_count_is_forgotten_when_its_window_is_over(storage: SqlStorage) -> None:
    storage.incr("short", 60)
    storage.incr("long", 3600)
    now = datetime.now(UTC)
    forget_counts(now + timedelta(seconds=59))
    assert len(rows(storage)) == 2
    forget_counts(now + timedelta(seconds=61))
    assert len(rows(storage)) == 1
    forget_counts(now + timedelta(hours=2))
    assert rows(storage) == []


def stored(storage: SqlStorage) -> str:
    """Return everything that is kept: the rows, and on SQLite every byte of the files."""
    kept = [str(each) for each in rows(storage)]
    if storage.engine.dialect.name == "sqlite":
        folder = Path(storage.engine.url.database or "").parent
        kept += [each.read_bytes().decode("latin-1") for each in folder.glob("*-limits.sqlite*")]
    return "\n".join(kept)


def test_what_is_forgotten_is_gone_from_the_file_too(storage: SqlStorage) -> None:
    storage.incr(KEY, 60)
    (row,) = rows(storage)
    assert row.key in stored(storage)
    forget_counts(datetime.now(UTC) + timedelta(hours=2))
    assert row.key not in stored(storage)


def test_nothing_is_forgotten_where_nothing_was_ever_counted(app_context: Flask) -> None:
    forget_counts(datetime.now(UTC))


def test_counting_has_its_own_place(storage: SqlStorage, database_kind: str) -> None:
    """On SQLite a file, so that no writer is waited for; on PostgreSQL a table without a log."""
    storage.incr(KEY, 60)
    with storage.engine.connect() as connection:
        if database_kind == "sqlite":
            assert str(storage.engine.url.database).endswith("-limits.sqlite")
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA secure_delete")) == 1
        else:
            kind = "SELECT relpersistence FROM pg_class WHERE relname = 'request_count'"
            assert connection.scalar(text(kind)) in {"u", b"u"}


def test_a_store_that_is_away_lets_nobody_or_everybody_through_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    nowhere = f"{SCHEME}:sqlite:////nowhere/at/all-limits.sqlite"
    with closing(SqlStorage(nowhere)) as storage, caplog.at_level(logging.INFO):
        for _ in range(3):
            with pytest.raises(LimitsAway):
                storage.incr(KEY, 60)
        assert not storage.check()
    with closing(SqlStorage(nowhere, fails_open=True)) as storage:
        assert [storage.incr(KEY, 60) for _ in range(3)] == [0, 0, 0]
        assert storage.get_expiry(KEY) == pytest.approx(time.time(), abs=60)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["requests cannot be counted: OperationalError"] * 2
    assert "somebody" not in caplog.text


def test_counting_goes_on_when_the_store_is_back(
    storage: SqlStorage, caplog: pytest.LogCaptureFixture
) -> None:
    storage.incr(KEY, 60)
    with storage.engine.connect() as connection:
        connection.execute(text("DROP TABLE request_count"))
    storage.fails_open = True
    assert storage.incr(KEY, 60) == 0
    assert [storage.incr(KEY, 60) for _ in range(2)] == [1, 2]
    assert caplog.records[-1].getMessage() == "requests are counted again"

"""Backups taken while processes vote: nothing acknowledged before is missing, nothing is half."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from deliberate import create_app
from deliberate.commands import backups
from deliberate.domain.actors import WORKER
from deliberate.domain.rounds import GRACE
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.snapshots import closing_snapshot
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import ballot
from tests.reliability.test_race_with_the_clock import Counted, add_people, wait_for
from tests.support.applications import SECRET_KEY, close
from tests.support.databases import NewDatabase
from tests.support.racing import Attempt, Outcome, vote_all

VOTES = 900
PROCESSES = 2
BACKED_UP_AFTER = (100, 250, 400)
"""How many votes are acknowledged when each backup begins."""
PATIENCE_SECONDS = 240

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Taken:
    """A backup, and how many votes were acknowledged before it began and after it ended."""

    file: Path
    before: int
    after: int


def take(app: Flask, file: Path, done: Counted) -> Taken:
    before = done.value
    with app.app_context():
        backups.back_up(file, overwrite=False)
    return Taken(file, before, done.value)


@contextmanager
def restored(file: Path, url: str, folder: Path) -> Iterator[None]:
    """Put a backup into an empty database, and be there."""
    app = create_app({"instance": folder, "database_url": url, "secret_key": SECRET_KEY})
    with app.app_context():
        backups.restore(file, lambda _shown: True)
        yield
    close(app)


def test_a_backup_holds_every_vote_acknowledged_before_it_began_and_no_half_of_any(
    given: Given,
    app: Flask,
    database_url: str,
    new_empty_database: NewDatabase,
    tmp_path: Path,
) -> None:
    made = given.round(given.framework(sections=1, clauses=1))
    config = {"instance": tmp_path / "race", "database_url": database_url, "secret_key": SECRET_KEY}
    taken, outcomes = back_up_in_the_midst(app, made, given, config, tmp_path)
    acknowledged = {
        each.participant_ref: each.choice for outcome in outcomes for each in outcome.acknowledged
    }
    assert len(acknowledged) == VOTES
    for number, each in enumerate(taken):
        with new_empty_database() as url, restored(each.file, url, tmp_path / f"other-{number}"):
            found = votes_by_person()
            assert each.before <= len(found) <= each.after + PROCESSES * 4
            assert found.items() <= acknowledged.items()
            assert journaled("vote") == len(found)
            assert broken_references() == []
            assert counted_at_closing(made) == len(found)
    assert taken[0].before < VOTES
    assert taken[0].after < VOTES, "the votes were over before the backup: nothing was raced"


def back_up_in_the_midst(
    app: Flask, made: Round, given: Given, config: dict[str, Any], folder: Path
) -> tuple[list[Taken], list[Outcome]]:
    """Let processes vote, and take backups meanwhile."""
    with app.app_context():
        on, refs = ballot(made), add_people(VOTES, given.now)
    choices = cycle(ClauseChoice)
    attempts = [Attempt(ref, next(choices), given.now) for ref in refs]
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(PROCESSES, context) as pool:
        gate, done = manager.Barrier(PROCESSES), Counted(manager)
        shares = [attempts[start::PROCESSES] for start in range(PROCESSES)]
        running = [pool.submit(vote_all, config, on, share, gate, done) for share in shares]
        taken = []
        for number in BACKED_UP_AFTER:
            wait_for(done, number)
            taken.append(take(app, folder / f"after-{number}.backup", done))
        return taken, [each.result(PATIENCE_SECONDS) for each in running]


def votes_by_person() -> dict[str, ClauseChoice]:
    rows = db.session.execute(
        select(Participant.ref, ClauseVote.choice).join(
            ClauseVote, ClauseVote.participant_id == Participant.id
        )
    )
    return {row.ref: row.choice for row in rows}


def journaled(verb: str) -> int:
    entries = select(func.count()).select_from(JournalEntry).where(JournalEntry.verb == verb)
    return db.session.scalar(entries) or 0


def broken_references() -> list[Any]:
    """Return rows that refer to nothing; PostgreSQL itself refuses to restore such rows."""
    if db.engine.dialect.name == "sqlite":
        return list(db.session.execute(text("PRAGMA foreign_key_check")))
    unproven = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
    return list(db.session.execute(text(unproven)))


def counted_at_closing(made: Round) -> int:
    """Close the round in the restored database; return how many votes its result counts."""
    db.session.rollback()
    assert take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    body = closing_snapshot(made.ref)
    assert body is not None
    (clause,) = body["clauses"]
    return sum(sum(levels.values()) for levels in clause["votes"].values())

"""Votes that race the closing: what was acknowledged is in the snapshot, nothing else is."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.localized import Locale
from deliberate.domain.participants import new_ref
from deliberate.domain.rounds import GRACE, RoundClosed
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.snapshots import closing_snapshot
from deliberate.services.votes import Ballot, cast_vote
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import SECRET_KEY
from tests.support.racing import Attempt, Outcome, vote_all

VOTES = 1_000
LATE = 100
PROCESSES = 2
CLOSING_AFTER = 300
PATIENCE_SECONDS = 240
JUST = timedelta(milliseconds=1)

pytestmark = pytest.mark.slow


def ballot_of(made: Round) -> Ballot:
    (clause_ref,) = made.framework.clause_refs
    wording_ref = db.session.scalars(select(ClauseWording.ref)).one()
    return Ballot(made.ref, clause_ref, wording_ref, Locale.KO)


def add_people(count: int, now: datetime) -> list[str]:
    refs = [new_ref() for _ in range(count)]
    rows = [{"ref": ref, "pseudonym": "맑은 나루", "created_at": now} for ref in refs]
    with transaction() as session:
        session.execute(insert(Participant), rows)
    return refs


def attempts_around(closes_at: datetime, refs: list[str]) -> list[Attempt]:
    """Return one vote each: most began just in time, every tenth exactly at closing."""
    choices = cycle(ClauseChoice)
    return [
        Attempt(ref, next(choices), closes_at if n % (VOTES // LATE) == 0 else closes_at - JUST)
        for n, ref in enumerate(refs)
    ]


def wait_for(done: Any, count: int) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while done.value < count:
        assert time.monotonic() < end, f"only {done.value} votes were acknowledged"
        time.sleep(0.002)


def test_every_acknowledged_vote_is_in_the_snapshot_and_none_after_it(
    given: Given, app: Flask, database_url: str, tmp_path: Path, now: datetime
) -> None:
    made = given.round(given.framework(sections=1, clauses=1))
    with app.app_context():
        ballot = ballot_of(made)
        attempts = attempts_around(made.closes_at, add_people(VOTES, now))
    config = {"instance": tmp_path / "race", "database_url": database_url, "secret_key": SECRET_KEY}
    outcomes = race(app, made, ballot, attempts, config)
    acknowledged = [each for outcome in outcomes for each in outcome.acknowledged]
    refused = [each for outcome in outcomes for each in outcome.refused]
    assert len(acknowledged) + len(refused) == VOTES
    assert len(acknowledged) >= CLOSING_AFTER
    late = [each for each in acknowledged if each.received_at >= made.closes_at]
    assert late == []
    assert len(refused) > LATE, "the snapshot came after the last vote: nothing was raced"
    with app.app_context():
        body = closing_snapshot(made.ref)
        stored = db.session.scalars(select(ClauseVote.choice)).all()
    assert body is not None
    (clause,) = body["clauses"]
    frozen = {choice: sum(levels.values()) for choice, levels in clause["votes"].items()}
    counted = Counter(each.choice for each in acknowledged)
    assert frozen == {choice.value: counted[choice] for choice in ClauseChoice}
    assert Counter(stored) == counted
    assert body["participants"]["total"] == len(acknowledged)


def race(
    app: Flask, made: Round, ballot: Ballot, attempts: list[Attempt], config: dict[str, Any]
) -> list[Outcome]:
    """Let processes vote, and take the snapshot in their midst; return what they were told."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(PROCESSES, context) as pool:
        gate = manager.Barrier(PROCESSES)
        done = Counted(manager)
        shares = [attempts[start::PROCESSES] for start in range(PROCESSES)]
        running = [pool.submit(vote_all, config, ballot, share, gate, done) for share in shares]
        wait_for(done, CLOSING_AFTER)
        with app.app_context():
            assert take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
        return [each.result(PATIENCE_SECONDS) for each in running]


class Counted:
    """A number that processes count up together."""

    def __init__(self, manager: Any) -> None:
        self._lock = manager.Lock()
        self._value = manager.Value("i", 0)

    def get_lock(self) -> Any:
        return self._lock

    @property
    def value(self) -> int:
        return int(self._value.value)

    @value.setter
    def value(self, number: int) -> None:
        self._value.value = number


def test_of_many_closings_at_once_one_counts(given: Given, app: Flask, now: datetime) -> None:
    made = given.round(given.framework(sections=1, clauses=1))

    def close(_number: int) -> bool:
        with app.app_context():
            return take_snapshot(made.ref, made.closes_at + GRACE, WORKER)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(close, range(16)))
    assert sum(taken) == 1
    with app.app_context():
        wanted = select(JournalEntry.id).where(JournalEntry.verb == "close")
        assert len(db.session.scalars(wanted).all()) == 1


def test_a_vote_that_began_in_time_is_refused_once_the_snapshot_stands(
    given: Given, app: Flask, now: datetime
) -> None:
    made = given.round(given.framework(sections=1, clauses=1))
    with app.app_context():
        ballot = ballot_of(made)
        (ref,) = add_people(1, now)
        take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
        with pytest.raises(RoundClosed):
            cast_vote(Actor(participant_ref=ref), ballot, ClauseChoice.AGREE, made.closes_at - JUST)
        assert db.session.scalars(select(ClauseVote)).all() == []

"""Work for several processes and threads at once: voting while a round is being closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from typing import Any

from flask import Flask

from deliberate import create_app
from deliberate.domain.actors import Actor
from deliberate.domain.rounds import RoundClosed
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import DatabaseAway, db, give_up
from deliberate.services.votes import Ballot, cast_vote

THREADS = 4
PATIENCE = 20


@dataclass(frozen=True)
class Attempt:
    """One vote that will be sent, and when its request began."""

    participant_ref: str
    choice: ClauseChoice
    received_at: datetime


@dataclass(frozen=True)
class Outcome:
    """What became of the attempts of one process."""

    acknowledged: tuple[Attempt, ...]
    refused: tuple[Attempt, ...]


def vote_all(
    config: Mapping[str, Any], ballot: Ballot, attempts: Sequence[Attempt], gate: Any, done: Any
) -> Outcome:
    """Send votes from several threads once every process is ready; `done` counts them."""
    app = create_app(dict(config))
    shares = [attempts[start::THREADS] for start in range(THREADS)]
    gate.wait()
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(_vote_in_turn, cycle([app]), cycle([ballot]), shares, cycle([done])))
    with app.app_context():
        db.engine.dispose()
    acknowledged = tuple(each for part in parts for each in part.acknowledged)
    return Outcome(acknowledged, tuple(each for part in parts for each in part.refused))


def _vote_in_turn(app: Flask, ballot: Ballot, attempts: Sequence[Attempt], done: Any) -> Outcome:
    acknowledged, refused = [], []
    for each in attempts:
        with app.app_context():
            try:
                _send(ballot, each)
            except RoundClosed:
                refused.append(each)
            else:
                acknowledged.append(each)
                with done.get_lock():
                    done.value += 1
    return Outcome(tuple(acknowledged), tuple(refused))


def _send(ballot: Ballot, attempt: Attempt) -> None:
    """Send a vote, and again where the database was too busy to answer, as people do."""
    actor = Actor(participant_ref=attempt.participant_ref)
    for _ in range(PATIENCE):
        try:
            cast_vote(actor, ballot, attempt.choice, attempt.received_at)
        except DatabaseAway:
            give_up()
        else:
            return
    raise TimeoutError(attempt)

"""Work for other processes: one person's votes from several threads, all beginning together."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from deliberate import create_app
from deliberate.domain.actors import Actor
from deliberate.domain.credentials import Newcomer
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import DatabaseAway, db
from deliberate.services import votes
from deliberate.services.votes import Ballot

PATIENCE_SECONDS = 240
THREADS = 5
TIMES = 5


def vote_at_once(
    config: Mapping[str, Any],
    actor: Actor,
    on: Ballot,
    now: datetime,
    ready: Any,
    acknowledged: Any,
    newcomer: Newcomer | None = None,
) -> None:
    """Vote `THREADS` × `TIMES` times; put the number of acknowledged votes into the queue.

    Where the database is too busy to answer the same vote is sent again, as its person would.
    """
    app = create_app(dict(config))

    def send(choice: ClauseChoice) -> None:
        while True:
            try:
                votes.cast_vote(actor, on, choice, now, newcomer)
            except DatabaseAway:
                continue
            return

    def run(number: int) -> int:
        with app.app_context():
            for turn in range(TIMES):
                send(list(ClauseChoice)[(number + turn) % len(ClauseChoice)])
            db.session.remove()
        return TIMES

    with app.app_context():
        db.engine.connect().close()
    ready.wait(PATIENCE_SECONDS)
    with ThreadPoolExecutor(THREADS) as pool:
        acknowledged.put(sum(pool.map(run, range(THREADS), timeout=PATIENCE_SECONDS)))
    with app.app_context():
        db.engine.dispose()

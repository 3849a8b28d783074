"""100 simultaneous votes by one person, from threads and processes: exactly one counts."""

from __future__ import annotations

from datetime import datetime
from multiprocessing import get_context

import pytest
from sqlalchemy import func, select

from deliberate.config import Settings
from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.credentials import Newcomer
from deliberate.persistence.database import Model, db
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Participant, Receipt
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.votes import vote_panel
from deliberate.services.votes import Ballot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import ballot
from tests.reliability.voting import PATIENCE_SECONDS, THREADS, TIMES, vote_at_once
from tests.support.applications import SECRET_KEY

PROCESSES = 4
VOTES = PROCESSES * THREADS * TIMES

pytestmark = pytest.mark.usefixtures("app_context")


def counted(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def all_at_once(
    settings: Settings,
    actor: Actor,
    on: Ballot,
    now: datetime,
    newcomer: Newcomer | None = None,
) -> int:
    """Let every process vote, beginning together; return how many votes were acknowledged."""
    config = {
        "instance": settings.instance,
        "database_url": settings.database,
        "secret_key": SECRET_KEY,
    }
    spawn = get_context("spawn")
    ready, acknowledged = spawn.Barrier(PROCESSES), spawn.Queue()
    work = (config, actor, on, now, ready, acknowledged, newcomer)
    voters = [spawn.Process(target=vote_at_once, args=work) for _ in range(PROCESSES)]
    db.session.rollback()
    for voter in voters:
        voter.start()
    for voter in voters:
        voter.join(PATIENCE_SECONDS)
        voter.kill()
    assert [voter.exitcode for voter in voters] == [0] * PROCESSES
    return sum(acknowledged.get(timeout=PATIENCE_SECONDS) for _ in voters)


def people_who_voted(held: Round, now: datetime) -> int:
    db.session.rollback()
    slug, ref = held.framework.slug, held.framework.clause_refs[0]
    return vote_panel(slug, ref, ANONYMOUS, now).people


def test_of_100_votes_by_one_person_exactly_one_counts(
    settings: Settings, given: Given, now: datetime
) -> None:
    held, person = given.round(), given.person()
    before = counted(JournalEntry)
    assert all_at_once(settings, person, ballot(held), now) == VOTES == 100
    assert counted(ClauseVote) == 1
    assert people_who_voted(held, now) == 1
    assert counted(JournalEntry) == before + VOTES


def test_of_100_first_votes_by_one_stranger_exactly_one_counts(
    settings: Settings, given: Given, now: datetime
) -> None:
    """A form that a browser without a session sends again and again makes one guest."""
    held = given.round()
    before = counted(Participant)
    newcomer = Newcomer("ko", "the seed of one browser", SECRET_KEY)
    assert all_at_once(settings, ANONYMOUS, ballot(held), now, newcomer) == VOTES
    assert counted(Participant) == before + 1
    assert counted(Receipt) == 1
    assert counted(ClauseVote) == 1
    assert people_who_voted(held, now) == 1

"""Sealed results of amendments, as an attacker would look for them; see `votes/test_sealed`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.localized import Locale
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.services import amendment_votes
from deliberate.services.amendment_votes import AmendmentBallot
from tests.factories import amending, counting
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.web.shared.clock import Clock
from tests.web.shared.looking import Seen, everywhere, look
from tests.web.votes.browsing import address

FOR, AGAINST, ABSTAIN = AmendmentChoice
MINUTE = timedelta(minutes=1)
VOTERS = 5
World = Callable[[int], AmendmentChoice]
WORLDS: tuple[World, ...] = (
    lambda _number: AGAINST,
    lambda _number: ABSTAIN,
    lambda number: list(AmendmentChoice)[number % 3],
)


@pytest.fixture
def proposed(app: Flask, held: Round, given: Given) -> list[str]:
    """Two amendments to the first clause: an order could tell which of them is liked."""
    with app.app_context():
        return [
            amending.amendment(given.person(), held, held.opens_at, {"en": words})
            for words in ("One proposal.", "Another proposal.")
        ]


def tell(app: Flask, held: Round, refs: list[str], voters: list[Actor], world: World) -> None:
    """Let everyone vote on every amendment, in an order that is always the same."""
    with app.app_context():
        for number, voter in enumerate(voters):
            for place, ref in enumerate(refs):
                ballot = AmendmentBallot(ref, 1, Locale.EN)
                choice = world(number + place)
                amendment_votes.vote_on_amendment(voter, ballot, choice, held.opens_at)


def places(app: Flask, held: Round, refs: list[str]) -> list[str]:
    """Return every page on which a choice could show."""
    of_amendments = [f"/en/amendments/{ref}{page}" for ref in refs for page in ("", "/vote")]
    disposing = [f"/en/amendments/{ref}/disposition" for ref in refs]
    clause = held.framework.clause_refs[0]
    desk = [f"/en/rounds/{held.ref}/closing/clauses/{clause}"]
    lists = [f"{address(held)}/amendments"]
    return [*everywhere(app, held), *of_amendments, *disposing, *desk, *lists]


def seen(app: Flask, eyes: dict[str, FlaskClient], held: Round, refs: list[str]) -> dict[str, Seen]:
    return {who: look(client, places(app, held, refs)) for who, client in eyes.items()}


def test_no_page_no_header_and_no_order_depends_on_a_choice_about_an_amendment(
    app: Flask,
    held: Round,
    given: Given,
    clock: Clock,
    eyes: dict[str, FlaskClient],
    proposed: list[str],
) -> None:
    voters = [given.guest()[0] for _ in range(VOTERS)]
    tell(app, held, proposed, voters, lambda _number: FOR)
    times = (held.opens_at, held.closes_at + MINUTE)
    before = {}
    for clock.now in times:
        before[clock.now] = seen(app, eyes, held, proposed)
    panel = before[held.opens_at]["stranger"][f"page /en/amendments/{proposed[0]}/vote"]
    assert "5 people have voted" in panel[1], "the eyes look where votes are"
    for world in WORLDS:
        clock.now = held.opens_at
        tell(app, held, proposed, voters, world)
        for clock.now in times:
            assert seen(app, eyes, held, proposed) == before[clock.now]


def test_once_counted_the_same_eyes_see_a_difference(
    app: Flask, held: Round, given: Given, clock: Clock, client: FlaskClient, proposed: list[str]
) -> None:
    voters = [given.person() for _ in range(2)]
    told = []
    for world in (lambda _number: FOR, lambda _number: AGAINST):
        tell(app, held, proposed, voters, world)
    clock.now = held.closes_at + MINUTE
    page = f"/en/amendments/{proposed[0]}/vote"
    told.append(client.get(page).text)
    with app.app_context():
        assert counting.take_snapshot(held.ref, clock.now, WORKER)
    told.append(client.get(page).text)
    assert told[0] != told[1]
    assert "<td>2</td>" in told[1]


def test_the_journal_and_the_outbox_do_not_tell(
    app: Flask, held: Round, given: Given, proposed: list[str]
) -> None:
    voters = [given.person() for _ in range(3)]
    told = []
    for world in WORLDS:
        with app.app_context():
            start = len(db.session.scalars(select(JournalEntry.id)).all())
        tell(app, held, proposed, voters, world)
        with app.app_context():
            rows = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
            told.append(
                [(r.role, r.actor_ref, r.verb, r.object_ref, r.digest) for r in rows[start:]]
            )
            assert db.session.scalars(select(OutboxMessage.template)).all() == []
    assert told[0] == told[1] == told[2] != []

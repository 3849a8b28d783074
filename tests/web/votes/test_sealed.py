"""Sealed results, as an attacker would look for them.

Whoever looks, and wherever: while a round is sealed, two worlds that differ only in what people
chose cannot be told apart by a page, a header, an order, a count or the journal.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from deliberate.domain.actors import Actor, Via
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from tests.factories import counting
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote
from tests.support.applications import ClientAs
from tests.web.shared.clock import Clock
from tests.web.shared.looking import everywhere, look, seen_by_all
from tests.web.votes.browsing import address

AGREE, WITH_CHANGES, DISAGREE, UNCLEAR = ClauseChoice
MINUTE = timedelta(minutes=1)
OWN = re.compile(r"/vote$|/mine(/data(/file)?)?$")
"""Where people read their own choice: on the panel, in what they said, in what is stored."""
VOTERS = 24
"""Enough for the flag, which must stay down while the round is sealed."""


def tell(
    app: Flask, held: Round, voters: list[Actor], choice_of: Callable[[int], ClauseChoice]
) -> None:
    """Let everyone vote on the first two clauses, in an order that is always the same."""
    with app.app_context():
        for number, voter in enumerate(voters):
            for place in (0, 1):
                vote(held, voter, choice_of(number + place), held.opens_at, place)


WORLDS: tuple[Callable[[int], ClauseChoice], ...] = (
    lambda _number: DISAGREE,
    lambda _number: UNCLEAR,
    lambda number: list(ClauseChoice)[number % 4],
)


def test_no_page_no_header_and_no_order_depends_on_a_choice(
    app: Flask, held: Round, given: Given, clock: Clock, eyes: dict[str, FlaskClient]
) -> None:
    voters = [given.guest()[0] for _ in range(VOTERS)]
    tell(app, held, voters, lambda _number: AGREE)
    look_at = (held.opens_at, held.closes_at + MINUTE)
    before = {}
    for clock.now in look_at:
        before[clock.now] = seen_by_all(app, eyes, held)
    assert any(
        "24 people have voted" in page[1] for page in before[held.opens_at]["stranger"].values()
    )
    for world in WORLDS:
        clock.now = held.opens_at
        tell(app, held, voters, world)
        for clock.now in look_at:
            assert seen_by_all(app, eyes, held) == before[clock.now]


def test_this_test_would_notice(
    app: Flask, held: Round, given: Given, clock: Clock, eyes: dict[str, FlaskClient]
) -> None:
    """Once the round is counted the same eyes see a difference: they are not blind."""
    tell(app, held, [given.person() for _ in range(2)], lambda _number: AGREE)
    before = seen_by_all(app, eyes, held)["stranger"]
    clock.now = held.closes_at + MINUTE
    with app.app_context():
        assert counting.take_snapshot(held.ref, clock.now, Actor(via=Via.WORKER))
    after = look(eyes["stranger"], [address(held)])[f"page {address(held)}"]
    assert after != before[f"page {address(held)}"]
    assert "<td>2</td>" in after[1]


def test_voters_see_their_own_choice_and_it_changes_nothing_else(
    app: Flask, client_as: ClientAs, held: Round, given: Given
) -> None:
    voter, other = given.person(), given.person()
    client = client_as(voter)
    pages = [each for each in everywhere(app, held) if not OWN.search(each)]
    tell(app, held, [voter, other], lambda _number: AGREE)
    before = look(client, pages)
    tell(app, held, [voter, other], lambda _number: DISAGREE)
    assert look(client, pages) == before


def test_the_journal_and_the_outbox_do_not_tell(app: Flask, held: Round, given: Given) -> None:
    voters = [given.person() for _ in range(3)]
    told = []
    for world in WORLDS:
        with app.app_context():
            start = len(db.session.scalars(select(JournalEntry.id)).all())
        tell(app, held, voters, world)
        with app.app_context():
            rows = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
            told.append(
                [(r.role, r.actor_ref, r.verb, r.object_ref, r.digest) for r in rows[start:]]
            )
            assert db.session.scalars(select(OutboxMessage.template)).all() == []
    assert told[0] == told[1] == told[2] != []


def test_a_vote_costs_the_same_whatever_it_says(app: Flask, held: Round, given: Given) -> None:
    """The same statements, so that nothing can be read off the time it takes."""
    voter = given.person()
    tell(app, held, [voter], lambda _number: AGREE)
    costs = []
    for choice in ClauseChoice:
        said: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            said.append(statement)  # noqa: B023

        event.listen(Engine, "before_cursor_execute", note)
        try:
            tell(app, held, [voter], lambda _number, choice=choice: choice)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        costs.append(said)
    assert all(each == costs[0] for each in costs)

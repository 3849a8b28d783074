"""A page asks the database a constant number of times, however long the framework is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from deliberate.persistence.database import db
from deliberate.services.concerns import Worry, set_concerns
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.support.applications import ClientAs

MOST = 12
MOST_ON_A_CLAUSE = 25


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect every statement that is sent to the database meanwhile."""
    with app.app_context():
        engine = db.engine
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def cost(app: Flask, client: FlaskClient, url: str) -> int:
    with statements(app) as sent:
        assert client.get(url).status_code == 200
    return len([each for each in sent if not each.startswith("BEGIN")])


def with_concerns(app: Flask, given: Given, made: Published) -> None:
    worries = [Worry({"ko": "걱정"}, [ref]) for ref in made.clause_refs]
    with app.app_context():
        set_concerns(made.official, made.ref, worries, given.now)


def test_reading_costs_the_same_for_3_and_for_60_clauses(
    app: Flask, given: Given, client: FlaskClient
) -> None:
    small, large = given.framework(1, 3, "small"), given.framework(6, 10, "large")
    for made in (small, large):
        with_concerns(app, given, made)
    for page in ("", "/versions/1", "/clauses/{}"):
        costs = [
            cost(app, client, f"/ko/frameworks/{made.slug}{page}".format(made.clause_refs[1]))
            for made in (small, large)
        ]
        assert costs[0] == costs[1] <= (MOST_ON_A_CLAUSE if "{}" in page else MOST), page


@pytest.mark.parametrize("url", ["/ko/", "/ko/frameworks"])
def test_home_and_list_cost_the_same_for_one_framework_and_for_five(
    app: Flask, given: Given, client: FlaskClient, url: str
) -> None:
    with_concerns(app, given, given.framework(1, 3))
    one = cost(app, client, url)
    for _ in range(4):
        with_concerns(app, given, given.framework(2, 3))
    assert cost(app, client, url) == one <= MOST


def test_desks_cost_the_same_however_much_is_on_them(
    app: Flask, given: Given, client_as: ClientAs
) -> None:
    small, large = given.draft(), given.framework(6, 10)
    costs = [
        cost(app, client_as(small.official), "/ko/account"),
        cost(app, client_as(large.official), "/ko/account"),
    ]
    assert costs[0] == costs[1] <= MOST
    draft = cost(app, client_as(small.official), f"/ko/frameworks/{small.slug}/draft")
    assert draft <= MOST


def test_a_stranger_without_a_session_costs_nothing_on_a_long_text(
    app: Flask, client: FlaskClient
) -> None:
    assert cost(app, client, "/ko/help") == 0

"""A round with a comment, by a clock that the test moves."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.web.shared import session
from tests.factories import contributions
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY
from tests.web.votes.browsing import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """The server's clock."""
    clock = Clock(now)
    monkeypatch.setattr(session, "now", clock)
    return clock


@pytest.fixture
def held(given: Given, clock: Clock) -> Round:
    """A round of two weeks, open to guests."""
    return given.round()


@pytest.fixture
def author(given: Given) -> Actor:
    """Who wrote `said`: a guest."""
    return given.guest()[0]


@pytest.fixture
def said(app: Flask, held: Round, author: Actor, now: datetime) -> str:
    """The ref of a comment."""
    with app.app_context():
        return contributions.comment(held, author, now, BODY)


@pytest.fixture
def moderator(client_as: ClientAs, held: Round) -> FlaskClient:
    """The browser of one moderator."""
    return client_as(held.staff.moderators[0])


@pytest.fixture
def second(client_as: ClientAs, held: Round) -> FlaskClient:
    """The browser of another one."""
    return client_as(held.staff.moderators[1])

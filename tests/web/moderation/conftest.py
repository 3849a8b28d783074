"""A round with a comment, its author and two moderators."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from tests.factories import contributions
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY


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

"""Pages by a clock that the test moves; passwords are hashed quickly here."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Role
from deliberate.web.shared import session
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.hashing import quick_hasher
from tests.support.applications import ClientAs
from tests.web.shared.clock import Clock

__all__ = ["quick_hasher"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """The server's clock."""
    clock = Clock(now)
    monkeypatch.setattr(session, "now", clock)
    return clock


@pytest.fixture
def held(given: Given, clock: Clock) -> Round:
    """A sealed round of two weeks on six clauses, open to guests."""
    return given.round()


@pytest.fixture
def eyes(app: Flask, client_as: ClientAs, held: Round, given: Given) -> dict[str, FlaskClient]:
    """Browsers of everyone who might hope to see more than others."""
    return {
        "stranger": app.test_client(),
        "participant": client_as(given.person()),
        "official": client_as(held.staff.official),
        "moderator": client_as(held.staff.moderators[0]),
        "operator": client_as(given.person(Role.OPERATOR)),
    }

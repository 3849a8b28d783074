"""A round that is open by a clock that the test moves."""

from __future__ import annotations

from datetime import datetime

import pytest

from deliberate.web.shared import session
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.web.votes.browsing import Clock


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

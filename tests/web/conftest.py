"""Pages by a clock that the test moves; passwords are hashed quickly here."""

from __future__ import annotations

from datetime import datetime

import pytest

from deliberate.web.shared import session
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.hashing import quick_hasher
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

"""Test 7 of the trust table, at the server that we ship: bytes on a socket, no fault of ours."""

from __future__ import annotations

from collections import Counter

import pytest

from deliberate.domain.actors import Actor
from tests.factories.given import Given
from tests.security.malformed import Maker
from tests.security.raw_requests import BYTES, answers, on_the_wire
from tests.support.servers import AppServer, is_ready
from tests.support.sessions import session_cookie, session_token
from tests.web.shared.form_places import make_places
from tests.web.shared.forms_sent import MIGHTY

pytestmark = pytest.mark.slow

REQUESTS = 400
STEP = 23
"""Every 23rd of the ten thousand, so that all rules and all kinds of people occur."""


def test_bytes_that_are_no_request_are_no_fault_of_the_server(server: AppServer) -> None:
    """Test 7: broken HTTP is refused or dropped; `server` fails a test whose log has a trace."""
    refused = 0
    for sent in BYTES:
        seen = answers(server.url, sent)
        assert all(status < 500 for status in seen), (sent[:200], seen)
        refused += any(status >= 400 for status in seen) or not seen
    assert refused > len(BYTES) / 3
    assert is_ready(server.url)
    assert "panicked" not in server.log


def test_malformed_requests_over_a_socket_are_answered_without_a_fault(
    server: AppServer, given: Given
) -> None:
    """Test 7: some of the ten thousand as a client writes them, with the forms' tokens on."""
    app = server.app
    maker = Maker(app, make_places(app, given))
    people: dict[str, Actor | str] = {"participant": given.person(), "mighty": MIGHTY}
    cookies = {
        who: "=".join(session_cookie(app, session_token(app, person))).encode()
        for who, person in people.items()
    }
    seen: Counter[int] = Counter()
    for number in range(0, REQUESTS * STEP, STEP):
        made = maker.make(number, cookies)
        statuses = answers(server.url, on_the_wire(made))
        assert all(status < 500 for status in statuses), f"{made} was answered with {statuses}"
        seen.update(statuses or [0])
    assert seen.total() >= REQUESTS
    assert is_ready(server.url)
    assert "panicked" not in server.log
    assert seen[0] < REQUESTS / 10, "nothing was answered to these"

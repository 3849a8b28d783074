"""Test 7 of the trust table: 10,000 malformed requests over the URL map, and no fault of ours.

Under test a fault is raised through the client, so that none can hide behind a page. A request
that fails is named with its number and its seed; `Maker.make(number, {})` makes it again.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from deliberate.domain.actors import Actor
from tests.conftest import DATABASES
from tests.factories.given import Given
from tests.security.malformed import WHO, Maker, Request
from tests.support.applications import MakeApp
from tests.support.sessions import session_cookie, session_token
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import MIGHTY

pytestmark = [
    pytest.mark.slow,
    # werkzeug leaves the file of a broken part to the garbage collector
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

REQUESTS = 10_000
"""On one database; where there are two, each takes its half."""
TURNS = 10
"""Of ten turns one meets the tokens of forms and one the limits; both meet trusted hosts."""
UNPREFIXED = {"Content-Type", "Content-Length"}


@dataclass
class Sender:
    """Sends malformed requests as several people, and keeps count of the answers."""

    app: Flask
    guarded: Mapping[int, Flask]
    """Applications that take a turn in the place of `app`."""
    people: Mapping[str, Actor | str]
    cookies: dict[str, bytes] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    methods: Counter[str] = field(default_factory=Counter)
    who: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        apps = [self.guarded.get(turn, self.app) for turn in range(TURNS)]
        self._clients = [app.test_client(use_cookies=False) for app in apps]

    def sign_in_anew(self) -> None:
        """Give everyone a session of now: earlier requests may have ended theirs."""
        for who, person in self.people.items():
            name, value = session_cookie(self.app, session_token(self.app, person))
            self.cookies[who] = f"{name}={value}".encode()

    def send(self, made: Request) -> None:
        """Send one; fails where the answer is a fault of ours."""
        try:
            answer = sent(self._clients[made.turn % TURNS], made)
        except Exception as error:
            raise AssertionError(f"{made} raised {error!r}") from error
        assert answer.status_code < 500, f"{made} was answered with {answer.status}"
        self.statuses[answer.status_code] += 1
        self.methods[made.method] += 1
        self.who[made.who] += 1


def sent(client: FlaskClient, made: Request) -> TestResponse:
    """Hand a request to the application as a server does, past the client's own good manners."""
    body = made.body
    length = b"%d" % len(body) if made.length is None else made.length
    headers = {**made.headers, "Content-Type": made.type, "Content-Length": length}
    named = {
        ("" if name in UNPREFIXED else "HTTP_") + name.upper().replace("-", "_"): value
        for name, value in headers.items()
    }
    raw = {
        **named,
        "REQUEST_METHOD": made.method.encode(),
        "PATH_INFO": unquote_to_bytes(made.path),
        "QUERY_STRING": made.query,
        "RAW_URI": made.path,
    }
    environ = {name: value.decode("latin-1") for name, value in raw.items()}
    answer = client.open("/", environ_overrides={**environ, "wsgi.input": BytesIO(body)})
    answer.get_data()
    return answer


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


@pytest.fixture
def sender(app: Flask, make_app: MakeApp, given: Given, places: Places) -> Iterator[Sender]:
    """Senders who are signed out, a participant, and someone who may do nearly everything."""
    shipped = {"page_seconds": 30, "trusted_hosts": ("localhost",)}
    guarded = {
        0: make_app(WTF_CSRF_ENABLED=True, **shipped),
        5: make_app(limits=True, people_per_address=1, **shipped),
    }
    made = Sender(app, guarded, {"participant": given.person(), "mighty": MIGHTY})
    yield made
    gc.collect()


@pytest.fixture
def numbers(request: pytest.FixtureRequest, database_kind: str) -> range:
    """The numbers of the requests that this database is to take."""
    if request.config.getoption("--database") != "both":
        return range(REQUESTS)
    half = REQUESTS // 2
    return range(half) if database_kind == DATABASES[0] else range(half, REQUESTS)


def test_ten_thousand_malformed_requests_are_answered_without_a_fault(
    app: Flask, sender: Sender, places: Places, numbers: range
) -> None:
    """Test 7: whatever is broken in a request, the answer is ours and no fault."""
    maker = Maker(app, places)
    for number in numbers:
        if number % len(maker) == 0 or not sender.cookies:
            sender.sign_in_anew()
        sender.send(maker.make(number, sender.cookies))
    seen = sender.statuses
    assert seen.total() == len(numbers)
    assert set(sender.who) == set(WHO)
    assert all(sender.methods[method] > 20 for method in ("GET", "POST", "PUT", "BREW", "TRACE"))
    served = sum(number for status, number in seen.items() if status < 400)
    assert min(served, seen[409] + seen[422]) > len(numbers) / 20, "few get past the door"
    assert all(seen[status] for status in (400, 401, 403, 404, 405, 413, 429)), seen

"""Test 9 of the trust table, redirects: nothing that is sent takes a browser off this site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.given import Given
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY

pytestmark = pytest.mark.slow

SITE = "localhost"
EVIL = (
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "HTTP://evil.example/ko/",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "//evil.example\\@localhost/",
    "//localhost@evil.example/",
    "https://localhost:80@evil.example/",
    "//localhost.evil.example/",
    "javascript:alert(1)//ko/",
    "JaVa\tScript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "%0d%0aLocation: https://evil.example",
    "/ko/\r\nLocation: https://evil.example",
    "/ko/\r\nSet-Cookie: evil=1",
    "/ko/\u2028Location: https://evil.example",
    "\uff0f\uff0fevil.example",
    "/\u2215/evil.example",
    "//evil\u3002example",
    "?next=//evil.example",
    "#//evil.example",
    "evil.example",
    "",
)
NAMES = ("next", "return", "return_to", "url", "redirect", "to", "continue", "back", "referrer")
POINTERS = ("Location", "Content-Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Link")
"""Headers that name a place to a browser."""
NEXT = tuple(endpoint for endpoint, fields in FIELDS.items() if "next" in fields)
FEW = 2
PASSWORD = "a calm and long sentence"


def leaves(location: str) -> bool:
    """Whether a browser would go elsewhere: it trims, drops line ends, and turns backslashes."""
    trimmed = location.strip("".join(map(chr, range(0x21))))
    for dropped in "\t\r\n":
        trimmed = trimmed.replace(dropped, "")
    parts = urlsplit(trimmed := trimmed.replace("\\", "/"))
    if parts.scheme or parts.netloc:
        return parts.scheme not in {"http", "https"} or parts.netloc != SITE
    return not trimmed.startswith("/") or trimmed.startswith("//")


def ensure_stays(answer: TestResponse, told: object) -> None:
    """Check every header that points somewhere, and that no header was added."""
    assert answer.status_code < 500, told
    for name in POINTERS:
        for value in answer.headers.getlist(name):
            assert not leaves(value), (told, name, value)
    assert "evil" not in str(answer.headers.getlist("Set-Cookie")), told


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


def addresses(app: Flask, places: Places) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, method and address of everything that can be asked for or sent."""
    for rule in app.url_map.iter_rules():
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            with app.test_request_context():
                values = places.values(rule.endpoint, set(rule.arguments))
                yield rule.endpoint, method, app.url_for(rule.endpoint, **values)  # type: ignore[arg-type]


def headers_of(evil: str, *, by_htmx: bool) -> Mapping[str, str]:
    """Return the headers that name a place, as another site would like them."""
    place = quote(evil, safe=":/\\@%?#").strip() or "//evil.example"
    named = dict.fromkeys(("Referer", "HX-Current-URL", "X-Original-URL", "X-Rewrite-URL"), place)
    forwarded = {"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    return {**named, **forwarded, **({"HX-Request": "true"} if by_htmx else {})}


def test_what_leaves_is_told_from_what_stays() -> None:
    """So that the tests below can fail."""
    for evil in EVIL[:23]:
        assert leaves(evil), evil
    assert not any(leaves(each) for each in ("/ko/", "/ko/?a=//b", "http://localhost/ko/"))


def test_nothing_that_is_sent_points_a_browser_elsewhere(
    app: Flask, client_as: ClientAs, places: Places
) -> None:
    """Test 9: every address, with fields, query and headers that name another site."""
    clients = {True: client_as(MIGHTY), False: app.test_client()}
    more = cycle(EVIL)
    tried = 0
    for endpoint, method, url in addresses(app, places):
        filled = places.filled(endpoint) if method == "POST" else {}
        for evil in EVIL if endpoint in NEXT else islice(more, FEW):
            named = dict.fromkeys(NAMES, evil)
            for is_mighty, client in clients.items():
                answer = client.open(
                    url,
                    method=method,
                    query_string=named,
                    data={**filled, **named} if method == "POST" else None,
                    headers=headers_of(evil, by_htmx=bool(tried % 2)),
                )
                ensure_stays(answer, (endpoint, method, is_mighty, evil))
                tried += 1
    assert tried > 800


@pytest.mark.parametrize("path", ["/{evil}", "/ko/{evil}", "/ko{evil}", "/ko/frameworks{evil}/"])
def test_no_path_points_a_browser_elsewhere(client: FlaskClient, path: str) -> None:
    """Test 9: what the router tidies, and where a stranger is sent to sign in."""
    for evil in EVIL:
        url = path.format(evil=evil)
        answer = client.get("/", environ_overrides={"PATH_INFO": url.encode().decode("latin-1")})
        ensure_stays(answer, url)


def test_signing_in_goes_on_to_a_page_of_ours_or_to_the_account(
    given: Given, client: FlaskClient, client_as: ClientAs
) -> None:
    """Test 9: the one field that says where to go on."""
    person = given.person(address="someone@example.org")
    at_home = client_as(person)
    assert at_home.post("/ko/account/password", data={"new_password": PASSWORD}).status_code < 400
    typed = {"address": "someone@example.org", "password": PASSWORD}
    for wanted in ("/ko/frameworks", *EVIL):
        expected = wanted if wanted == "/ko/frameworks" else "/ko/account"
        answers = [
            client.post("/ko/sign-in/password", data={**typed, "next": wanted}),
            client.post("/ko/account/confirm", data={"next": wanted}),
            client.get("/ko/sign-in", query_string={"next": wanted}),
        ]
        client.post("/ko/sign-out")
        for answer in answers:
            assert answer.status_code in {302, 303}, wanted
            assert not leaves(answer.location), (wanted, answer.location)
            if "evil" in wanted and not wanted.startswith("/\u2215"):
                assert urlsplit(answer.location).path == expected, wanted


def test_a_host_that_is_not_ours_is_no_place_to_go(make_app: MakeApp, given: Given) -> None:
    """Test 9: with trusted hosts, which `serve` insists on."""
    client = make_app(trusted_hosts=(SITE,)).test_client()
    for host in ("evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil"):
        for path in ("/", "/ko", "/ko/account", "/ko/journal.atom", "//evil.example", "/nothing"):
            for method in ("GET", "POST"):
                answer = client.open(path, method=method, headers={"Host": host})
                assert answer.status_code == 400, (host, path)
                assert "evil" not in str(answer.headers), (host, path)
                assert "//" not in answer.text, (host, path)
    feed = client.get("/ko/journal.atom", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in feed.text
    assert given.now

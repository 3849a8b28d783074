"""Whatever is sent to whatever address: an answer that says something, never a fault of ours.

Under test a fault is raised through the client, so that none can hide behind a page.
"""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis import given as for_any
from hypothesis import strategies as st
from werkzeug.routing import Rule

from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY
from tests.web.shared.reading import read

pytestmark = pytest.mark.slow

ODD = (
    b"",
    b" \t ",
    b"\x00",
    "가\x00나".encode(),
    "\u202e\u2066rtl אבג".encode(),
    b"\xff\xfe\xfd",
    b"\xed\xa0\x80 lone surrogate",
    "\ufeff\u200b\u2060".encode(),
    "👩🏽‍🚀".encode() * 20,
    b"a@example.org\r\nBcc: all@example.org",
    b"'; DROP TABLE account; --",
    b"{{ 7 * 7 }}${7}%(x)s%s{0}",
    b"../../etc/passwd",
    b"-1",
    "９²".encode(),
    b"9" * 5_000,
    "긴 글 ".encode() * 20_000,
)


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    """Values for the arguments of every address."""
    return make_places(app, given)


@pytest.fixture
def mighty(client_as: ClientAs, places: Places) -> FlaskClient:
    """Someone who may do nearly everything, so that little is refused at the door."""
    return client_as(MIGHTY)


def posting(app: Flask) -> dict[str, Rule]:
    rules = app.url_map.iter_rules()
    return {rule.endpoint: rule for rule in rules if "POST" in (rule.methods or ())}


def address(app: Flask, endpoint: str, places: Places) -> str:
    values = places.values(endpoint, posting(app)[endpoint].arguments)
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def body(fields: dict[str, bytes]) -> str:
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in fields.items())


def test_every_route_that_takes_a_form_is_tried(app: Flask) -> None:
    assert set(FIELDS) == set(posting(app))


@pytest.mark.parametrize("endpoint", FIELDS)
def test_odd_values_in_any_field_are_answered(
    app: Flask, mighty: FlaskClient, places: Places, endpoint: str
) -> None:
    url = address(app, endpoint, places)
    good = {name: value.encode() for name, value in places.filled(endpoint).items()}
    for name in good or {"anything": b""}:
        for odd in ODD:
            answer = mighty.post(
                url,
                data=body({**good, name: odd}),
                content_type="application/x-www-form-urlencoded",
            )
            assert answer.status_code < 500, (name, odd[:20])


@pytest.mark.parametrize("endpoint", FIELDS)
def test_wrong_kinds_of_values_are_answered(
    app: Flask, mighty: FlaskClient, places: Places, endpoint: str
) -> None:
    url = address(app, endpoint, places)
    filled = places.filled(endpoint)
    names = list(filled)
    twice = [(name, f"{name}{number}") for name in names for number in range(2)]
    files = {name: (BytesIO(b"\x00\xff file"), "a\u202e.txt") for name in names}
    answers = [
        mighty.post(url, data=None),
        mighty.post(url, data=body({}), content_type="application/x-www-form-urlencoded"),
        mighty.post(url, query_string=filled),
        mighty.post(
            url,
            data="&".join(f"{name}={value}" for name, value in twice),
            content_type="application/x-www-form-urlencoded",
        ),
        mighty.post(url, data=files, content_type="multipart/form-data"),
        mighty.post(url, json={name: {"a": [1]} for name in names}),
        mighty.post(url, data=b"\xff\x00 no form", content_type="multipart/form-data"),
        mighty.post(url, data=b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"),
        mighty.post(url, data=b"x", content_type="\xff/odd; charset=none"),
        mighty.post(url, data=body(dict.fromkeys((f"f{n}" for n in range(3_000)), b"x"))),
    ]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []


PATHS = ("%00", "%ff%fe", "%ed%a0%80", "..", "%2e%2e", "가" * 300, "9" * 5_000, "-1", "%0d%0aX:y")


@pytest.mark.parametrize("odd", PATHS, ids=lambda odd: odd[:12])
def test_odd_addresses_are_answered(
    app: Flask, mighty: FlaskClient, places: Places, odd: str
) -> None:
    tried = 0
    for rule in app.url_map.iter_rules():
        for name in rule.arguments - {"lang"}:
            values = places.values(rule.endpoint, rule.arguments) | {name: "ODD"}
            url = rule.rule.replace("<any(ko,en):lang>", "ko")
            for each, value in values.items():
                for form in (f"<{each}>", f"<int:{each}>", f"<any(ko,en):{each}>"):
                    url = url.replace(form, odd if value == "ODD" else value)
            for method in {"GET", "POST"} & (rule.methods or set()):
                assert mighty.open(url, method=method).status_code < 500, (method, url[:80])
                tried += 1
    assert tried > 30


QUERIES = (
    "_external=1",
    "_scheme=x",
    "_anchor=x",
    "_method=POST",
    "endpoint=x",
    "values=1",
    "lang=en",
    "slug=x",
    "self=1",
    "text=%00",
    "page=%ff",
    "next=//[",
    "a=%ed%a0%80&b",
    "&&&=",
    "%",
)


@pytest.mark.parametrize("query", QUERIES)
def test_odd_queries_are_answered_and_the_language_can_still_be_changed(
    mighty: FlaskClient, client: FlaskClient, query: str
) -> None:
    for path in ("/ko/", "/ko/frameworks/care", "/ko/help", "/ko/sign-in", "/ko/receipts"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 200, path
        other = {link["href"] for link in read(answer).links if link.get("hreflang") == "en"}
        assert all(href.startswith(path.replace("/ko/", "/en/", 1)) for href in other), other
        assert client.get(other.pop()).status_code == 200
    for path in ("/ko/account", "/ko/frameworks/drafted/draft", "/ko/frameworks/new"):
        assert mighty.get(f"{path}?{query}").status_code == 200, path


HEADERS = (
    {"Accept-Language": "\xff;q=x,,;"},
    {"Accept-Language": "ko" * 2_000},
    {"Cookie": "deliberate=\xff\xfe; deliberate="},
    {"Cookie": "deliberate=" + "A" * 3_000},
    {"HX-Request": "maybe", "HX-Boosted": "\xff"},
    {"HX-Current-URL": "http://[", "HX-Request": "true"},
    {"Accept-Encoding": "br;q=x, *;q=-1"},
    {"Range": "bytes=-x"},
    {"If-None-Match": '"\xff'},
    {"If-Modified-Since": "yesterday"},
    {"Referer": "http://["},
)


@pytest.mark.parametrize("headers", HEADERS, ids=repr)
def test_odd_headers_are_answered(app: Flask, headers: dict[str, str]) -> None:
    client = app.test_client(use_cookies=False)  # one with cookies throws these away
    for path in ("/", "/ko/", "/ko/account", "/ko/sign-in", "/healthz"):
        assert client.get(path, headers=headers).status_code < 500
    assert client.post("/ko/receipts", headers=headers, data={"code": "x"}).status_code < 500


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@for_any(typed=st.binary(max_size=60))
def test_any_bytes_in_a_form_are_answered(client: FlaskClient, typed: bytes) -> None:
    for url, name in (("/ko/receipts", "code"), ("/ko/sign-in/link", "address")):
        answer = client.post(
            url,
            data=body({name: typed}),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in {200, 422}

"""Test 8 of the trust table, for what is not kept: a refused form comes back with its texts."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Route
from werkzeug.test import TestResponse

from tests.factories.given import Given
from tests.security.payloads import payloads
from tests.security.test_every_door import readable
from tests.security.visiting import Found, visitor
from tests.support.applications import ClientAs, MakeApp
from tests.support.sessions import session_token
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY
from tests.web.shared.test_bad_input import address

TOO_MUCH = "¶0¶ " + " ".join(payloads())
"""Longer than any field but the words of an amendment."""
SHORT = "¶0¶ \"'><svg/onload=pwned(0)><p hx-get=/pwned0 hx-trigger=load>"
ASKED = ("next", "text", "kind", "order", "page", "framework", "before", "after", "draft", "rule")
"""Names that pages read from their addresses."""
ORIGIN = "http://localhost"
SENT_BACK = 60
"""So many answers, at least, hold what was sent."""


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


@pytest.fixture
def mighty(client_as: ClientAs, places: Places) -> FlaskClient:
    return client_as(MIGHTY)


def parsed(browser: Browser, answers: Iterator[tuple[str, TestResponse]]) -> Found:
    """Let the browser parse every answer that holds what was sent."""
    found = Found({"sent": "¶0¶"})
    with visitor(browser, ORIGIN, found) as window:
        for name, answer in answers:
            if "pwned" in answer.text:
                window.parse(name, answer.text)
    return found


def _refused(app: Flask, mighty: FlaskClient, places: Places) -> Iterator[tuple[str, TestResponse]]:
    """Yield what comes back for each field of each form, too long and short."""
    for endpoint in FIELDS:
        url, filled = address(app, endpoint, places), places.filled(endpoint)
        for name in filled:
            for text in (TOO_MUCH, SHORT):
                answer = mighty.post(url, data={**filled, name: text})
                yield f"{endpoint}/{name}/{answer.status_code}", answer


def test_a_refused_text_comes_back_as_words(
    app: Flask, mighty: FlaskClient, places: Places, browser: Browser
) -> None:
    found = parsed(browser, _refused(app, mighty, places))
    assert not found.wrongs, "\n".join(found.wrongs[:40])
    assert found.pages >= SENT_BACK
    assert len(found.seen["sent"]) == len(payloads())


def test_what_a_forged_form_carried_comes_back_as_words(
    make_app: MakeApp, given: Given, places: Places, browser: Browser
) -> None:
    """With the names of its fields, which are anybody's here."""
    strict = make_app(WTF_CSRF_ENABLED=True)
    client = strict.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_token(strict, MIGHTY)
    carried = {f"{SHORT}{number}": TOO_MUCH for number in range(2)} | {"x": SHORT, SHORT: SHORT}
    found = Found({"sent": "¶0¶"})
    with visitor(browser, ORIGIN, found, bypass_csp=True) as window:
        window.page.route("**/static/**", lambda route: _serve(strict, route))
        for endpoint in ("comments.send", "votes.cast"):
            answer = client.post(address(strict, endpoint, places), data=carried)
            assert answer.status_code == 400
            window.show(f"/{endpoint}", answer.text, answer.headers["Content-Type"], 400)
    assert not found.wrongs, "\n".join(found.wrongs[:40])
    assert len(found.seen["sent"]) == len(payloads())


def _serve(app: Flask, route: Route) -> None:
    parts = urlsplit(route.request.url)
    with app.test_client().get(parts.path) as asset:
        route.fulfill(headers=dict(asset.headers), body=asset.data)


def _addressed(
    app: Flask, mighty: FlaskClient, places: Places
) -> Iterator[tuple[str, TestResponse]]:
    """Yield every page with payloads in its query, and in the parts of its address."""
    for endpoint, url in readable(app, places):
        yield endpoint, mighty.get(url, query_string=dict.fromkeys(ASKED, SHORT))
        yield f"{endpoint}/alone", app.test_client().get(url, query_string={"next": SHORT})
        head, _, tail = url.rpartition("/")
        yield f"{endpoint}/part", mighty.get(f"{head}/{SHORT.replace('/', '%2F')}{tail}")


def test_an_address_is_shown_as_words(
    app: Flask, mighty: FlaskClient, places: Places, browser: Browser
) -> None:
    found = parsed(browser, _addressed(app, mighty, places))
    assert not found.wrongs, "\n".join(found.wrongs[:40])
    assert found.pages > SENT_BACK

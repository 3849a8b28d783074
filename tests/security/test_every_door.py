"""Tests 5 and 6 of the trust table: every route, every role, every way to forge a form.

What each form needs is said in terms of the access matrix (`domain/permissions.py`, which
`docs/permissions.md` shows); who holds that is asked from the matrix itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Account, ContactChannel
from tests.factories.given import Given
from tests.security.everybody import ANYBODY, ITS_OWNERS, KNOWN, NEEDS, People
from tests.services.rows import Everything, everything
from tests.support.applications import ClientAs, MakeApp
from tests.support.sessions import session_token
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY
from tests.web.shared.reading import read
from tests.web.shared.test_bad_input import address

LEAVES = {"participants.leave"}
LISTS = {"participants.framework_roles", "participants.operators"}
"""Where those who give roles read the addresses of those who hold them."""
OPERATORS_LISTS = LISTS | {"participants.organisation"}
MAILBOX = re.compile(r"[\w.+-]+@[\w.-]+")
FORGED = ("", "forged", "ImEi.aaaa.bbbb")


def test_every_form_is_somebodys() -> None:
    groups = (set(NEEDS), ITS_OWNERS, KNOWN, ANYBODY)
    assert sum(map(len, groups)) == len(set.union(*groups))
    assert set.union(*groups) == set(FIELDS)


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


@pytest.fixture
def everyone(app: Flask, given: Given, client_as: ClientAs, places: Places) -> People:
    return People(app, given, client_as, places)


def stored(app: Flask) -> Everything:
    with app.app_context():
        return everything()


def send(app: Flask, client: FlaskClient, endpoint: str, places: Places) -> TestResponse:
    return client.post(address(app, endpoint, places), data=places.filled(endpoint))


def test_nobody_does_what_the_matrix_does_not_give_them(
    app: Flask, everyone: People, places: Places
) -> None:
    """Test 5: a refusal is a refusal, and changes nothing."""
    before = stored(app)
    tried = 0
    for who, client in everyone.clients.items():
        for endpoint in FIELDS:
            if everyone.may(who, endpoint):
                continue
            tried += 1
            answer = send(app, client, endpoint, places)
            assert answer.status_code >= 400, (who, endpoint, answer.status_code)
            assert answer.status_code < 500, (who, endpoint)
        assert stored(app) == before, who
    assert tried > 500


def test_whoever_the_matrix_lets_in_is_not_turned_away(
    app: Flask, everyone: People, places: Places
) -> None:
    """So that the test above is about rights: the same forms are taken from those who have them."""
    own_request = {"rounds.approve", "moderation.decide_appeal", "participants.name_delegate"}
    for endpoint, permission in NEEDS.items():
        (who, *_) = [
            who
            for who in ("official here", "moderator here", "translator here", "operator")
            if everyone.may(who, endpoint)
        ]
        answer = send(app, everyone.clients[who], endpoint, places)
        if endpoint in own_request:
            continue  # it takes a second person
        assert answer.status_code not in {401, 403}, (who, endpoint, permission)


def readable(app: Flask, places: Places) -> Iterator[tuple[str, str]]:
    """Yield endpoint and address of everything that can be read."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in LEAVES:
            values = places.values(rule.endpoint, set(rule.arguments))
            with app.test_request_context():
                yield rule.endpoint, app.url_for(rule.endpoint, **values)


def test_reading_writes_nothing(app: Flask, everyone: People, places: Places) -> None:
    """Test 6: a GET changes no row, whoever sends it."""
    before = stored(app)
    for who, client in everyone.clients.items():
        for _endpoint, url in readable(app, places):
            assert client.get(url).status_code < 500, (who, url)
        assert stored(app) == before, who


def test_a_crawl_as_anyone_finds_no_address_and_no_code(
    app: Flask, everyone: People, places: Places
) -> None:
    """Addresses of others stand on the lists of those who give roles, and nowhere else."""
    with app.app_context():
        rows = db.session.execute(
            select(Account.ref, ContactChannel.address).join(
                ContactChannel, ContactChannel.account_id == Account.id
            )
        )
        owned = {row.ref: row.address for row in rows}
    assert len(owned) > len(everyone.actors)
    seen = 0
    for who, client in everyone.clients.items():
        actor = everyone.actors[who]
        lists = OPERATORS_LISTS if actor.is_operator else LISTS if actor.is_staff else set()
        for endpoint, url in readable(app, places):
            answer = client.get(url)
            seen += answer.status_code == 200
            told = set(MAILBOX.findall(answer.text + str(answer.headers)))
            told -= {owned.get(str(actor.account_ref), "")}
            if endpoint not in lists:
                assert not told & set(owned.values()), (who, url)
            assert everyone.code not in answer.text.replace("-", ""), (who, url)
    assert seen > 300


def test_a_forged_form_is_refused_wherever_it_goes(
    make_app: MakeApp, given: Given, places: Places
) -> None:
    """Test 6: a missing, foreign or stale token, or another site, changes no row."""
    strict = make_app(WTF_CSRF_ENABLED=True)
    client = strict.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_token(strict, MIGHTY)
    foreign = read(strict.test_client().get("/ko/receipts")).form("/receipts/new").values()
    own = read(client.get("/ko/account")).form("/sign-out").values()["csrf_token"]
    before = stored(strict)
    for endpoint in FIELDS:
        url, fields = address(strict, endpoint, places), places.filled(endpoint)
        for token in (*FORGED, foreign["csrf_token"]):
            answer = client.post(url, data={**fields, "csrf_token": token})
            assert answer.status_code == 400, (endpoint, token)
        assert client.post(url, data=fields).status_code == 400, endpoint
        for site in ("cross-site", "same-site"):
            headers = {"Sec-Fetch-Site": site}
            answer = client.post(url, data={**fields, "csrf_token": own}, headers=headers)
            assert answer.status_code == 403, (endpoint, site)
    assert stored(strict) == before
    assert given.now

"""Where one is signed in, moving to another address, offered roles, operators, leaving quickly."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from deliberate.domain.actors import Role
from deliberate.domain.credentials import AddressSide, address_token
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import WebSession
from deliberate.persistence.models.trust import AddressChange
from tests.factories.given import Given
from tests.support.applications import SECRET_KEY, ClientAs
from tests.support.sessions import session_token
from tests.web.shared.reading import fill, read, refused

SESSIONS = "/en/account/sessions"
OLD, NEW = "old@example.org", "new@example.org"


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/en/account").status_code == 200


def test_another_session_is_ended_and_is_out_with_its_next_request(
    given: Given, client_as: ClientAs
) -> None:
    me = given.person()
    here, there = client_as(me), client_as(me)
    page = here.get(SESSIONS)
    assert read(page).text.count("this browser") == 1
    (end,) = [form for form in read(page).forms if re.search(r"/sessions/\w+/end$", form.action)]
    assert is_signed_in(there)
    assert here.post(end.action).location == SESSIONS
    assert not is_signed_in(there)
    assert is_signed_in(here)


def test_all_other_sessions_are_ended_at_once(given: Given, client_as: ClientAs) -> None:
    me = given.person()
    here, others = client_as(me), [client_as(me) for _ in range(3)]
    assert fill(here, SESSIONS, "/end-others").location == SESSIONS
    assert not any(map(is_signed_in, others))
    assert is_signed_in(here)
    assert "/end-others" not in here.get(SESSIONS).text


def test_nobody_ends_somebody_elses_session(app: Flask, given: Given, client_as: ClientAs) -> None:
    mine, theirs = client_as(given.person()), client_as(given.person())
    with app.app_context():
        refs = db.session.scalars(select(WebSession.ref)).all()
    for ref in refs:
        mine.post(f"/en/account/sessions/{ref}/end")
    assert is_signed_in(theirs)


def test_an_address_is_changed_from_two_mailboxes(
    app: Flask, client: FlaskClient, given: Given, client_as: ClientAs
) -> None:
    me = client_as(given.person(address=OLD))
    asked = fill(me, "/en/account/address", "", new_address=NEW)
    assert "Look into both mailboxes" in asked.text
    with app.app_context():
        ref = db.session.scalars(select(AddressChange.ref)).one()
    old, new = (
        f"/en/account/address/{address_token(ref, side, SECRET_KEY)}" for side in AddressSide
    )
    for _ in range(2):
        assert client.get(old).status_code == client.get(new).status_code == 200
    assert OLD in me.get("/en/account").text
    assert "One of two" in fill(client, old, "").text
    assert "Your account has moved" in fill(client, new, "").text
    assert NEW in me.get("/en/account").text
    assert client.post(old).status_code == 410


def test_a_change_is_stopped_with_a_button(
    app: Flask, client: FlaskClient, given: Given, client_as: ClientAs
) -> None:
    me = client_as(given.person(address=OLD))
    refused(fill(me, "/en/account/address", "", new_address="nowhere"), "new_address")
    fill(me, "/en/account/address", "", new_address=NEW)
    with app.app_context():
        ref = db.session.scalars(select(AddressChange.ref)).one()
    old = f"/en/account/address/{address_token(ref, AddressSide.OLD, SECRET_KEY)}"
    assert "Stopped" in fill(client, old, "/refuse").text
    assert client.post(old).status_code == 410


def test_whoever_is_invited_finds_the_offer_in_their_account(
    given: Given, client_as: ClientAs
) -> None:
    framework = given.framework(slug="care")
    official = client_as(framework.official)
    roles = "/en/frameworks/care/roles"
    fill(official, roles, "", address=NEW, role="moderator")
    assert NEW in official.get(roles).text
    newcomer = client_as(given.person(address=NEW))
    assert "invited to work on “care”" in newcomer.get("/en/account").text
    assert fill(newcomer, "/en/account", "/accept").location == "/en/account"
    account = newcomer.get("/en/account").text
    assert "invited to work" not in account
    assert "Moderation" in account


def test_an_invitation_is_taken_back(given: Given, client_as: ClientAs) -> None:
    official = client_as(given.framework(slug="care").official)
    roles = "/en/frameworks/care/roles"
    fill(official, roles, "", address=NEW, role="moderator")
    fill(official, roles, "/withdraw")
    assert NEW not in official.get(roles).text
    assert "invited" not in client_as(given.person(address=NEW)).get("/en/account").text


def test_an_operator_is_made_by_two(given: Given, client_as: ClientAs) -> None:
    first, second = (client_as(given.person(Role.OPERATOR)) for _ in range(2))
    third = client_as(given.person(address=NEW))
    fill(first, "/en/operators", "/operators", address=NEW)
    assert "/approve" not in first.get("/en/operators").text
    assert third.get("/en/operators").status_code == 403
    fill(second, "/en/operators", "/approve")
    assert third.get("/en/operators").status_code == 200


def test_a_closed_account_is_out_with_its_next_request(given: Given, client_as: ClientAs) -> None:
    operator = client_as(given.person(Role.OPERATOR))
    person = client_as(given.person(address=NEW))
    assert is_signed_in(person)
    fill(operator, "/en/operators", "/close", account=NEW)
    assert not is_signed_in(person)
    unknown = fill(operator, "/en/operators", "/close", account="no@example.org")
    refused(unknown, "account")


@pytest.mark.parametrize("site", [None, "none", "same-origin"])
def test_leaving_quickly_takes_everything_off_the_browser(
    given: Given, client_as: ClientAs, site: str | None
) -> None:
    client = client_as(given.person())
    answer = client.get("/ko/leave", headers={"Sec-Fetch-Site": site} if site else {})
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.headers["Refresh"].startswith("0; url=https://")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.text == ""
    assert not is_signed_in(client)


def test_no_other_site_signs_people_out(given: Given, client_as: ClientAs) -> None:
    client = client_as(given.person())
    answer = client.get("/ko/leave", headers={"Sec-Fetch-Site": "cross-site"})
    assert "Clear-Site-Data" not in answer.headers
    assert is_signed_in(client)


def test_every_page_offers_to_leave_quickly(client: FlaskClient) -> None:
    for path in ("/en/", "/en/help", "/en/sign-in", "/en/frameworks"):
        links = [each.get("href") for each in read(client.get(path)).links]
        assert links.count("/en/leave") == 1


def test_a_stolen_half_session_has_no_role(app: Flask, given: Given) -> None:
    """Test of the rule that staff need a second step, for whoever has read their mail."""
    operator = given.person(Role.OPERATOR)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_token(app, operator, is_confirmed=False)
    assert client.get("/en/operators").status_code == 303
    answer = client.post("/en/operators", data={"address": NEW})
    assert answer.status_code == 403
    assert "Show that it is you" in answer.text

"""Signing in and out in pages, as a browser without JavaScript does it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from deliberate.domain.actors import COMMAND_LINE, Role
from deliberate.domain.credentials import link_token, token_hash
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    SignInLink,
    WebSession,
)
from deliberate.services import roles
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.support.applications import SECRET_KEY, ClientAs, MakeApp
from tests.web.shared.reading import fill, read, refused

ADDRESS = "someone@example.org"
PASSWORD_FORM = "/ko/sign-in/password"
TOKEN = re.compile(r'(?<=name="csrf_token" value=")[^"]+')
CREDENTIALS = {"address": ADDRESS, "password": PASSWORD}


def mailed_link(app: Flask, client: FlaskClient, address: str = ADDRESS) -> str:
    """Ask for a link and return the path that the mail would name."""
    assert client.post("/ko/sign-in/link", data={"address": address}).status_code == 200
    with app.app_context():
        ref = db.session.scalars(select(SignInLink.ref).order_by(SignInLink.id.desc())).first()
    return f"/ko/sign-in/link/{link_token(str(ref), SECRET_KEY)}"


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/ko/account").status_code == 200


def sessions(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(WebSession.token_hash)))


def test_opening_a_link_uses_up_nothing_and_the_button_signs_in_once(
    app: Flask, client: FlaskClient
) -> None:
    path = mailed_link(app, client)
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert not is_signed_in(client)
    answer = fill(client, path, "")
    assert (answer.status_code, answer.location) == (303, "/ko/account")
    assert is_signed_in(client)
    other = app.test_client()
    assert other.post(path).status_code == 410
    assert not is_signed_in(other)


def test_a_link_that_is_too_old_or_forged_is_gone(app: Flask, client: FlaskClient) -> None:
    path = mailed_link(app, client)
    with app.app_context(), transaction() as session:
        session.execute(update(SignInLink).values(expires_at=now() - timedelta(seconds=1)))
    for wrong in (path, path[:-1], "/ko/sign-in/link/abc.def", "/ko/sign-in/link/x"):
        assert client.get(wrong).status_code == 200
        assert client.post(wrong).status_code == 410
    assert not is_signed_in(client)


def test_a_known_and_an_unknown_address_get_the_same_answer(
    given: Given, client: FlaskClient
) -> None:
    given.person(address=ADDRESS)
    stranger = "stranger@example.org"
    answers = [
        client.post("/ko/sign-in/link", data={"address": each}).text.replace(each, "…")
        for each in (ADDRESS, stranger)
    ]
    answers = [TOKEN.sub("…", each) for each in answers]
    assert answers[0] == answers[1]


def test_unknown_and_wrong_get_the_same_answer_without_the_password(
    given: Given, client: FlaskClient
) -> None:
    given.person(address=ADDRESS, with_password=True)
    wrong = "a wrong pass phrase"
    pages = []
    for address in (ADDRESS, "stranger@example.org"):
        answer = client.post(PASSWORD_FORM, data={"address": address, "password": wrong})
        page = refused(answer, "password")
        assert page.form(PASSWORD_FORM).values()["address"] == address
        assert wrong not in page.html
        pages.append(TOKEN.sub("…", page.html.replace(address, "…")))
    assert pages[0] == pages[1]
    assert not is_signed_in(client)


@pytest.mark.parametrize("address", ["", "   ", "someone", "a@b\r\nBcc: c@d", "a" * 400])
def test_what_is_no_address_is_refused_at_the_field_with_the_text_kept(
    client: FlaskClient, address: str
) -> None:
    page = refused(client.post("/ko/sign-in/link", data={"address": address}), "address")
    kept = page.form("/ko/sign-in/link").values()["address"]
    assert kept.split() == address.split()
    assert page.form(PASSWORD_FORM).values()["address"] == ""


def test_the_cookie_carries_a_token_whose_hash_is_stored(
    app: Flask, given: Given, client: FlaskClient
) -> None:
    given.person(address=ADDRESS, with_password=True)
    answer = client.post(PASSWORD_FORM, data=CREDENTIALS)
    assert answer.status_code == 303
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert sessions(app) == [token_hash(token)]
    flags = answer.headers["Set-Cookie"]
    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags
    assert token not in answer.text + (answer.location or "")


def test_over_https_the_cookie_is_bound_to_this_host_and_links_work_without_a_referrer(
    make_app: MakeApp,
) -> None:
    app = make_app(public_url="https://deliberate.example", WTF_CSRF_ENABLED=True)
    client, base = app.test_client(), "https://deliberate.example"
    sent = client.post(
        "/ko/sign-in/link",
        base_url=base,
        data={
            **read(client.get("/ko/sign-in", base_url=base)).form("/link").values(),
            "address": ADDRESS,
        },
    )
    assert sent.status_code == 200
    with app.app_context():
        ref = db.session.scalars(select(SignInLink.ref)).one()
    path = f"/ko/sign-in/link/{link_token(ref, SECRET_KEY)}"
    form = read(client.get(path, base_url=base)).form("")
    answer = client.post(path, base_url=base, data=form.values())
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_signing_in_takes_nothing_over_from_the_browser_before(
    given: Given, client: FlaskClient
) -> None:
    given.person(address=ADDRESS, with_password=True)
    with client.session_transaction() as cookie:
        cookie["planted"] = "by someone else"
    client.post(PASSWORD_FORM, data=CREDENTIALS)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(
    app: Flask, given: Given, client: FlaskClient
) -> None:
    given.person(address=ADDRESS, with_password=True)
    client.post(PASSWORD_FORM, data=CREDENTIALS)
    with client.session_transaction() as cookie:
        stolen = dict(cookie)
    answer = fill(client, "/ko/account", "/sign-out")
    assert answer.status_code == 303
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    assert sessions(app) == []
    other = app.test_client()
    with other.session_transaction() as cookie:
        cookie.update(stolen)
    assert not is_signed_in(client)
    assert not is_signed_in(other)


def test_a_forged_cookie_is_a_stranger(app: Flask, given: Given, client: FlaskClient) -> None:
    given.person(address=ADDRESS, with_password=True)
    client.post(PASSWORD_FORM, data=CREDENTIALS)
    (stored,) = sessions(app)
    for token in (stored, "1", "", "x" * 5_000):
        forger = app.test_client()
        with forger.session_transaction() as cookie:
            cookie["_user_id"] = token
        assert not is_signed_in(forger)
    forger.set_cookie(app.config["SESSION_COOKIE_NAME"], "eyJfdXNlcl9pZCI6IjEifQ.x.y")
    assert forger.get("/ko/account").status_code == 303


def test_a_change_of_role_takes_effect_with_the_next_request(
    app: Flask, given: Given, client_as: ClientAs
) -> None:
    given.person(Role.OPERATOR)
    given.person(address=ADDRESS)
    client = client_as(ADDRESS)
    assert client.get("/ko/operators").status_code == 403
    with app.app_context():
        roles.grant_role(COMMAND_LINE, ADDRESS, Role.OPERATOR, None, now())
    assert client.get("/ko/operators").status_code == 200
    with app.app_context():
        ref = db.session.scalars(
            select(Account.ref).join(ContactChannel).where(ContactChannel.address == ADDRESS)
        ).one()
        roles.revoke_role(given.person(Role.OPERATOR), ref, Role.OPERATOR, None, now())
    assert client.get("/ko/operators").status_code == 403


def test_a_disabled_account_is_out_with_the_next_request(
    app: Flask, given: Given, client_as: ClientAs
) -> None:
    client = client_as(given.person())
    assert is_signed_in(client)
    with app.app_context(), transaction() as session:
        session.execute(update(Account).values(disabled_at=func.now()))
    assert not is_signed_in(client)


OURS = ["/ko/operators", "/en/frameworks/a?text=en#c-1", "/ko/한글", "/ko/%2f%2fevil"]
THEIRS = [
    "",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x00//evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http://[",
    "//[",
    "//evil\uff0eexample",
    "javascript:alert(1)",
    "evil.example",
    "ko/account",
    "?next=x",
    "/ko/account\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("target", OURS)
def test_after_signing_in_one_comes_back_to_where_one_was(
    given: Given, client: FlaskClient, target: str
) -> None:
    given.person(address=ADDRESS, with_password=True)
    form = read(client.get("/ko/sign-in", query_string={"next": target})).form(PASSWORD_FORM)
    assert form.values()["next"] == target
    answer = client.post(PASSWORD_FORM, data={**form.values(), **CREDENTIALS})
    assert answer.status_code == 303
    assert answer.location.startswith("/")
    assert not answer.location.startswith("//")
    assert answer.location != "/ko/account"


@pytest.mark.parametrize("target", THEIRS)
def test_nobody_is_sent_to_another_site(given: Given, client: FlaskClient, target: str) -> None:
    given.person(address=ADDRESS, with_password=True)
    shown = client.get("/ko/sign-in", query_string={"next": target})
    assert shown.status_code == 200
    answer = client.post(PASSWORD_FORM, data={**CREDENTIALS, "next": target})
    assert (answer.status_code, answer.location) == (303, "/ko/account")
    again = client.get("/ko/sign-in", query_string={"next": target})
    assert again.location == "/ko/account"


def test_a_double_encoded_slash_stays_on_this_site(given: Given, client: FlaskClient) -> None:
    given.person(address=ADDRESS, with_password=True)
    for encoded in ("%2f%2fevil.example", "%252f%252fevil.example", "%5c%5cevil.example"):
        answer = client.post(
            PASSWORD_FORM,
            data=f"address=someone%40example.org&password=seven+quiet+lanterns&next={encoded}",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.location == "/ko/account"


def test_the_way_back_survives_a_mistake(client: FlaskClient) -> None:
    data = {"address": "someone", "password": "", "next": "/ko/operators"}
    for action, field in ((PASSWORD_FORM, "password"), ("/ko/sign-in/link", "address")):
        page = refused(client.post(action, data=data), field)
        assert page.form(PASSWORD_FORM).values()["next"] == "/ko/operators"
        assert page.form("/ko/sign-in/link").values()["next"] == "/ko/operators"

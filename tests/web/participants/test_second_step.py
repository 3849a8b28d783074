"""The second step in pages: what waits for it, and that nothing is lost on the way to it."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from deliberate.domain.actors import Actor, Role
from deliberate.domain.second_factors import WRONG_ANSWERS
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.models.participants import RoleGrant, WebSession
from deliberate.persistence.models.second_factors import Authenticator
from deliberate.persistence.queries.second_factors import second_steps_of
from tests.factories.frameworks import Drafted
from tests.factories.given import Given
from tests.services.rows import everything
from tests.support.applications import SECRET_KEY, ClientAs, MakeApp
from tests.support.sessions import session_token
from tests.web.shared.reading import fill, read, refused

STEPS = "/en/account/second-step"
ROLES = "/en/frameworks/care/roles"
ASKED = "Show that it is you"


@pytest.fixture
def made(given: Given) -> Drafted:
    return given.draft(slug="care")


def sessions(app: Flask, **values: object) -> None:
    """Change every session, as time or somebody else would."""
    with app.app_context(), transaction() as session:
        session.execute(update(WebSession).values(**values))


@pytest.fixture
def official(app: Flask, client_as: ClientAs, made: Drafted) -> FlaskClient:
    """An official who has just signed in, without any second step."""
    client = client_as(made.official)
    sessions(app, confirmed_at=None)
    return client


def set_up(app: Flask, client: FlaskClient, actor: Actor) -> tuple[pyotp.TOTP, str]:
    """Set an app up in pages; return it, and the page with the recovery codes."""
    fill(client, STEPS, "/authenticator")
    with app.app_context():
        secret = str(second_steps_of(actor.account_ref, SECRET_KEY).pending_secret)
    totp = pyotp.TOTP(secret)
    page = client.get(STEPS)
    assert secret in page.text
    assert "<svg" in page.text
    codes = fill(client, STEPS, "/confirm", digits=totp.now())
    assert codes.status_code == 200
    assert codes.headers["Cache-Control"] == "no-store"
    with app.app_context(), transaction() as session:
        session.execute(update(Authenticator).values(last_step=0))
    return totp, codes.text


def test_staff_without_a_second_step_are_participants_and_are_told_so(
    official: FlaskClient,
) -> None:
    account = official.get("/en/account")
    assert "Your roles wait for the second step" in account.text
    assert "Your work" not in account.text
    answer = official.get(ROLES)
    assert answer.location == "/en/account/confirm?next=/en/frameworks/care/roles"
    assert "/account/second-step" in official.get(answer.location).text


def test_setting_an_app_up_lets_them_work(app: Flask, official: FlaskClient, made: Drafted) -> None:
    _totp, codes = set_up(app, official, made.official)
    assert codes.count("<li><code>") == 10
    assert official.get(ROLES).status_code == 200
    assert "Your roles wait" not in official.get("/en/account").text


def test_a_role_change_asks_again_and_goes_on_with_what_was_sent(
    app: Flask, given: Given, official: FlaskClient, made: Drafted
) -> None:
    totp, _ = set_up(app, official, made.official)
    given.person(address="someone@example.org")
    sessions(app, confirmed_at=now() - timedelta(minutes=15))
    assert official.get(ROLES).status_code == 200
    asked = fill(official, ROLES, "", address="someone@example.org", role="moderator")
    assert asked.status_code == 403
    page = read(asked)
    assert ASKED in page.title
    assert page.kept["address"] == "someone@example.org"
    with app.app_context():
        held = select(RoleGrant).where(RoleGrant.role == Role.MODERATOR)
        before = len(db.session.scalars(held).all())
    form = page.form(ROLES)
    wrong = official.post(ROLES, data={**form.values(), "confirmation": "000000"})
    assert refused(wrong, "confirmation", status=403).kept["role"] == "moderator"
    done = official.post(ROLES, data={**form.values(), "confirmation": totp.now()})
    assert (done.status_code, done.location) == (303, ROLES)
    with app.app_context():
        assert len(db.session.scalars(held).all()) == before + 1


def test_long_words_come_back_to_be_seen_and_no_secret_does(
    app: Flask, official: FlaskClient, made: Drafted
) -> None:
    set_up(app, official, made.official)
    sessions(app, confirmed_at=now() - timedelta(hours=1))
    words = "A long reason, written with care. " * 20
    answer = official.post(
        ROLES,
        data={"address": words, "role": "moderator", "password": "secret", "confirmation": "1"},
    )
    page = read(answer)
    assert page.kept["address"] == words
    assert "secret" not in answer.text
    assert page.kept["confirmation"] == ""


def test_a_panel_lets_the_question_take_the_whole_page(
    app: Flask, official: FlaskClient, made: Drafted
) -> None:
    set_up(app, official, made.official)
    sessions(app, confirmed_at=now() - timedelta(hours=1))
    answer = official.post(
        ROLES,
        data={"address": "a@example.org", "role": "moderator"},
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (403, "body")


def test_too_many_wrong_answers_sign_out(app: Flask, official: FlaskClient, made: Drafted) -> None:
    set_up(app, official, made.official)
    for _ in range(WRONG_ANSWERS):
        answer = official.post("/en/account/confirm", data={"confirmation": "000000"})
    assert answer.status_code == 403
    assert "Too many second steps failed" in answer.text
    assert official.get("/en/account").status_code == 303
    with official.session_transaction() as cookie:
        assert "_user_id" not in cookie


def test_confirming_goes_on_to_where_it_was_asked_for_and_nowhere_else(
    app: Flask, official: FlaskClient, made: Drafted
) -> None:
    totp, _ = set_up(app, official, made.official)
    for target, location in ((ROLES, ROLES), ("https://evil.example", "/en/account")):
        sessions(app, confirmed_at=None)
        with app.app_context(), transaction() as session:
            session.execute(update(Authenticator).values(last_step=0))
        answer = fill(
            official, f"/en/account/confirm?next={target}", "/confirm", confirmation=totp.now()
        )
        assert (answer.status_code, answer.location) == (303, location)


def test_the_demonstration_asks_for_none(make_app: MakeApp, given: Given) -> None:
    """Its accounts are public: a second step would protect nothing and stop everybody."""
    app = make_app(demo=True)
    made = given.draft(slug="care")
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = session_token(app, made.official)
    sessions(app, confirmed_at=None)
    assert client.get(ROLES).status_code == 200


def test_taking_the_app_away_makes_the_roles_wait_in_the_next_session(
    app: Flask, official: FlaskClient, client_as: ClientAs, made: Drafted
) -> None:
    set_up(app, official, made.official)
    assert fill(official, STEPS, "/authenticator/remove").status_code == 303
    other = client_as(made.official)
    sessions(app, confirmed_at=None)
    assert other.get(ROLES).status_code == 303
    assert "not set up a second step" in other.get("/en/account/confirm").text


def test_the_options_of_a_passkey_name_this_site_and_write_no_secret(
    official: FlaskClient, made: Drafted
) -> None:
    options = official.post(f"{STEPS}/passkey/options").get_json()
    assert options["rp"]["id"] == "127.0.0.1"
    assert len(options["challenge"]) >= 43
    assert "@" not in str(options["user"])


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/en/account/password", {"new_password": "a calm and long sentence"}),
        ("/en/account/address", {"new_address": "thief@example.org"}),
    ],
)
def test_whoever_reads_the_mail_of_staff_cannot_take_the_account(
    app: Flask, official: FlaskClient, path: str, sent: dict[str, str]
) -> None:
    with app.app_context():
        before = everything("account", "contact_channel", "address_change")
    answer = official.post(path, data=sent)
    assert answer.status_code == 403
    assert ASKED in read(answer).title
    with app.app_context():
        assert everything("account", "contact_channel", "address_change") == before

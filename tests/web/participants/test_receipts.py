"""Taking part without an account: a code that is shown once and travels nowhere but in a body."""

from __future__ import annotations

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.domain.participants import new_receipt_code
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Participant
from tests.factories.given import Given
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.reading import fill, read, refused

CODE = re.compile(r"\b[2-9A-HJKMNP-Z]{4}(?:-[2-9A-HJKMNP-Z]{4}){2}\b")
RECEIPTS = "/ko/receipts"


def begin(client: FlaskClient) -> str:
    """Begin as a guest and return the code as it was shown."""
    answer = fill(client, RECEIPTS, "/receipts/new")
    assert answer.status_code == 200
    (code,) = set(CODE.findall(read(answer).text))
    return str(code)


def is_absent(code: str, answer: TestResponse) -> bool:
    """Whether a code is nowhere in a page, however it is grouped or marked up."""
    bare = code.replace("-", "")
    return bare not in answer.text and bare not in re.sub(r"[\s-]", "", read(answer).text)


def pseudonyms(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Participant.pseudonym).order_by(Participant.id)))


def test_a_guest_gets_a_receipt_with_code_and_pseudonym(app: Flask, client: FlaskClient) -> None:
    answer = fill(client, RECEIPTS, "/receipts/new")
    assert len(set(CODE.findall(read(answer).text))) == 1
    (pseudonym,) = pseudonyms(app)
    assert pseudonym in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert pseudonym in client.get("/ko/mine").text


def test_the_code_is_shown_once(client: FlaskClient) -> None:
    code = begin(client)
    for path in ("/ko/mine", RECEIPTS, "/ko/", "/ko/sign-in"):
        assert is_absent(code, client.get(path))


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_the_code_leads_back_on_another_device(
    app: Flask, client: FlaskClient, typed: object
) -> None:
    code = begin(client)
    assert callable(typed)
    other = app.test_client()
    answer = fill(other, RECEIPTS, "/receipts", code=typed(code))
    assert (answer.status_code, answer.location) == (303, "/ko/mine")
    (pseudonym,) = pseudonyms(app)
    assert pseudonym in other.get("/ko/mine").text


@pytest.mark.parametrize("typed", ["", "  ", "K7MF-4QXT-92HP", "한글", "0" * 12, "x" * 41])
def test_a_wrong_code_is_refused_at_the_field(client: FlaskClient, typed: str) -> None:
    answer = client.post(RECEIPTS, data={"code": typed})
    page = refused(answer, "code")
    assert page.form("/receipts").values()["code"].strip() == typed.strip()
    assert "Set-Cookie" not in answer.headers or "_user_id" not in answer.headers["Set-Cookie"]


def test_a_code_never_stands_in_an_address_a_log_or_a_redirect(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = begin(client)
    other = app.test_client()
    back = fill(other, RECEIPTS, "/receipts", code=code)
    wrong = other.post(RECEIPTS, data={"code": new_receipt_code()})
    seen = f"{back.headers}{wrong.headers}{caplog.text}".upper()
    assert code not in seen
    assert code.replace("-", "") not in seen
    with other.session_transaction() as cookie:
        assert code.replace("-", "") not in repr(dict(cookie)).upper().replace("-", "")
    by_address = app.test_client().get(RECEIPTS, query_string={"code": code})
    assert read(by_address).form("/receipts").values()["code"] == ""


def test_a_code_with_an_expired_token_is_asked_for_again_and_not_echoed(make_app: MakeApp) -> None:
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    code = begin(client)
    answer = client.post(RECEIPTS, data={"code": code})
    assert answer.status_code == 400
    assert is_absent(code, answer)


def test_a_guest_is_no_account(client: FlaskClient) -> None:
    begin(client)
    answer = client.get("/ko/account")
    assert (answer.status_code, answer.location) == (303, "/ko/sign-in?next=/ko/account")
    assert client.post("/ko/account/pseudonym", data={"pseudonym": "x"}).status_code == 401


def test_not_you_start_fresh_makes_another_guest_on_a_shared_device(
    app: Flask, client: FlaskClient
) -> None:
    first = begin(client)
    (earlier,) = pseudonyms(app)
    answer = fill(client, "/ko/mine", "/receipts/new")
    (second,) = set(CODE.findall(read(answer).text))
    assert second != first
    assert len(pseudonyms(app)) == 2
    shown = client.get("/ko/mine").text
    assert pseudonyms(app)[1] in shown
    assert pseudonyms(app)[1] == earlier or earlier not in shown


def test_someone_with_an_account_sees_their_pseudonym_and_no_fresh_start(
    given: Given, client_as: ClientAs
) -> None:
    page = read(client_as(given.person(pseudonym="환한 돌담")).get("/ko/mine"))
    assert "환한 돌담" in page.html
    assert not [form for form in page.forms if form.action.endswith("/receipts/new")]


def test_a_stranger_is_told_how_to_come_back(client: FlaskClient) -> None:
    links = {link.get("href") for link in read(client.get("/ko/mine")).links}
    assert {"/ko/receipts", "/ko/sign-in?next=/ko/mine"} <= links

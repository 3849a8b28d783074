"""Forms carry a token; one without it comes back with the person's words and a fresh token."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories.given import Given
from tests.support.applications import MakeApp
from tests.support.sessions import session_token
from tests.web.shared.reading import read

LONG = "첫 줄\r\n\r\n  둘째 줄 “따옴표” & <b>\n" + "긴 말 " * 50


@pytest.fixture
def strict(make_app: MakeApp) -> Flask:
    return make_app(WTF_CSRF_ENABLED=True)


@pytest.fixture
def member(strict: Flask, given: Given) -> FlaskClient:
    """Someone signed in, whose browser has not been given a token yet."""
    client = strict.test_client()
    token = session_token(strict, given.person())
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return client


@pytest.mark.parametrize("token", [None, "", "forged", "ImEi.aaaa.bbbb"])
def test_without_a_token_the_words_come_back_with_a_fresh_one_that_works(
    member: FlaskClient, token: str | None
) -> None:
    data = {"name": "시민과 기술", "website": "https://example.org"}
    sent = data if token is None else {**data, "csrf_token": token}
    answer = member.post("/ko/organisations/new", data=sent)
    assert answer.status_code == 400
    page = read(answer)
    form = page.form("/ko/organisations/new")
    kept = form.values()
    assert {name: kept[name] for name in data} == data
    assert kept["csrf_token"] not in {None, "", token}
    again = member.post(form.action, data=kept)
    assert again.status_code == 303


def test_what_htmx_sent_without_a_token_comes_back_as_a_page_of_its_own(
    member: FlaskClient,
) -> None:
    answer = member.post("/ko/organisations/new", headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert answer.headers["HX-Retarget"] == "body"


def test_long_words_come_back_whole_where_they_can_be_seen(member: FlaskClient) -> None:
    answer = member.post("/ko/organisations/new", data={"name": LONG})
    form = read(answer).form("/ko/organisations/new")
    (field,) = [each for each in form.fields if each.name == "name"]
    assert field.tag == "textarea"
    assert field.value.replace("\r\n", "\n") == LONG.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("/ko/sign-in/password", "password"),
        ("/ko/account/password", "new_password"),
        ("/ko/receipts", "code"),
    ],
)
def test_passwords_and_codes_are_never_sent_back(
    member: FlaskClient, strict: Flask, url: str, name: str
) -> None:
    secret = "seven quiet lanterns K7MF"
    for client in (member, strict.test_client()):
        answer = client.post(url, data={name: secret, "address": "someone@example.org"})
        assert answer.status_code in {400, 401}
        assert secret not in answer.text
        assert read(answer).kept["address"] == "someone@example.org"


def test_the_token_of_someone_else_is_refused(strict: Flask, member: FlaskClient) -> None:
    other = strict.test_client()
    theirs = read(other.get("/ko/receipts")).form("/receipts/new").values()
    assert member.post("/ko/receipts/new", data=theirs).status_code == 400
    assert other.post("/ko/receipts/new", data=theirs).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "\xff"])
def test_a_form_of_another_site_is_refused_even_with_a_token(strict: Flask, site: str) -> None:
    for sent, status in ((site, 403), ("same-origin", 200), ("none", 200)):
        client = strict.test_client()
        token = read(client.get("/ko/receipts")).form("/receipts/new").values()
        answer = client.post("/ko/receipts/new", data=token, headers={"Sec-Fetch-Site": sent})
        assert answer.status_code == status


def test_a_link_from_another_site_may_be_followed(client: FlaskClient) -> None:
    assert client.get("/ko/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_every_form_that_writes_carries_a_token(strict: Flask, member: FlaskClient) -> None:
    seen = 0
    for path in ("/ko/account", "/ko/organisations/new", "/ko/receipts", "/ko/mine"):
        for form in read(member.get(path)).forms:
            if form.method == "post":
                seen += 1
                assert form.values().get("csrf_token"), (path, form.action)
    assert seen > 5

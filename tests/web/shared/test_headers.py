"""What every answer says about itself, and what a shared cache may keep."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.reading import read

PUBLIC = (
    "/ko/",
    "/en/",
    "/ko/frameworks",
    "/ko/frameworks/care",
    "/ko/frameworks/care?text=en",
    "/ko/frameworks/care/versions/1",
    "/ko/frameworks/care/clauses/{}",
    "/ko/help",
    "/ko/conduct",
    "/ko/privacy",
    "/ko/terms",
    "/en/accessibility",
)
PRIVATE = (
    "/ko/sign-in",
    "/ko/sign-in/link/abc.def",
    "/ko/receipts",
    "/ko/mine",
    "/ko/organisations",
    "/ko/account",
    "/ko/operators",
    "/ko/organisations/new",
    "/ko/frameworks/new",
    "/ko/frameworks/care/about",
    "/ko/frameworks/care/roles",
    "/ko/nothing",
    "/",
    "/healthz",
    "/readyz",
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def care(given: Given) -> str:
    """The ref of the first clause of the framework "care"."""
    return given.framework(slug="care").clause_refs[0]


def answers(client: FlaskClient, paths: tuple[str, ...], care: str) -> dict[str, TestResponse]:
    return {path: client.get(path.format(care)) for path in paths}


def test_every_answer_carries_the_security_headers(
    given: Given, client: FlaskClient, client_as: ClientAs, care: str
) -> None:
    found = answers(client, PUBLIC + PRIVATE, care)
    found["POST"] = client.post("/ko/receipts", data={"code": "x"})
    found["405"] = client.post("/ko/")
    found["413"] = client.post("/ko/receipts", data={"code": "x" * 6_000_000})
    found["403"] = client_as(given.person()).get("/ko/operators")
    style = next(
        each["href"] for each in read(found["/ko/"]).links if each.get("rel") == "stylesheet"
    )
    found["style"] = client.get(style)
    for path, answer in found.items():
        assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY, path
        policy = dict(
            each.strip().split(" ", 1)
            for each in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == policy["form-action"] == "'self'"
        assert "HX-Request" in answer.headers["Vary"], path
        assert "Server" not in answer.headers


def test_public_pages_may_be_kept_for_a_moment_and_hold_nothing_personal(
    client: FlaskClient, care: str
) -> None:
    for path, answer in answers(client, PUBLIC, care).items():
        assert answer.status_code == 200, path
        assert answer.cache_control.public, path
        assert 0 < int(answer.cache_control.max_age or 0) <= 60, path
        assert "Set-Cookie" not in answer.headers, path
        assert read(answer).forms == [], path
        assert "csrf" not in answer.text, path


def test_a_public_page_sets_no_cookie_even_for_a_browser_that_has_one(
    make_app: MakeApp, care: str
) -> None:
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    client.get("/ko/sign-in")
    with client.session_transaction() as cookie:
        assert cookie["csrf_token"]
        cookie["_flashes"] = [("done", "어떤 말")]
    for path, answer in answers(client, PUBLIC, care).items():
        assert "Set-Cookie" not in answer.headers, path
        assert "어떤 말" not in answer.text, path


def test_the_same_page_is_not_kept_for_someone_who_is_signed_in(
    given: Given, client_as: ClientAs, care: str
) -> None:
    (guest, _code), person = given.guest(), given.person(Role.OPERATOR)
    for who in (guest, person):
        for path, answer in answers(client_as(who), PUBLIC, care).items():
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "Cookie" in answer.headers["Vary"], path


def test_a_public_page_is_the_same_for_everybody(
    given: Given, client: FlaskClient, client_as: ClientAs, care: str
) -> None:
    person = client_as(given.person(Role.OPERATOR))
    mine, everyones = answers(person, PUBLIC, care), answers(client, PUBLIC, care)
    assert {path: each.text for path, each in mine.items()} == {
        path: each.text for path, each in everyones.items()
    }


def test_private_pages_are_kept_by_nobody(
    given: Given, client: FlaskClient, client_as: ClientAs, care: str
) -> None:
    for one in (client, client_as(given.person(Role.OPERATOR))):
        for path, answer in answers(one, PRIVATE, care).items():
            assert answer.headers["Cache-Control"] == "no-store", path


def test_an_answer_to_a_form_is_kept_by_nobody(client: FlaskClient) -> None:
    for path in ("/ko/receipts", "/ko/sign-in/link", "/ko/receipts/new"):
        assert client.post(path).headers["Cache-Control"] == "no-store"


def test_style_and_script_are_kept_for_a_year_under_the_name_of_their_content(
    client: FlaskClient,
) -> None:
    page = client.get("/ko/")
    style = next(each["href"] for each in read(page).links if each.get("rel") == "stylesheet")
    answer = client.get(style)
    assert answer.mimetype == "text/css"
    assert answer.cache_control.immutable
    assert "Set-Cookie" not in answer.headers
    old = client.get(style.replace(style.split("/")[2], "0" * 12))
    assert old.status_code == 200
    assert not old.cache_control.immutable
    assert client.get(style + "x").status_code == 404


def test_long_pages_are_sent_compressed(client: FlaskClient) -> None:
    plain = client.get("/ko/help")
    packed = client.get("/ko/help", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_strict_transport_is_promised_over_https_only(
    make_app: MakeApp, client: FlaskClient
) -> None:
    name = "Strict-Transport-Security"
    assert name not in client.get("/ko/").headers
    secure: Flask = make_app(public_url="https://deliberate.example")
    assert name in secure.test_client().get("/ko/", base_url="https://deliberate.example").headers

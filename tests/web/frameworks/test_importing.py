"""The import page: one clear message at the field, or a marked guess; nothing half-saved."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from deliberate.domain.actors import Actor, Role
from tests.factories.given import Given
from tests.services.rows import everything
from tests.support.applications import ClientAs
from tests.web.shared.reading import read, refused

NEW = "/ko/frameworks/new"
KO = "# 돌봄 로봇 약속\n\n제1조 책임\n\n기관은 까닭을 알린다.\n".encode()
EN = b"# Promises on care robots\n\nArticle 1 Duty\n\nA body gives reasons.\n"


@pytest.fixture
def official(given: Given) -> Actor:
    return given.draft().official


@pytest.fixture
def importer(client_as: ClientAs, official: Actor) -> FlaskClient:
    return client_as(official)


def send(
    client: FlaskClient, ko: bytes | None = KO, en: bytes | None = EN, **typed: Any
) -> TestResponse:
    files = {
        f"file_{locale}": (BytesIO(data), f"text.{locale}.md")
        for locale, data in (("ko", ko), ("en", en))
        if data is not None
    }
    data = {"slug": "care", "kind": "charter", **typed, **files}
    answer = client.post(NEW, data=data, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the client keeps large bodies in a file
    return answer


def stored(app: Flask) -> object:
    with app.app_context():
        return everything()


def test_two_files_become_a_draft_and_its_importer_goes_on_to_the_pairing(
    importer: FlaskClient,
) -> None:
    answer = send(importer, slug=" care ")
    assert (answer.status_code, answer.location) == (303, "/ko/frameworks/care/draft")
    page = importer.get(answer.location)
    assert page.status_code == 200
    assert "돌봄 로봇 약속" in page.text
    assert "A body gives reasons." in page.text


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize(
    ("ko", "en", "wrong"),
    [
        (None, None, "file_ko"),
        (b"", b"", "file_ko"),
        (b" \n", EN, "file_ko"),
        (KO, PICTURE, "file_en"),
        (b"PK\x03\x04" + b"x" * 50, EN, "file_ko"),
        (KO, "déjà vu, été".encode("latin-1"), "file_en"),
        (KO, b"%PDF-1.7 ...", "file_en"),
        (KO.decode().encode("utf-16-le"), EN, "file_ko"),
        (b"a" * 2_000_001, EN, "file_ko"),
        (KO, b"x\n\n" * 41_000, "file_en"),
    ],
    ids=[
        "none",
        "empty",
        "blank",
        "picture",
        "archive",
        "encoding",
        "pdf",
        "utf-16",
        "large",
        "many",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field_with_the_rest_kept(
    app: Flask, importer: FlaskClient, ko: bytes | None, en: bytes | None, wrong: str
) -> None:
    before = stored(app)
    page = refused(send(importer, ko, en), wrong)
    kept = page.form("").values()
    assert (kept["slug"], kept["kind"]) == ("care", "charter")
    assert stored(app) == before


@pytest.mark.parametrize(
    "slug", ["", "new", "한빛", "../x", "A b", "a" * 61, "drafted", "published"]
)
def test_a_bad_or_taken_address_is_refused_at_its_field(
    app: Flask, given: Given, importer: FlaskClient, slug: str
) -> None:
    given.draft(slug="drafted")
    given.framework(slug="published")
    before = stored(app)
    answer = send(importer, slug=slug)
    page = refused(answer, "slug")
    assert page.form("").values()["slug"] == slug
    assert stored(app) == before


@pytest.mark.parametrize("kind", ["", "poem", "<b>"])
def test_a_kind_that_there_is_not_is_refused(app: Flask, importer: FlaskClient, kind: str) -> None:
    before = stored(app)
    refused(send(importer, kind=kind), "kind")
    assert stored(app) == before


def test_one_language_alone_is_a_marked_guess(importer: FlaskClient) -> None:
    answer = send(importer, en=None)
    assert answer.status_code == 303
    page = importer.get(answer.location)
    assert 'class="guess"' in page.text
    confirm = importer.get("/ko/frameworks/care/draft/publish")
    assert not [form for form in read(confirm).forms if not form.action]


def test_wildly_different_texts_are_marked_guesses(importer: FlaskClient) -> None:
    english = "\n\n".join(f"{n}. On sailing\n\nWind {n} blows." for n in range(1, 30)).encode()
    answer = send(importer, en=english)
    assert answer.status_code == 303
    assert importer.get(answer.location).text.count('class="guess"') > 3


def test_three_thousand_clauses_are_read_and_shown_page_by_page(
    app: Flask, importer: FlaskClient
) -> None:
    ko = "\n\n".join(f"제{n}조 원칙 {n}\n\n기관은 판단 {n}을 알린다." for n in range(1, 3_001))
    answer = send(importer, ko.encode(), None)
    if answer.status_code == 422:
        refused(answer, "file_ko")
        return
    assert answer.status_code == 303
    page = importer.get(answer.location)
    assert page.status_code == 200
    assert len(page.data) < 400_000
    last = importer.get(f"{answer.location}?page=9999")
    assert "판단 3000을" in last.text


def test_more_than_a_form_may_hold_is_too_large(app: Flask, importer: FlaskClient) -> None:
    before = stored(app)
    answer = send(importer, b"a" * 6_000_000, EN)
    assert answer.status_code == 413
    assert read(answer).lang == "ko"
    assert stored(app) == before


def test_text_where_a_file_belongs_is_no_file(app: Flask, importer: FlaskClient) -> None:
    before = stored(app)
    data = {"slug": "care", "kind": "charter", "file_ko": "text", "file_en": "text"}
    refused(importer.post(NEW, data=data), "file_ko")
    assert stored(app) == before


def test_not_everyone_brings_texts_in(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    for who in (given.person(), given.person(Role.TRANSLATOR, given.draft().ref)):
        other = client_as(who)
        assert other.get(NEW).status_code == 403
        assert send(other).status_code == 403
    assert client.get(NEW).location == f"/ko/sign-in?next={NEW}"
    assert send(client).status_code == 401


def test_reading_again_is_a_step_that_can_be_undone(importer: FlaskClient) -> None:
    send(importer)
    other = KO.decode().replace("까닭", "이유").encode()
    assert send(importer, other).status_code == 303
    draft = "/ko/frameworks/care/draft"
    assert "이유를 알린다" in importer.get(draft).text or "이유" in importer.get(draft).text
    undone = importer.post(f"{draft}/undo", data={"revision": "2"})
    assert undone.status_code == 303
    assert "까닭을 알린다" in importer.get(draft).text

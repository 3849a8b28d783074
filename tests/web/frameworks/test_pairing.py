"""The pairing page: every operation through forms, saved at each step, never over a newer one."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Role
from deliberate.web.frameworks.edits import OPERATIONS
from tests.factories.frameworks import Drafted
from tests.factories.given import Given
from tests.services.rows import everything
from tests.support.applications import ClientAs
from tests.web.frameworks.bench import CASES, DRAFT, PAGE, edit, stored
from tests.web.shared.reading import fill, read


@pytest.fixture
def made(given: Given) -> Drafted:
    return given.draft(DRAFT, slug="care")


@pytest.fixture
def official(client_as: ClientAs, made: Drafted) -> FlaskClient:
    return client_as(made.official)


def test_the_cases_cover_every_operation_that_there_is() -> None:
    assert set(CASES) == set(OPERATIONS)


@pytest.mark.parametrize("do", CASES)
def test_an_operation_is_saved_and_can_be_undone(
    app: Flask, made: Drafted, official: FlaskClient, do: str
) -> None:
    fields, expected = CASES[do]
    assert expected != DRAFT
    answer = edit(official, do, **fields)
    assert answer.status_code == 303
    assert answer.location.startswith(PAGE)
    assert stored(app, made) == (2, expected)
    assert official.get(answer.location).status_code == 200
    undone = fill(official, PAGE, "/undo")
    assert (undone.status_code, undone.location) == (303, PAGE)
    assert stored(app, made) == (3, DRAFT)


def test_the_forms_of_the_pages_carry_what_an_operation_needs(
    app: Flask, made: Drafted, official: FlaskClient
) -> None:
    page = read(official.get(f"{PAGE}/clauses/0/1"))
    offered = {
        each.attributes.get("value"): form
        for form in page.forms
        for each in form.fields
        if each.name == "do"
    }
    form = offered["rename"]
    answer = official.post(form.action, data={**form.values(), "heading": "이름", "do": "rename"})
    assert answer.status_code == 303
    revision, draft = stored(app, made)
    assert revision == 2
    assert draft.sections[0].clauses[1].cells["ko"].heading in {"이름", "책임 2"}
    everywhere = set(offered)
    for other in ("", "/names", "/left-out", "/clauses/1/1"):
        for form in read(official.get(PAGE + other)).forms:
            everywhere |= {f.attributes.get("value") for f in form.fields if f.name == "do"}
            if "do" not in {f.name for f in form.fields}:
                continue
            assert "revision" in form.values()
    joining = {"join_section"}
    assert set(OPERATIONS) - joining <= everywhere


def test_a_stale_page_is_refused_and_shows_the_newest_state(
    app: Flask, made: Drafted, official: FlaskClient
) -> None:
    edit(official, "rename_document", locale="ko", title="새 제목")
    answer = edit(official, "rename_document", locale="ko", title="옛 제목")
    assert answer.status_code == 409
    assert "새 제목" in answer.text
    assert "alert" in read(answer).roles
    assert {form.values().get("revision") for form in read(answer).forms} <= {"2", None}
    assert stored(app, made)[0] == 2
    undo = official.post(f"{PAGE}/undo", data={"revision": "1"})
    assert undo.status_code == 409
    publish = official.post(f"{PAGE}/publish", data={"revision": "1"})
    assert publish.status_code == 409
    assert stored(app, made)[0] == 2


FIELDS = ("section", "clause", "index", "offset", "with")
ODD = ["", "-1", "x", "1.5", "９", "²", "99", "9" * 30, "9" * 5_000, "0x1", " 1 2", "\x00", "%00"]


@pytest.mark.parametrize("do", CASES)
def test_a_place_that_there_is_not_is_refused_and_changes_nothing(
    app: Flask, made: Drafted, official: FlaskClient, do: str
) -> None:
    fields, _ = CASES[do]
    for name in set(fields) & set(FIELDS):
        for value in ODD:
            answer = edit(official, do, **{**fields, name: value})
            assert answer.status_code in {404, 409, 422}, (name, value, answer.status_code)
    for locale in ("", "fr", "ko ko", "../", "KO"):
        if "locale" in fields:
            answer = edit(official, do, **{**fields, "locale": locale})
            assert answer.status_code in {404, 409, 422}, (locale, answer.status_code)
    for missing in fields:
        if missing not in {"heading", "number"}:
            rest = {name: value for name, value in fields.items() if name != missing}
            assert edit(official, do, **rest).status_code in {404, 409, 422}, missing
    assert stored(app, made) == (1, DRAFT)


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 5_000, "1.0"])
@pytest.mark.parametrize("action", ["", "/undo", "/publish"])
def test_a_revision_that_is_none_is_refused(
    app: Flask, made: Drafted, official: FlaskClient, action: str, revision: str
) -> None:
    data = {"revision": revision, "do": "accept", "index": "0"}
    assert official.post(PAGE + action, data=data).status_code in {404, 409}
    assert stored(app, made) == (1, DRAFT)


@pytest.mark.parametrize("do", ["", "explode", "__class__"])
def test_an_operation_that_there_is_not_is_not_found(
    app: Flask, made: Drafted, official: FlaskClient, do: str
) -> None:
    assert edit(official, do).status_code == 404
    assert stored(app, made) == (1, DRAFT)


@pytest.mark.parametrize("do", ["rename", "rename_section", "rename_document"])
def test_a_name_cannot_be_replaced_by_nothing(
    app: Flask, made: Drafted, official: FlaskClient, do: str
) -> None:
    fields, _ = CASES[do]
    nothing = {name: " \t" for name in fields if name in {"heading", "title", "number"}}
    answer = edit(official, do, **{**fields, **nothing})
    assert answer.status_code == 422
    assert stored(app, made) == (1, DRAFT)


def test_words_of_any_script_are_kept(app: Flask, made: Drafted, official: FlaskClient) -> None:
    title = "אמון <b>&amp; 信頼 👩🏽‍🚀 \u202e"
    assert edit(official, "rename_document", locale="en", title=title).status_code == 303
    assert stored(app, made)[1].titles["en"] == title
    assert "<b>&amp;amp;" not in official.get(PAGE).text.replace("&lt;b&gt;", "")


def test_tools_come_as_a_panel_for_htmx_and_as_a_page_for_everyone_else(
    official: FlaskClient,
) -> None:
    url = f"{PAGE}/clauses/0/1"
    panel = official.get(url, headers={"HX-Request": "true"})
    assert "<html" not in panel.text
    assert "<form" in panel.text
    for headers in (
        {},
        {"HX-Request": "true", "HX-Boosted": "true"},
        {"HX-Request": "true", "HX-History-Restore-Request": "true"},
    ):
        assert "<html" in official.get(url, headers=headers).text
    assert "HX-Request" in panel.headers["Vary"]
    for place in ("9/0", "0/9", "9" * 30 + "/0", "0/" + "9" * 30):
        assert official.get(f"{PAGE}/clauses/{place}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "9" * 5_000, "²", ""])
def test_a_screenful_that_there_is_not_shows_the_nearest(official: FlaskClient, page: str) -> None:
    answer = official.get(PAGE, query_string={"page": page})
    assert answer.status_code == 200
    assert "알린다 1." in answer.text


def test_others_see_and_change_nothing_of_a_draft(
    app: Flask, given: Given, client_as: ClientAs, made: Drafted, client: FlaskClient
) -> None:
    paths = ("", "/names", "/left-out", "/publish", "/clauses/0/0")
    others = [given.draft().official, given.person(), given.person(Role.TRANSLATOR, made.ref)]
    for who in others:
        other = client_as(who)
        assert {other.get(PAGE + path).status_code for path in paths} == {403}
        assert edit(other, "accept", index="0").status_code == 403
        for action in ("/undo", "/publish"):
            assert other.post(PAGE + action, data={"revision": "1"}).status_code == 403
    assert {client.get(PAGE + path).status_code for path in paths} == {303}
    assert edit(client, "accept", index="0").status_code == 401
    assert stored(app, made) == (1, DRAFT)
    operator = client_as(given.person(Role.OPERATOR))
    assert operator.get(PAGE).status_code == 200
    assert operator.get(f"{PAGE}/publish").status_code == 403


def test_a_draft_shows_its_guesses_and_what_was_left_out(official: FlaskClient) -> None:
    assert official.get(PAGE).text.count('class="guess"') == 2
    assert "DRAFT 0.3" in official.get(f"{PAGE}/left-out").text
    assert "Second" in official.get(f"{PAGE}/names").text


def test_gaps_are_listed_and_publishing_with_them_is_refused(
    app: Flask, official: FlaskClient
) -> None:
    page = read(official.get(f"{PAGE}/publish"))
    assert f"{PAGE}/clauses/1/1" in {link.get("href") for link in page.links}
    with app.app_context():
        before = everything()
    answer = official.post(f"{PAGE}/publish", data={"revision": "1"})
    assert answer.status_code == 422
    assert f"{PAGE}/clauses/1/1" in answer.text
    with app.app_context():
        assert everything() == before


def test_a_mended_draft_is_published_once(
    app: Flask, official: FlaskClient, client: FlaskClient
) -> None:
    edit(official, "leave_out", section="1", clause="1", locale="en")
    assert client.get("/ko/frameworks/care").status_code == 404
    answer = fill(official, f"{PAGE}/publish", "")
    assert (answer.status_code, answer.location) == (303, "/ko/frameworks/care")
    assert "알린다 5. 답한다 5." in client.get("/ko/frameworks/care").text
    for path in ("", "/publish", "/names", "/clauses/0/0"):
        assert official.get(PAGE + path).status_code == 404
    assert official.post(f"{PAGE}/publish", data={"revision": "2"}).status_code == 404
    assert edit(official, "accept", 2, index="0").status_code == 404


def test_a_title_without_room_is_named_before_it_is_published(official: FlaskClient) -> None:
    edit(official, "leave_out", section="1", clause="1", locale="en")
    edit(official, "rename_document", 2, locale="ko", title="아주 긴 제목 " * 60)
    answer = official.post(f"{PAGE}/publish", data={"revision": "3"})
    assert answer.status_code == 422
    assert "아주 긴 제목" in answer.text

"""Writing plain summaries and what the document is, in pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from deliberate.domain.actors import Role
from deliberate.domain.localized import Locale
from deliberate.persistence.database import now, transaction
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    VersionClause,
    WordingText,
)
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.shared.reading import fill, read, refused


@pytest.fixture
def made(given: Given) -> Published:
    return given.framework(slug="care")


@pytest.fixture
def clause(made: Published) -> str:
    return f"/ko/frameworks/care/clauses/{made.clause_refs[0]}"


def test_a_summary_is_written_seen_by_all_and_taken_away(
    given: Given, client_as: ClientAs, made: Published, clause: str, client: FlaskClient
) -> None:
    translator = client_as(given.person(Role.TRANSLATOR, made.ref))
    answer = fill(translator, f"{clause}/summary", "", ko="까닭을 알려요.", en="You learn why.")
    assert (answer.status_code, answer.location) == (303, clause)
    assert "까닭을 알려요." in client.get(clause).text
    kept = read(translator.get(f"{clause}/summary")).form("").values()
    assert (kept["ko"], kept["en"]) == ("까닭을 알려요.", "You learn why.")
    fill(translator, f"{clause}/summary", "", ko="", en=" ")
    assert "까닭을 알려요." not in client.get(clause).text


def test_a_description_is_written_and_shown_in_the_list(
    client_as: ClientAs, made: Published, client: FlaskClient
) -> None:
    official = client_as(made.official)
    answer = fill(official, "/ko/frameworks/care/about", "", ko="이 문서는 시험용이다.")
    assert answer.location == "/ko/frameworks/care"
    assert "이 문서는 시험용이다." in client.get("/ko/frameworks").text
    assert read(official.get("/ko/frameworks/care/about")).form("").values()["en"] == ""


@pytest.mark.parametrize("wrong", ["ko", "en"])
def test_a_text_without_room_is_refused_at_the_field_with_both_texts_kept(
    client_as: ClientAs, made: Published, clause: str, wrong: str
) -> None:
    official = client_as(made.official)
    typed = {"ko": "짧은\n글 <b>", "en": "a short one"} | {wrong: "가 나\n" * 1_000}
    for url in (f"{clause}/summary", "/ko/frameworks/care/about"):
        page = refused(official.post(url, data=typed), wrong)
        kept = page.form("").values()
        assert {name: kept[name] for name in typed} == typed
        assert not any(read(official.get(url)).form("").values()[name] for name in typed)


def test_nobody_else_writes_them(
    given: Given, client_as: ClientAs, made: Published, clause: str, client: FlaskClient
) -> None:
    others = [given.framework().official, given.person(Role.OPERATOR), given.person()]
    about, summary = "/ko/frameworks/care/about", f"{clause}/summary"
    for who in others[:1] + others[2:]:
        for url in (about, summary, "/ko/frameworks/care/summaries"):
            assert client_as(who).get(url).status_code == 403, url
    for who in others:
        answer = client_as(who).post(summary, data={"ko": "x", "en": "x"})
        assert answer.status_code == 403
    translator = client_as(given.person(Role.TRANSLATOR, made.ref))
    assert translator.get(about).status_code == 403
    assert translator.post(about, data={"ko": "x"}).status_code == 403
    kept = client.post(summary, data={"ko": "x" * 200, "en": ""})
    assert kept.status_code == 401
    assert read(kept).kept["ko"] == "x" * 200
    assert client.get(clause).text.count("x" * 200) == 0


def test_a_clause_of_another_framework_cannot_be_summarised_here(
    given: Given, client_as: ClientAs, made: Published
) -> None:
    other = given.framework(slug="other").clause_refs[0]
    url = f"/ko/frameworks/care/clauses/{other}/summary"
    official = client_as(made.official)
    assert official.get(url).status_code == 404
    assert official.post(url, data={"ko": "x"}).status_code == 404


def test_every_clause_is_in_the_list_of_summaries(client_as: ClientAs, made: Published) -> None:
    page = read(client_as(made.official).get("/ko/frameworks/care/summaries"))
    hrefs = {link.get("href") for link in page.links}
    assert {f"/ko/frameworks/care/clauses/{ref}/summary" for ref in made.clause_refs} <= hrefs


def test_long_sentences_are_saved_and_pointed_out_to_their_editor(
    client_as: ClientAs, made: Published, clause: str, client: FlaskClient
) -> None:
    long = "One" + " <b>word</b> after another" * 8 + "."
    official = client_as(made.official)
    answer = fill(official, f"{clause}/summary", "", ko="짧아요.", en=f"Short. {long}")
    assert (answer.status_code, answer.location) == (303, f"{clause}/summary")
    page = official.get(answer.location).text
    assert "저장했어요" in page
    assert "(낱말 25개)" in page
    assert page.count("&lt;b&gt;word") == 16, "eight times in the box and in the advice"
    assert "One &lt;b&gt;word" in client.get(clause.replace("/ko/", "/en/")).text


def test_the_list_says_how_each_summary_stands(
    app: Flask, client_as: ClientAs, made: Published, clause: str
) -> None:
    official = client_as(made.official)
    fill(official, f"{clause}/summary", "", ko="까닭을 알려요.", en="You learn why.")
    second = f"/ko/frameworks/care/clauses/{made.clause_refs[1]}"
    fill(official, f"{second}/summary", "", ko="물어봐요.", en="")
    assert states(official, made) == [[], ["없음"], *[["없음", "없음"]] * 4]
    with app.app_context():
        say_something_else(made.clause_refs[0])
    written_before = ["바뀌기 전 문안의 설명"] * 2
    assert states(official, made) == [written_before, ["없음"], *[["없음", "없음"]] * 4]


def states(official: FlaskClient, made: Published) -> list[list[str]]:
    """Return by clause what the list says of its summary, nothing where it is whole."""
    page = official.get("/ko/frameworks/care/summaries").text
    lines = page.partition('<ul class="lines">')[2].partition("</ul>")[0].split("<li>")[1:]
    found = [re.findall(r'<span class="tag[^"]*">([^<]+)</span>', line) for line in lines]
    whole = sum(not each for each in found)
    assert f"조항 {len(made.clause_refs)}개 가운데 {whole}개" in page
    return found


def say_something_else(clause_ref: str) -> None:
    """Let the newest version say something that nobody has summarised yet."""
    with transaction() as session:
        clause_id = session.scalars(select(Clause.id).where(Clause.ref == clause_ref)).one()
        wording = ClauseWording(clause_id=clause_id, created_at=now())
        session.add(wording)
        session.flush()
        session.add(WordingText(wording_id=wording.id, locale=Locale.KO, body="새 문안"))
        session.execute(
            update(VersionClause)
            .where(VersionClause.clause_id == clause_id)
            .values(wording_id=wording.id)
        )

"""Anyone reads a published framework: whole, by version, by clause, in either language or both."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.services.rounds import announce_round
from tests.factories.given import Given
from tests.services.versions import publish_next
from tests.support.applications import ClientAs
from tests.web.shared.reading import Page, read

WHOLE = "/ko/frameworks/care"


def texts(client: FlaskClient, url: str) -> Page:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return read(answer)


def test_the_whole_text_is_read_in_both_languages(given: Given, client: FlaskClient) -> None:
    made = given.framework(slug="care")
    page = texts(client, WHOLE)
    for number in range(1, 7):
        assert f"행정기관은 자동화된 판단 {number}의 까닭을" in page.text
        assert f"gives the reasons for automated decision {number} in" in page.text
    assert "시험용 윤리기준" in page.title
    hrefs = {link.get("href") for link in page.links}
    assert {f"{WHOLE}/clauses/{ref}" for ref in made.clause_refs} <= hrefs


@pytest.mark.parametrize("path", ["", "/clauses/{}"])
def test_a_reader_may_choose_one_language(given: Given, client: FlaskClient, path: str) -> None:
    made = given.framework(slug="care")
    url = WHOLE + path.format(made.clause_refs[0])
    korean, english = "판단 1의 까닭을", "automated decision 1 in"
    assert english not in texts(client, f"{url}?text=ko").text
    assert korean not in texts(client, f"{url}?text=en").text
    for wanted in ("both", "", "fr", "<b>", "ko&text=en"):
        page = texts(client, f"{url}?text={wanted}")
        assert (korean in page.text) or (english in page.text)
    assert {korean, english} <= {w for w in (korean, english) if w in texts(client, url).text}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pieces_in_the_other_language_say_so(given: Given, client: FlaskClient, lang: str) -> None:
    made = given.framework(slug="care")
    for url in (
        f"/{lang}/frameworks/care",
        f"/{lang}/frameworks/care/clauses/{made.clause_refs[0]}",
    ):
        page = texts(client, url)
        assert page.lang == lang
        other = "en" if lang == "ko" else "ko"
        assert f'lang="{other}"' in page.html.partition("<main")[2]


def test_a_clause_has_its_own_page_and_leads_to_its_neighbours(
    given: Given, client: FlaskClient
) -> None:
    made = given.framework(slug="care")
    first, second, third, *_ = made.clause_refs
    page = texts(client, f"{WHOLE}/clauses/{second}")
    assert "제2조" in page.title
    beside = {
        link["rel"]: link["href"] for link in page.links if link.get("rel") in {"prev", "next"}
    }
    assert beside == {"prev": f"{WHOLE}/clauses/{first}", "next": f"{WHOLE}/clauses/{third}"}


def test_a_clause_keeps_its_address_and_a_removed_one_its_last_words(
    app: Flask, given: Given, client: FlaskClient
) -> None:
    made = given.framework(slug="care")
    changed, removed, *_ = made.clause_refs
    with app.app_context():
        publish_next("care", given.now, reworded={changed: "새 문장"}, without={removed})
    page = texts(client, f"{WHOLE}/clauses/{changed}")
    assert "새 문장 (ko)" in page.text
    assert {f"{WHOLE}/versions/{n}#c-{changed}" for n in (1, 2)} <= {
        link.get("href") for link in page.links
    }
    gone = texts(client, f"{WHOLE}/clauses/{removed}")
    assert "판단 2의 까닭을" in gone.text
    assert gone.html.count("notice-warning") == 1
    assert "notice-warning" not in page.html
    assert f"/clauses/{removed}" not in texts(client, WHOLE).html


def test_every_version_keeps_its_address_and_its_words(
    app: Flask, given: Given, client: FlaskClient
) -> None:
    made = given.framework(slug="care")
    with app.app_context():
        publish_next("care", given.now, reworded={made.clause_refs[0]: "새 문장"})
    old, new = texts(client, f"{WHOLE}/versions/1"), texts(client, f"{WHOLE}/versions/2")
    assert "판단 1의 까닭을" in old.text
    assert "새 문장" not in old.text
    assert "새 문장 (ko)" in new.text
    assert "새 문장 (ko)" in texts(client, WHOLE).text


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "drafted",
        "care/versions/0",
        "care/versions/2",
        "care/versions/x",
        f"care/versions/{'9' * 40}",
        f"care/versions/{'9' * 5_000}",
        "care/clauses/0000000000",
        "care/clauses/%00",
        "%00",
        "care%00",
        "%ed%a0%80",
        "a" * 3_000,
        "care/unknown",
        "drafted/clauses/0000000000",
    ],
    ids=lambda path: path[:30],
)
def test_what_there_is_not_is_not_found(given: Given, client: FlaskClient, path: str) -> None:
    given.framework(slug="care")
    given.draft(slug="drafted")
    answer = client.get(f"/ko/frameworks/{path}")
    assert answer.status_code == 404
    assert read(answer).lang == "ko"


def test_the_list_has_what_is_published_and_nothing_else(given: Given, client: FlaskClient) -> None:
    given.framework(slug="care")
    given.draft(slug="drafted")
    html = client.get("/ko/frameworks").text
    assert "/ko/frameworks/care" in html
    assert "drafted" not in html


def test_words_are_words_and_never_markup(given: Given, client_as: object) -> None:
    assert callable(client_as)
    made = given.framework(slug="care")
    client = client_as(made.official)
    url = f"{WHOLE}/clauses/{made.clause_refs[0]}"
    wicked = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    assert client.post(f"{url}/summary", data={"ko": wicked, "en": wicked}).status_code == 303
    assert client.post(f"{WHOLE}/about", data={"ko": wicked, "en": wicked}).status_code == 303
    for path in (url, WHOLE, "/ko/frameworks", "/ko/", f"{url}/summary"):
        html = client.get(path).text
        assert "<script>alert" not in html
        assert not re.search(r"<img src=x", html)


def test_a_clause_says_what_of_it_cannot_change_and_why(
    given: Given, client_as: ClientAs, client: FlaskClient, app: Flask
) -> None:
    made = given.round_in_setup()
    official = client_as(made.staff.official)
    clause, other = made.framework.clause_refs[:2]
    partly = {"changeability": "partly", "note_ko": "헌법이 정한다.", "note_en": "The law says so."}
    setup = f"/en/rounds/{made.ref}/setup"
    assert official.post(f"{setup}/clauses/{clause}", data=partly).status_code == 303
    address = f"/en/frameworks/{made.framework.slug}/clauses"
    assert "The law says so." not in texts(client, f"{address}/{clause}").text
    with app.app_context():
        announce_round(made.staff.official, made.ref, given.now)
    said = texts(client, f"{address}/{clause}").text
    assert "can change in part" in said
    assert "The law says so." in said
    assert "can change" not in texts(client, f"{address}/{other}").text

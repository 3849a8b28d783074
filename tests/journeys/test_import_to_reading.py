"""An official brings a real bilingual text in, puts it right and publishes it; a visitor reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.journeys.office import Bench, Row, sign_in, sources
from tests.journeys.steps import follow
from tests.support.browsers import NewPage

ADDRESS = "official@example.org"
OTHER = {"ko": "en", "en": "ko"}
SHAPE = {"manifesto": (7, 18), "mess": (5, 10)}
TITLE = "A title of our own"
TWO_SENTENCES = re.compile(r"[a-z]\. [A-Z]")
HAS_TWO = 2
"""A section with several clauses in both texts, counted from 0."""


@pytest.fixture(params=["ko", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def bench(request: pytest.FixtureRequest, lang: str, new_page: NewPage, given: Given) -> Bench:
    """A text that has just been read in, on the screen of its official."""
    other = given.framework(slug="other")
    given.person(Role.OFFICIAL, other.ref, address=ADDRESS, with_password=True)
    page = new_page(java_script_enabled=request.param, locale=lang)
    sign_in(page, lang, ADDRESS, PASSWORD)
    bench = Bench(page, lang, "galaxy", request.param)
    bench.bring_in(*sources())
    return bench


def _words(rows: Sequence[Row]) -> Counter[str]:
    return Counter(word for row in rows for text in row.values() for word in text.split())


def _swapped(rows: Sequence[Row], one: int, other: int) -> list[Row]:
    changed = list(rows)
    changed[one], changed[other] = changed[other], changed[one]
    return changed


def _look_at_the_guesses(bench: Bench) -> None:
    """The reading is whole; a guess that is right is said so and gone."""
    rows = bench.rows()
    sections, clauses = SHAPE[sources()[0].stem.split(".")[0]]
    assert bench.page.locator(".bench").count() == sections
    assert len(rows) == clauses
    assert all(row["ko"] and row["en"] for row in rows)
    guesses = bench.page.locator(".guess")
    found = guesses.count()
    assert found > 0
    follow(guesses.first.locator("button"))
    assert guesses.count() == found - 1
    assert bench.rows() == rows


def _move_whole_clauses(bench: Bench) -> None:
    """Move, join, begin a section, and undo each."""
    before = bench.rows()
    first = bench.row_of(HAS_TWO)
    assert bench.mend(first + 1, "move_up") == _swapped(before, first, first + 1)
    assert bench.mend(first, "move_down") == before
    joined = bench.mend(first + 1, "join_clause")
    assert len(joined) == len(before) - 1
    assert _words(joined) >= _words([before[first]])
    assert bench.undo() == before
    sections = bench.page.locator(".bench").count()
    assert bench.mend(first + 1, "start_section") == before
    assert bench.page.locator(".bench").count() == sections + 1
    assert bench.undo() == before
    assert bench.page.locator(".bench").count() == sections


def _move_texts_of_one_language(bench: Bench) -> None:
    """Shift, re-pair, split and join what one language says, while the other stays."""
    before = bench.rows()
    first = bench.row_of(HAS_TWO)
    down = bench.mend(first, "shift_down", "en")
    assert down[first]["en"] == ""
    assert down[first + 1]["en"] == before[first]["en"]
    assert bench.mend(first + 1, "shift_up", "en") == before
    paired = bench.mend(first, "pair", "ko", **{"with": "1"})
    assert [row["ko"] for row in paired[first : first + 2]] == [
        before[first + 1]["ko"],
        before[first]["ko"],
    ]
    assert bench.undo() == before
    long = next(at for at, row in enumerate(before) if TWO_SENTENCES.search(row["en"]))
    split = bench.mend(long, "split", "en")
    assert len(split) == len(before) + 1
    assert split[long + 1]["ko"] == ""
    assert _words(split) == _words(before)
    joined = bench.mend(long + 1, "join_text", "en")
    assert _words(joined) == _words(before)
    assert [row["ko"] for row in joined] == [row["ko"] for row in before]


def _leave_out_and_put_back(bench: Bench) -> None:
    """What lacks a language cannot be published; what was left out comes back whole."""
    before, page = bench.rows(), bench.page
    first = bench.row_of(HAS_TWO)
    gone = bench.mend(first + 1, "leave_out", "en")
    assert gone[first + 1]["en"] == ""
    page.goto(f"{bench.url}/publish")
    assert page.locator(f"a[href$='/clauses/{HAS_TWO}/1']").count() == 1
    assert page.locator("main form[method=post]").count() == 0
    page.goto(f"{bench.url}/left-out")
    back = page.locator("form.put-back").last
    back.locator("select").select_option(str(HAS_TWO))
    follow(back.locator("button"))
    assert bench.rows()[first]["ko"] == ""
    whole = bench.mend(first, "pair", "en", **{"with": "2"})
    assert len(whole) == len(before)
    assert whole[first + 1]["en"].replace(":", "").split() == (
        before[first + 1]["en"].replace(":", "").split()
    )


def _rename(bench: Bench) -> None:
    """Write a number, a heading and the title of the document, in the page's language."""
    page, lang, first = bench.page, bench.lang, bench.row_of(HAS_TWO)
    renamed = bench.mend(first, "rename", lang, number="7-2", heading="A heading of our own")
    assert renamed[first][lang].startswith("7-2 A heading of our own")
    page.goto(f"{bench.url}/names")
    form = page.locator(f"form:has([value=rename_document]):has([name=locale][value={lang}])")
    form.locator("[name=title]").fill(TITLE)
    follow(form.locator("button"))
    assert page.url.endswith("/names")
    assert page.locator(f"input[value='{TITLE}']").count() == 1


def test_an_official_puts_the_pairing_right(bench: Bench) -> None:
    _look_at_the_guesses(bench)
    _move_whole_clauses(bench)
    _move_texts_of_one_language(bench)
    _leave_out_and_put_back(bench)


def test_a_visitor_reads_what_was_published(bench: Bench, new_page: NewPage) -> None:
    _rename(bench)
    rows = bench.rows()
    bench.publish()
    visitor = new_page(
        java_script_enabled=bench.has_script,
        locale=bench.lang,
        viewport={"width": 390, "height": 844},
    )
    visitor.goto(f"/{bench.lang}/frameworks")
    follow(visitor.locator("a[href$='/frameworks/galaxy']").first)
    assert TITLE in visitor.locator("main").inner_text()
    assert visitor.locator("article.clause").count() == len(rows)
    follow(visitor.locator("article.clause h3 a").nth(1))
    _read_the_clause(visitor, bench.lang, rows[1])
    refused = visitor.goto(f"/{bench.lang}/frameworks/galaxy/draft")
    assert refused is not None
    assert f"/{bench.lang}/sign-in" in refused.url


def _read_the_clause(page: Page, lang: str, row: Row) -> None:
    """Both languages, one of them, and the same place in the site's other language."""
    ref = page.url.rpartition("/")[2]
    text = page.locator("#text")
    for code in ("ko", "en"):
        assert row[code].split("\n")[-1] in text.inner_text()
    follow(page.locator(f".views a[lang={OTHER[lang]}]"))
    assert f"text={OTHER[lang]}" in page.url
    assert row[lang].split("\n")[-1] not in text.inner_text()
    assert row[OTHER[lang]].split("\n")[-1] in text.inner_text()
    follow(page.locator(f"header a[hreflang={OTHER[lang]}]"))
    assert f"/{OTHER[lang]}/frameworks/galaxy/clauses/{ref}" in page.url
    assert f"text={OTHER[lang]}" in page.url
    assert page.locator("html").get_attribute("lang") == OTHER[lang]
    follow(page.locator(".views a[href*='text=both']"))
    for code in ("ko", "en"):
        assert row[code].split("\n")[-1] in text.inner_text()

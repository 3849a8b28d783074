"""An official brings a real bilingual text in, puts it right and publishes it; a visitor reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.journeys.office import Bench, Row, sign_in, sources
from tests.support.browsers import NewPage

ADDRESS = "official@example.org"
OTHER = {"ko": "en", "en": "ko"}
SHAPE = {"manifesto": (7, 18), "mess": (5, 10)}
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


def test_the_reading_is_shown_with_its_guesses(bench: Bench) -> None:
    rows = bench.rows()
    sections, clauses = SHAPE[sources()[0].stem.split(".")[0]]
    assert bench.page.locator(".bench").count() == sections
    assert len(rows) == clauses
    assert all(row["ko"] and row["en"] for row in rows)
    guesses = bench.page.locator(".guess")
    found = guesses.count()
    assert found > 0
    with bench.page.expect_navigation():
        guesses.first.locator("button").click()
    assert guesses.count() == found - 1
    assert bench.rows() == rows


def test_clauses_are_moved_joined_and_begin_sections(bench: Bench) -> None:
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


def test_texts_of_one_language_are_split_shifted_joined_and_paired(bench: Bench) -> None:
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
    split = bench.mend(0, "split", "en") if _can_split(bench, 0) else before
    assert _words(split) == _words(before)
    joined = bench.mend(1, "join_text", "en") if split != before else before
    assert _words(joined) == _words(before)
    assert [row["ko"] for row in joined] == [row["ko"] for row in before]


def _can_split(bench: Bench, row: int) -> bool:
    panel = bench.tools(row)
    return panel.locator("form:has([name=locale][value=en]) button[value=split]").count() > 0


def test_names_are_changed_and_what_was_left_out_comes_back(bench: Bench) -> None:
    before, page = bench.rows(), bench.page
    first = bench.row_of(HAS_TWO)
    renamed = bench.mend(first, "rename", "en", number="7-2", heading="A heading of our own")
    assert renamed[first]["en"].startswith("7-2 A heading of our own")
    page.goto(f"{bench.url}/names")
    form = page.locator("form:has([value=rename_document]):has([name=locale][value=en])")
    form.locator("[name=title]").fill("A title of our own")
    with page.expect_navigation():
        form.locator("button").click()
    assert page.url.endswith("/names")
    assert page.locator("input[value='A title of our own']").count() == 1
    gone = bench.mend(first + 1, "leave_out", "en")
    assert gone[first + 1]["en"] == ""
    page.goto(f"{bench.url}/publish")
    assert page.locator(f"a[href$='/clauses/{HAS_TWO}/1']").count() == 1
    assert page.locator("main form[method=post]").count() == 0
    page.goto(f"{bench.url}/left-out")
    back = page.locator("form.put-back").last
    back.locator("select").select_option(str(HAS_TWO))
    with page.expect_navigation():
        back.locator("button").click()
    rows = bench.rows()
    assert rows[first]["ko"] == ""
    whole = bench.mend(first, "pair", "en", **{"with": "2"})
    assert len(whole) == len(before)
    assert (
        whole[first + 1]["en"].split()
        == before[first + 1]["en"]
        .replace("\n", ": " if "\n" in before[first + 1]["en"] else "\n")
        .split()
    )


def test_a_visitor_reads_what_was_published(bench: Bench, new_page: NewPage) -> None:
    rows = bench.rows()
    bench.publish()
    visitor = new_page(
        java_script_enabled=bench.has_script,
        locale=bench.lang,
        viewport={"width": 390, "height": 844},
    )
    visitor.goto(f"/{bench.lang}/frameworks")
    visitor.locator("a[href$='/frameworks/galaxy']").first.click()
    assert visitor.locator("article.clause").count() == len(rows)
    visitor.locator("article.clause h3 a").nth(1).click()
    _read_the_clause(visitor, bench.lang, rows[1])
    assert visitor.goto(f"/{bench.lang}/frameworks/galaxy/draft").url.endswith(  # type: ignore[union-attr]
        f"/{bench.lang}/sign-in?next=/{bench.lang}/frameworks/galaxy/draft"
    )


def _read_the_clause(page: Page, lang: str, row: Row) -> None:
    """Both languages, one of them, and the same place in the site's other language."""
    ref = page.url.rpartition("/")[2]
    text = page.locator("#text")
    for code in ("ko", "en"):
        assert row[code].split("\n")[-1] in text.inner_text()
    page.locator(f".views a[lang={OTHER[lang]}]").click()
    assert f"text={OTHER[lang]}" in page.url
    assert row[lang].split("\n")[-1] not in text.inner_text()
    assert row[OTHER[lang]].split("\n")[-1] in text.inner_text()
    page.locator(f"header a[hreflang={OTHER[lang]}]").click()
    assert f"/{OTHER[lang]}/frameworks/galaxy/clauses/{ref}" in page.url
    assert f"text={OTHER[lang]}" in page.url
    assert page.locator("html").get_attribute("lang") == OTHER[lang]
    page.locator(".views a[href*='text=both']").click()
    for code in ("ko", "en"):
        assert row[code].split("\n")[-1] in text.inner_text()

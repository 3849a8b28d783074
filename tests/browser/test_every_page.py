"""Every page, in every state and both languages: access, language, reflow, keyboard, media."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.cases import Case
from tests.browser.conftest import DESK, Seats
from tests.browser.furnishing import Site
from tests.browser.looking import ACCESS, COLOURS, SHAPES, Look, open_case
from tests.browser.pages import CASES

PHONE: ViewportSize = {"width": 320, "height": 640}
SHEET: ViewportSize = {"width": 720, "height": 1000}
LARGE = 200
ERROR = {"ko": "오류", "en": "Error"}


@pytest.fixture
def site(case: Case, full_site: Site, empty_site: Site) -> Site:
    """The site that the case is on."""
    return full_site if case.site == "full" else empty_site


@pytest.fixture
def page(seats: Seats, site: Site, case: Case) -> Page:
    """The page before the person of the case."""
    return seats.visit(site, case.who) if case.leaves_traces else seats.take(site, case.who)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_page_keeps_its_promises(page: Page, site: Site, case: Case, lang: str) -> None:
    """One visit answers everything; the window changes its width, as it does in life.

    The tour by keyboard goes round the Korean page on a phone and the English one on a desk.
    """
    page.set_viewport_size(DESK)
    status = open_case(page, site, case, lang)
    wrongs = [] if status == case.status else [f"status {status}"]
    look = Look.at(page)
    wrongs += _mistakes(look, lang) if case.is_wrong else []
    wrongs += look.probe("structure", {"isSample": case.name == "design"})
    wrongs += look.probe("language", {"exempt": sorted(site.names, key=len, reverse=True)})
    wrongs += [*_laid_out(look), *look.axe(ACCESS, "on a desk")]
    wrongs += look.tour() if lang == "en" else []
    page.set_viewport_size(PHONE)
    wrongs += [*_laid_out(look), *look.axe(SHAPES, "on a phone"), *_large(look)]
    wrongs += look.tour() if lang == "ko" else []
    wrongs += _media(page, look)
    assert not wrongs, "\n".join(wrongs)


@pytest.mark.parametrize("case", [each for each in CASES if each.is_steady], ids=str)
def test_a_page_is_the_same_without_javascript(seats: Seats, site: Site, case: Case) -> None:
    texts = []
    for has_script in (True, False):
        if case.leaves_traces:
            page = seats.visit(site, case.who, java_script_enabled=has_script)
        else:
            page = seats.take(site, case.who, has_script=has_script)
        assert open_case(page, site, case, "ko") == case.status
        texts.append(page.locator("main").inner_text())
        if case.is_wrong:
            expect(page.locator(".error-summary")).to_be_focused()
    assert texts[0] == texts[1]


def _mistakes(look: Look, lang: str) -> list[str]:
    """A form that came back: said in the title, in a summary with the focus, at each field.

    A browser moves the focus with the next frame it draws, so the focus is waited for.
    """
    expect(look.page.locator(".error-summary")).to_be_focused()
    title = look.page.title()
    wrongs = [] if title.startswith(ERROR[lang]) else [f"the title says no error: {title}"]
    return [*wrongs, *look.probe("summary")]


def _laid_out(look: Look) -> list[str]:
    """Nothing sticks out, is cut off, lies over something else or is too small to hit."""
    probes = ("sideways", "clipped", "overlapping", "targets")
    width = look.page.viewport_size["width"] if look.page.viewport_size else 0
    return [f"{width}: {each}" for probe in probes for each in look.probe(probe)]


def _large(look: Look) -> list[str]:
    """Text at 200 %, and with the spacing of WCAG 1.4.12."""
    wrongs = []
    for change, argument in (("enlarge", LARGE), ("space", True)):
        look.probe(change, argument)
        found = [*look.probe("sideways"), *look.probe("clipped"), *look.probe("overlapping")]
        found += look.probe("largeTitle")
        wrongs += [f"{change}: {each}" for each in found]
        look.probe(change, None)
    return wrongs


def _media(page: Page, look: Look) -> list[str]:
    """Dark, forced colours, reduced motion, print."""
    page.emulate_media(color_scheme="dark")
    wrongs = look.axe(COLOURS, "in the dark")
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    wrongs += [*look.probe("readable"), *look.probe("stirring")]
    page.emulate_media(media="print", forced_colors="none", reduced_motion="no-preference")
    page.set_viewport_size(SHEET)
    return [*wrongs, *(f"print: {each}" for each in look.probe("printable"))]

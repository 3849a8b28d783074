"""Every page, in every state and both languages: access, language, reflow, keyboard, media."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.furnishing import Site
from tests.browser.looking import ACCESS, CONTRAST, Look, open_case
from tests.browser.pages import CASES, Case

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SHEET = {"width": 720, "height": 1000}
LARGE = 200
ERROR = {"ko": "오류", "en": "Error"}


@pytest.fixture
def site(case: Case, full_site: Site, empty_site: Site) -> Site:
    """The site that the case is on."""
    return full_site if case.site == "full" else empty_site


def _in_order(look: Look, site: Site) -> list[str]:
    """What holds at any width."""
    return [
        *look.probe("structure"),
        *look.probe("language", {"exempt": sorted(site.names, key=len, reverse=True)}),
        *look.probe("sideways"),
        *look.probe("clipped"),
        *look.probe("overlapping"),
        *look.probe("targets"),
        *look.axe(ACCESS, "light"),
    ]


def _large(look: Look) -> list[str]:
    """Text at 200 %, and with the spacing of WCAG 1.4.12."""
    wrongs = []
    for change, argument in (("enlarge", LARGE), ("space", True)):
        look.probe(change, argument)
        found = [*look.probe("sideways"), *look.probe("clipped"), *look.probe("overlapping")]
        if change == "enlarge":
            found += look.probe("largeTitle")
        wrongs += [f"{change}: {each}" for each in found]
        look.probe(change, None)
    return wrongs


def _media(page: Page, look: Look) -> list[str]:
    """Dark, forced colours, reduced motion, print."""
    page.emulate_media(color_scheme="dark")
    wrongs = look.axe(CONTRAST, "dark")
    page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
    wrongs += [*look.probe("readable"), *look.probe("stirring")]
    page.emulate_media(media="print", forced_colors="none", reduced_motion="no-preference")
    page.set_viewport_size(SHEET)
    wrongs += [f"print: {each}" for each in look.probe("printable")]
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)
    return wrongs


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_on_a_small_phone(visit: Visit, site: Site, case: Case, lang: str) -> None:
    page = visit(site, case.who, viewport=NARROW)
    wrongs = [] if open_case(page, site, case, lang) == case.status else ["status"]
    look = Look.at(page)
    wrongs += look.probe("summary") if case.is_wrong else []
    wrongs += [*_in_order(look, site), *_large(look)]
    if lang == "ko":
        wrongs += look.tour()
    assert not wrongs, "\n".join(wrongs)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_on_a_desk(visit: Visit, site: Site, case: Case, lang: str) -> None:
    page = visit(site, case.who, viewport=WIDE)
    wrongs = [] if open_case(page, site, case, lang) == case.status else ["status"]
    look = Look.at(page)
    if case.is_wrong and not page.title().startswith(ERROR[lang]):
        wrongs.append(f"the title does not begin with the error: {page.title()}")
    wrongs += _in_order(look, site)
    if lang == "en":
        wrongs += look.tour()
    wrongs += _media(page, look)
    assert not wrongs, "\n".join(wrongs)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("case", [each for each in CASES if each.is_steady], ids=str)
def test_without_javascript(visit: Visit, site: Site, case: Case, lang: str) -> None:
    texts = []
    for has_script in (True, False):
        page = visit(site, case.who, java_script_enabled=has_script)
        assert open_case(page, site, case, lang) == case.status
        texts.append(page.locator("main").inner_text())
        if case.is_wrong:
            assert page.evaluate("document.activeElement.className") == "error-summary"
    assert texts[0] == texts[1]

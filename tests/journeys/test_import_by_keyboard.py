"""The official's whole way without a mouse."""

from __future__ import annotations

import pytest

from deliberate.domain.actors import Role
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.journeys.keyboard import Keyboard
from tests.journeys.office import Bench, sources
from tests.support.browsers import NewPage

ADDRESS = "official@example.org"
LINK = "a[href$='{}']"


@pytest.mark.parametrize(
    ("lang", "has_script"), [("ko", True), ("en", False)], ids=["ko-script", "en-no-script"]
)
def test_from_sign_in_to_publication(
    new_page: NewPage, given: Given, lang: str, has_script: bool
) -> None:
    other = given.framework(slug="other")
    given.person(Role.OFFICIAL, other.ref, address=ADDRESS, with_password=True)
    page = new_page(java_script_enabled=has_script, locale=lang)
    keys, bench = Keyboard(page), Bench(page, lang, "galaxy", has_script)
    page.goto(f"/{lang}/sign-in")
    keys.write("form[action*=password] [name=address]", ADDRESS)
    keys.write("[name=password]", PASSWORD)
    keys.press("form[action*=password] button")
    keys.set_up_second_step()
    keys.press(LINK.format("/frameworks/new"))
    ko, en = sources()
    keys.choose_file("[name=file_ko]", ko)
    keys.choose_file("[name=file_en]", en)
    keys.write("[name=slug]", "galaxy")
    keys.press("main form button")
    before = bench.rows()
    keys.press(".guess button", "Space")
    assert bench.rows() == before
    first = bench.row_of(2)
    _open_tools(keys, bench, 2, 1)
    keys.press("button[value=move_up]")
    assert bench.rows()[first] == before[first + 1]
    keys.press("form[action$='/undo'] button", "Space")
    assert bench.rows() == before
    keys.press(LINK.format("/draft/publish"))
    keys.press("main form button")
    assert page.url.endswith(f"/{lang}/frameworks/galaxy")


def _open_tools(keys: Keyboard, bench: Bench, section: int, clause: int) -> None:
    link = f"#r-{section}-{clause} .mend-link"
    if bench.has_script:
        keys.open(link, f"#mend-{section}-{clause} button[value=move_up]")
        inside = f"#mend-{section}-{clause}, #mend-{section}-{clause} *"
        assert bench.page.evaluate("place => document.activeElement.matches(place)", inside)
    else:
        keys.press(link)


def test_the_skip_link_leads_past_the_menu(new_page: NewPage, given: Given) -> None:
    page = new_page()
    keys = Keyboard(page)
    page.goto("/ko/help")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    keys.go_to("footer a")

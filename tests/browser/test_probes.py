"""The probes themselves: each complains about a page that was broken on purpose."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Seats
from tests.browser.furnishing import Site
from tests.browser.looking import ACCESS, Look

P = "document.querySelector('main p.lead')"
BUTTON = "document.querySelector('main a.btn')"
NO_NAMES: dict[str, Any] = {"exempt": []}
BROKEN: list[tuple[str, Any, str]] = [
    ("structure", {}, "document.querySelector('h1').remove()"),
    ("structure", {}, f"{P}.id = 'main'"),
    ("structure", {}, f"{BUTTON}.href = '#nowhere'"),
    ("language", NO_NAMES, f"{P}.textContent = 'Nobody has put this into Korean'"),
    ("language", NO_NAMES, f"{BUTTON}.setAttribute('aria-label', 'Read the whole text here')"),
    ("sideways", None, f"{P}.style.minWidth = '2000px'"),
    ("clipped", None, f"{P}.style.cssText = 'overflow: hidden; height: 1.2em'"),
    ("overlapping", None, f"{P}.style.transform = 'translateY(-5rem)'"),
    ("targets", None, f"{BUTTON}.style.cssText = 'min-height: 0; padding: 0; height: 40px'"),
    (
        "targets",
        None,
        "document.querySelector('footer a').style.cssText = 'display: block; height: 9px'",
    ),
    ("largeTitle", None, "document.querySelector('h1').style.fontSize = '12px'"),
    ("stirring", None, f"{P}.animate({{ opacity: [0, 1] }}, {{ duration: 1e6 }})"),
    ("readable", None, f"{BUTTON}.style.borderStyle = 'none'"),
    ("printable", None, f"{P}.style.position = 'fixed'"),
    ("summary", None, "null"),
]


@pytest.fixture
def look(seats: Seats, full_site: Site) -> Look:
    page = seats.take(full_site, "visitor")
    page.goto("/ko/")
    return Look.at(page)


@pytest.mark.parametrize(("probe", "argument", "damage"), BROKEN)
def test_a_broken_page_is_noticed(look: Look, probe: str, argument: Any, damage: str) -> None:
    if probe != "summary":
        assert look.probe(probe, argument) == []
    look.page.evaluate(f"() => {{ {damage} }}")
    assert look.probe(probe, argument)


def test_a_missing_name_is_noticed(look: Look) -> None:
    look.page.evaluate(
        "() => document.querySelector('main').append(document.createElement('button'))"
    )
    assert any("button-name" in each for each in look.axe(ACCESS, "here"))


def test_focus_that_is_not_seen_is_noticed(look: Look) -> None:
    look.page.evaluate(f"() => {BUTTON}.style.setProperty('outline', 'none', 'important')")
    assert any("focus not seen" in each for each in look.tour())


def test_a_keyboard_trap_is_noticed(look: Look) -> None:
    look.page.evaluate(
        f"""() => {BUTTON}.addEventListener("keydown", (event) => event.preventDefault())"""
    )
    assert any("not reached" in each for each in look.tour())

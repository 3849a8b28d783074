"""A person who has a keyboard and nothing else: Tab, Enter, Space, and letters for fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.office import BEGIN, SET_UP, WAITING, shown_digits

FARTHEST = 250
"""Steps after which no place of our pages is still ahead."""
IS_HERE = """selector => {
  const here = document.activeElement;
  return Boolean(here && here !== document.body && here.matches(selector));
}"""


@dataclass(frozen=True)
class Keyboard:
    """The keys of one page. Places are CSS selectors; nothing is clicked or focused by script."""

    page: Page
    pressed: list[str] = field(default_factory=list)
    """Every key so far, but for letters written into fields."""

    def key(self, key: str) -> None:
        """Press one key."""
        self.pressed.append(key)
        self.page.keyboard.press(key)

    def go_to(self, place: str) -> None:
        """Press Tab until the focus is on a place; fails where it never comes there."""
        for _step in range(FARTHEST):
            if self.page.evaluate(IS_HERE, place):
                return
            self.key("Tab")
        raise AssertionError(f"the keyboard does not reach {place} on {self.page.url}")

    def write(self, place: str, text: str) -> None:
        """Go to a field and write into it."""
        self.go_to(place)
        self.page.keyboard.type(text)

    def press(self, place: str, key: str = "Enter") -> None:
        """Go to a button or a link that leads to another page, and use it."""
        self.go_to(place)
        with self.page.expect_navigation():
            self.key(key)

    def open(self, place: str, then: str) -> None:
        """Go to what opens something on this page, use it, and wait for what it opens."""
        self.go_to(place)
        self.key("Enter")
        self.page.locator(then).first.wait_for()

    def set_up_second_step(self) -> None:
        """From one's account, with roles that wait: set an app up, keep the codes, come back."""
        self.press(WAITING)
        self.press(SET_UP)
        self.press(BEGIN)
        self.write("[name=digits]", shown_digits(self.page))
        self.press("form[action$='/authenticator/confirm'] button")
        self.press("main a.btn[href$='/account']")

    def choose_file(self, place: str, path: Path) -> None:
        """Go to a file field and choose a file in the window that it opens."""
        with self.page.expect_file_chooser() as chooser:
            self.go_to(place)
            self.key("Space")
        chooser.value.set_files(path)

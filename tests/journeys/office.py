"""What an official does with an imported text, and what stands on the pairing page afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyotp
from playwright.sync_api import Locator, Page

from tests.journeys.steps import follow

HERE = Path(__file__).parent
MANIFESTO = HERE.parents[2] / "shared" / "data" / "manifesto" / "manifesto"
REPLICA = HERE.parent / "documents" / "corpus" / "mess"
"""A text of our own with the same mess: mixed headings, missing ones, two clauses in one."""
READ_ROWS = """rows => rows.map((row) => Object.fromEntries(
  ["ko", "en"].map((lang) => [lang, [...row.querySelectorAll(`.cell[lang=${lang}] :is(h3, p)`)]
    .filter((each) => !each.matches(".missing"))
    .map((each) => each.textContent.trim().replace(/\\s+/g, " ")).join("\\n")])))"""
Row = dict[str, str]


def sources() -> tuple[Path, Path]:
    """Return the Korean and the English file: the real text where it is, else the replica."""
    real = (MANIFESTO.with_suffix(".ko.txt"), MANIFESTO.with_suffix(".en.txt"))
    if all(path.exists() for path in real):
        return real
    return REPLICA.with_suffix(".ko.txt"), REPLICA.with_suffix(".en.txt")


WAITING = "main a[href$='/account/confirm']"
SET_UP = "main a.btn[href$='/account/second-step']"
BEGIN = "form[action$='/second-step/authenticator'] button"


def sign_in(page: Page, lang: str, address: str, password: str) -> None:
    """Sign in with a password."""
    page.goto(f"/{lang}/sign-in")
    form = page.locator("form[action*='/sign-in/password']")
    form.locator("[name=address]").fill(address)
    form.locator("[name=password]").fill(password)
    follow(form.locator("button"))
    page.wait_for_url(f"**/{lang}/account")
    if page.locator(WAITING).count():
        set_up_second_step(page)


def set_up_second_step(page: Page) -> None:
    """From one's account, with roles that wait: set an app up, keep the codes, come back."""
    follow(page.locator(WAITING))
    follow(page.locator(SET_UP))
    follow(page.locator(BEGIN))
    page.locator("[name=digits]").fill(shown_digits(page))
    follow(page.locator("form[action$='/authenticator/confirm'] button"))
    follow(page.locator("main a[href$='/account']"))


def shown_digits(page: Page) -> str:
    """Return what an app shows once it has read the key from the page."""
    return pyotp.TOTP(page.locator(".key").inner_text()).now()


@dataclass(frozen=True)
class Bench:
    """The pairing page of one framework."""

    page: Page
    lang: str
    slug: str
    has_script: bool

    @property
    def url(self) -> str:
        """The address of the pairing page."""
        return f"/{self.lang}/frameworks/{self.slug}/draft"

    def bring_in(self, ko: Path, en: Path) -> None:
        """Import both files."""
        self.page.goto(f"/{self.lang}/frameworks/new")
        self.page.locator("[name=slug]").fill(self.slug)
        self.page.locator("[name=file_ko]").set_input_files(ko)
        self.page.locator("[name=file_en]").set_input_files(en)
        self.page.locator("main form button").click()
        self.page.wait_for_url(f"**{self.url}")

    def rows(self) -> list[Row]:
        """Return the clauses as they stand: what each language says, "" where it says nothing."""
        if not self.page.url.split("#")[0].endswith(self.url):
            self.page.goto(self.url)
        found: list[Row] = self.page.locator(".bench-row").evaluate_all(READ_ROWS)
        return found

    def place(self, row: int) -> tuple[int, int]:
        """Return section and clause of a row, counted from 0 through the whole text."""
        name = self.page.locator(".bench-row").nth(row).get_attribute("id") or ""
        _r, section, clause = name.split("-")
        return int(section), int(clause)

    def row_of(self, section: int, clause: int = 0) -> int:
        """Return where a clause stands in the whole text."""
        names = self.page.locator(".bench-row").evaluate_all("rows => rows.map(({id}) => id)")
        return int(names.index(f"r-{section}-{clause}"))

    def tools(self, row: int) -> Locator:
        """Open the tools of a clause: a panel in the page, or a page of its own."""
        self.rows()
        section, clause = self.place(row)
        self.page.locator(f"#r-{section}-{clause} .mend-link").click()
        if not self.has_script:
            self.page.wait_for_url(f"**/clauses/{section}/{clause}")
        panel = self.page.locator(f".mend:has([id='mend-title-{section}-{clause}'])")
        panel.wait_for()
        return panel

    def mend(self, row: int, do: str, lang: str = "", **choices: str) -> list[Row]:
        """Use one tool of a clause; return the rows afterwards."""
        panel = self.tools(row)
        holds = f":has([name=locale][value={lang}])" if lang else ""
        form = panel.locator(f"form{holds}:has(button[value={do}])")
        for name, value in choices.items():
            field = form.locator(f"[name={name}]").first
            if field.evaluate("field => field.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)
        return self._press(form.locator(f"button[value={do}]"))

    def undo(self) -> list[Row]:
        """Take the last step back."""
        self.rows()
        return self._press(self.page.locator("form[action$='/undo'] button"))

    def _press(self, button: Locator) -> list[Row]:
        follow(button)
        return self.rows()

    def publish(self) -> None:
        """Publish version 1."""
        self.page.goto(f"{self.url}/publish")
        self.page.locator("main form button").click()
        self.page.wait_for_url(f"**/{self.lang}/frameworks/{self.slug}")

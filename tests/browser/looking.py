"""Opening a page of the table, and measuring it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page, Response, Route

from tests.browser.cases import Case
from tests.browser.furnishing import Site

PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
ACCESS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SHAPES = {**ACCESS, "rules": {"color-contrast": {"enabled": False}}}
"""The same without colours, which do not depend on the width of the window."""
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
EXTRA_TABS = 4


def open_case(page: Page, site: Site, case: Case, lang: str) -> int:
    """Bring a page into a case's state; return the status of the last answer."""
    path = case.path.format(**site.places)
    if path.startswith("broken/"):
        page.unroute_all()
        page.route("**/broken/*", lambda route: _answer_here(site, route))
    response: Response | None = page.goto(f"/{lang}/{path}")
    if case.step is not None:
        response = case.step(page) or response
    assert response is not None
    return response.status


def _answer_here(site: Site, route: Route) -> None:
    """Let the application of this process answer, which can be made to fail."""
    answer = site.app.test_client().get(route.request.url)
    route.fulfill(status=answer.status_code, headers=dict(answer.headers.items()), body=answer.data)


@dataclass(frozen=True)
class Look:
    """A page as it stands, and the probes in it; each call returns complaints."""

    page: Page
    probes: Any

    @classmethod
    def at(cls, page: Page) -> Look:
        """Put the probes into a page."""
        return cls(page, page.evaluate_handle(PROBES))

    def probe(self, name: str, argument: Any = None) -> list[str]:
        """Ask one probe."""
        found: list[str] = self.probes.evaluate("(all, [n, a]) => all[n](a)", [name, argument])
        return [f"{name}: {each}" for each in found]

    def axe(self, options: dict[str, Any], note: str) -> list[str]:
        """Ask axe-core; return each violation with the elements that it found."""
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"axe {note}, {each['id']}: {node['target']} {node['html'][:120]}"
            for each in found["violations"]
            for node in each["nodes"][:4]
        ]

    def tour(self) -> list[str]:
        """Press Tab until everything was visited, at most twice round the page."""
        stops = int(self.probes.evaluate("all => all.watchFocus()"))
        for pressed in range(2 * stops + EXTRA_TABS):
            self.page.keyboard.press("Tab")
            if pressed >= stops - 1 and not self.probes.evaluate("all => all.missing()"):
                break
        return self.probe("tour")

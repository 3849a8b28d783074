"""What a page weighs on its way to a phone, as the shipped server sends it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.cases import Case
from tests.browser.conftest import Seats
from tests.browser.furnishing import Site
from tests.browser.pages import CASES

pytestmark = pytest.mark.slow

KB = 1024
HTML, CSS, JS = 14 * KB, 20 * KB, 25 * KB
FIRST_VISIT, REPEAT_VISIT = 64 * KB, 20 * KB
ENCODINGS = [("br, gzip", "br"), ("gzip", "gzip")]
"""What a browser offers, and what it then gets."""
A_YEAR = 365 * 24 * 60 * 60
OPENED = [case for case in CASES if case.endpoint and case.step is None]
FOR_BUILDERS = {"site.design"}
"""Pages of the demo that no visitor of a site can open."""


@dataclass(frozen=True)
class Answer:
    """What came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def encoding(self) -> str:
        return self.headers.get("content-encoding", "")


def fetch(site: Site, path: str, encoding: str, who: str = "visitor") -> Answer:
    """Ask the server as a browser does; the body stays compressed."""
    connection = HTTPConnection(urlsplit(site.served.url).netloc, timeout=10)
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in site.cookies(who))
    headers = {"Accept-Encoding": encoding, **({"Cookie": cookies} if cookies else {})}
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = Answer(
        answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
    )
    connection.close()
    return found


def _bundles(site: Site) -> dict[str, str]:
    html = fetch(site, "/ko/", "identity").body.decode()
    return {name: re.findall(rf'"(/static/[^"]+\.{name})"', html)[0] for name in ("css", "js")}


def _site_of(case: Case, full_site: Site, empty_site: Site) -> Site:
    return full_site if case.site == "full" else empty_site


@pytest.mark.parametrize(("offered", "chosen"), ENCODINGS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pages_are_light(
    full_site: Site, empty_site: Site, lang: str, offered: str, chosen: str
) -> None:
    heavy = {}
    for case in OPENED:
        site = _site_of(case, full_site, empty_site)
        path = f"/{lang}/{case.path.format(**site.places)}"
        answer = fetch(site, path, offered, case.who)
        assert (answer.status, answer.encoding) == (case.status, chosen), path
        if len(answer.body) > HTML and case.endpoint not in FOR_BUILDERS:
            heavy[path] = len(answer.body)
    assert not heavy


@pytest.mark.parametrize(("name", "limit"), [("css", CSS), ("js", JS)])
@pytest.mark.parametrize(("offered", "chosen"), ENCODINGS)
def test_bundles_are_light_and_kept(
    full_site: Site, name: str, limit: int, offered: str, chosen: str
) -> None:
    answer = fetch(full_site, _bundles(full_site)[name], offered)
    assert (answer.status, answer.encoding) == (200, chosen)
    assert len(answer.body) <= limit
    assert {"public", "immutable", f"max-age={A_YEAR}"} <= set(
        answer.headers["cache-control"].split(", ")
    )
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_an_old_bundle_is_answered_but_not_kept(full_site: Site) -> None:
    answer = fetch(full_site, "/static/000000000000/style.css", "gzip")
    assert answer.status == 200
    assert "immutable" not in answer.headers["cache-control"]


def test_no_font_and_nobody_elses_server(full_site: Site) -> None:
    css = fetch(full_site, _bundles(full_site)["css"], "identity").body.decode()
    assert not re.search(r"@font-face|@import|url\(\s*['\"]?(?:https?:)?//", css)
    html = fetch(full_site, "/ko/", "identity").body.decode()
    assert not re.search(r'\b(?:src|srcset)="(?:https?:)?//', html)


def _transferred(page: Page) -> dict[str, int]:
    """Bytes over the wire of the page and all that it asked for; 0 for what was kept."""
    sizes: dict[str, int] = page.evaluate(
        """() => Object.fromEntries(["navigation", "resource"]
          .flatMap((kind) => performance.getEntriesByType(kind))
          .map((each) => [each.name, each.transferSize]))"""
    )
    return sizes


@pytest.mark.parametrize("path", ["", "frameworks/{slug}", "frameworks/{slug}/clauses/{clause}"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_visits_are_light(seats: Seats, full_site: Site, lang: str, path: str) -> None:
    page = seats.visit(full_site)
    address = f"/{lang}/{path.format(**full_site.places)}"
    page.goto(address, wait_until="networkidle")
    first = _transferred(page)
    assert any(name.endswith("style.css") for name in first)
    assert any(name.endswith("script.js") for name in first)
    assert sum(first.values()) <= FIRST_VISIT
    page.goto(f"/{lang}/help")
    page.goto(f"{address}?again=1", wait_until="networkidle")
    again = _transferred(page)
    assert sum(again.values()) <= REPEAT_VISIT
    assert [name for name, size in again.items() if size and "/static/" in name] == []


def test_what_is_no_page_is_no_page(full_site: Site) -> None:
    for path in ("/healthz", "/readyz", _bundles(full_site)["css"]):
        assert "text/html" not in fetch(full_site, path, "gzip").headers["content-type"]
    root = fetch(full_site, "/", "gzip")
    assert root.status == 302
    assert root.headers["location"] in {"/ko/", "/en/"}

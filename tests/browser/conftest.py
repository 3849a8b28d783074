"""Two running sites for all tests here, which only look at them, and watched browsers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from deliberate import create_app
from tests.browser.furnishing import Site, demo_settings, furnish, leave_empty
from tests.support.applications import SECRET_KEY, close
from tests.support.browsers import PATIENCE_MS, Watch
from tests.support.databases import NewDatabase
from tests.support.ports import HERE, free_port
from tests.support.servers import SERVE, Served, running

Furnish = Callable[[Any, Served], Site]
DESK: ViewportSize = {"width": 1280, "height": 900}
ON_PURPOSE = "/broken/"
"""Part of the addresses at which the tests make the application refuse."""


@contextmanager
def running_site(
    database_url: str, folder: Any, fill: Furnish, extra: Callable[[str], Mapping[str, str]]
) -> Iterator[Site]:
    port = free_port()
    served = Served(f"http://{HERE}:{port}", folder / "server.log")
    settings = {
        "instance": str(folder / "instance"),
        "database_url": database_url,
        "secret_key": SECRET_KEY,
        "public_url": served.url,
        "workers": "1",
        **extra(served.url),
    }
    app = create_app({**settings, "TESTING": True})
    site = fill(app, served)
    with running([sys.executable, "-c", SERVE, HERE, str(port)], served, settings, folder):
        yield site
    close(app)


@pytest.fixture(scope="session")
def full_site(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site in demo mode on which every page has something to show."""
    with (
        new_database() as url,
        running_site(url, tmp_path_factory.mktemp("full"), furnish, demo_settings) as site,
    ):
        yield site


@pytest.fixture(scope="session")
def empty_site(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site on its first day, without a name, a telephone number or a text."""
    with (
        new_database() as url,
        running_site(url, tmp_path_factory.mktemp("empty"), leave_empty, lambda _url: {}) as site,
    ):
        yield site


class Seats:
    """Pages that stay open from test to test, one for each person at each site.

    A page of its own for each test would cost more than looking at it does.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.kept: dict[tuple[str, str, bool], Page] = {}
        self.fresh: list[BrowserContext] = []
        self.watches: list[Watch] = []

    def new(self, site: Site, who: str, **options: Any) -> Page:
        """Open a page; its context is closed by `rise` unless the page is kept."""
        context = self.browser.new_context(base_url=site.served.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies(site.cookies(who))  # type: ignore[arg-type]
        watch = Watch(site.served.url)
        watch.over(context)
        self.watches.append(watch)
        return context.new_page()

    def visit(self, site: Site, who: str = "visitor", **options: Any) -> Page:
        """Open a page for this test alone."""
        page = self.new(site, who, **options)
        self.fresh.append(page.context)
        return page

    def take(self, site: Site, who: str, *, has_script: bool = True) -> Page:
        """Return somebody's page, as if it had just been opened."""
        key = (site.served.url, who, has_script)
        if key not in self.kept:
            page = self.kept[key] = self.new(site, who, java_script_enabled=has_script)
            page.on("dialog", lambda dialog: dialog.accept())
        page = self.kept[key]
        page.set_viewport_size(DESK)
        page.emulate_media(
            media="screen",
            color_scheme="light",
            forced_colors="none",
            reduced_motion="no-preference",
        )
        return page

    def rise(self) -> list[str]:
        """End a test; return what the browsers complained about in it."""
        for context in self.fresh:
            context.close()
        self.fresh.clear()
        wrongs = [wrong for watch in self.watches for wrong in watch.wrongs]
        for watch in self.watches:
            watch.wrongs.clear()
        return [wrong for wrong in wrongs if ON_PURPOSE not in wrong]


@pytest.fixture(scope="session")
def _seats(browser: Browser) -> Iterator[Seats]:
    seats = Seats(browser)
    yield seats
    for page in seats.kept.values():
        page.context.close()


@pytest.fixture
def seats(_seats: Seats) -> Iterator[Seats]:
    """Pages of the two sites; whatever a browser complains about in them fails the test."""
    yield _seats
    wrongs = _seats.rise()
    assert not wrongs, "\n".join(wrongs)

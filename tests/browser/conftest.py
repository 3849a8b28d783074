"""Two running sites for all tests here, which only look at them, and watched browsers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from deliberate import create_app
from tests.browser.furnishing import Site, demo_settings, furnish, leave_empty
from tests.support.applications import SECRET_KEY, close
from tests.support.browsers import PATIENCE_MS, Watch
from tests.support.databases import NewDatabase
from tests.support.ports import HERE, free_port
from tests.support.servers import SERVE, Served, running

Furnish = Callable[[Any, Served], Site]
Visit = Callable[..., Page]


@contextmanager
def _site(
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
        _site(url, tmp_path_factory.mktemp("full"), furnish, demo_settings) as site,
    ):
        yield site


@pytest.fixture(scope="session")
def empty_site(
    new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site on its first day, without a name, a telephone number or a text."""
    with (
        new_database() as url,
        _site(url, tmp_path_factory.mktemp("empty"), leave_empty, lambda _url: {}) as site,
    ):
        yield site


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Opens a page of a site as somebody: `visit(site, who, **options of the context)`.

    Whatever the browser complains about, or asks of another server, fails the test.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(site: Site, who: str = "visitor", **options: Any) -> Page:
        context = browser.new_context(base_url=site.served.url, **options)
        context.set_default_timeout(PATIENCE_MS)
        context.add_cookies(site.cookies(who))  # type: ignore[arg-type]
        watch = Watch(site.served.url)
        watch.over(context)
        opened.append((context, watch))
        return context.new_page()

    yield open_page
    for context, _watch in opened:
        context.close()
    wrongs = [wrong for _context, watch in opened for wrong in watch.wrongs]
    assert not wrongs, "\n".join(wrongs)

"""A real browser. It may ask only our server, and its console must stay silent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from deliberate.domain.actors import Actor
from tests.support.requirements import absent
from tests.support.servers import AppServer
from tests.support.sessions import session_cookie, session_token

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
PATIENCE_MS = 10_000
REFUSAL = re.compile(r"Failed to load resource: .* status of 4\d\d")
"""What the console says of an answer such as 404 or 422; a page may be one, a file may not."""

NewPage = Callable[..., Page]
SignIn = Callable[[Page, Actor | str], None]


def program() -> Path | None:
    """Return the browser of this machine, None where there is none."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return Path(found) if found else None


class Watch:
    """Everything that a browser did which no page of ours may make it do."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.wrongs: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._said)
        context.on("weberror", lambda error: self.wrongs.append(f"script: {error.error}"))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != (
            self.origin
        ):
            self.wrongs.append(f"asked another server: {url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        address = message.location.get("url", "")
        if REFUSAL.match(message.text) and "/static/" not in address:
            return
        self.wrongs.append(f"console: {message.text} ({address})")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; each test has contexts of its own."""
    executable = program()
    if executable is None:
        absent("Chromium (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


def _pages(browser: Browser, url: str) -> Iterator[NewPage]:
    watch = Watch(url)
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        options.setdefault("locale", "ko-KR")
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=url, **options)
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not watch.wrongs, "\n".join(watch.wrongs)


@pytest.fixture
def new_page(browser: Browser, server: AppServer) -> Iterator[NewPage]:
    """Opens pages on `server`; takes the options of a browser context.

    For example `new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})`.
    """
    yield from _pages(browser, server.url)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A wide page in Korean with JavaScript."""
    return new_page()


@pytest.fixture
def new_demo_page(browser: Browser, demo_server: Any) -> Iterator[NewPage]:
    """Opens pages on `demo_server`, which tests only read."""
    yield from _pages(browser, demo_server.url)


@pytest.fixture
def sign_in(server: AppServer) -> SignIn:
    """Signs a page's browser in on `server`, as an actor or the owner of an address."""

    def enter(page: Page, who: Actor | str) -> None:
        name, value = session_cookie(server.app, session_token(server.app, who))
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])

    return enter

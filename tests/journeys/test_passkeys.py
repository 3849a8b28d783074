"""A passkey in Chromium with a virtual authenticator: made, used, and of no use elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import update

from deliberate.persistence.database import transaction
from deliberate.persistence.models.participants import WebSession
from tests.factories.frameworks import Drafted
from tests.factories.given import Given
from tests.support.applications import SECRET_KEY, MakeApp
from tests.support.ports import HERE, free_port
from tests.support.servers import SERVE, AppServer, running
from tests.support.sessions import session_cookie, session_token

STEPS = "/en/account/second-step"
ROLES = "/en/frameworks/care/roles"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def app(make_app: MakeApp, port: int) -> Flask:
    """The application under a name: a passkey cannot be bound to a bare address."""
    return make_app(public_url=f"http://localhost:{port}")


@pytest.fixture
def named(app: Flask, port: int, tmp_path: Path, database_url: str) -> Iterator[AppServer]:
    """The shipped server, reached as localhost."""
    yield from _served(app, port, tmp_path, database_url, public_port=port)


def _served(
    app: Flask, port: int, folder: Path, database_url: str, public_port: int
) -> Iterator[AppServer]:
    served = AppServer(f"http://{HERE}:{port}", folder / f"server{port}.log", app)
    settings = {
        "instance": str(folder / "instance"),
        "database_url": database_url,
        "secret_key": SECRET_KEY,
        "public_url": f"http://localhost:{public_port}",
        "workers": "1",
        "page_seconds": "0",
    }
    with running([sys.executable, "-c", SERVE, HERE, str(port)], served, settings, folder):
        yield served


@pytest.fixture
def made(given: Given) -> Drafted:
    return given.draft(slug="care")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="en-GB")
    yield context
    context.close()


def _enter(app: Flask, context: BrowserContext, who: Any) -> None:
    name, value = session_cookie(app, session_token(app, who))
    context.add_cookies([{"name": name, "value": value, "url": "http://localhost"}])
    _wait_again(app)


def _wait_again(app: Flask) -> None:
    """Let every session be as after a plain sign-in."""
    with app.app_context(), transaction() as session:
        session.execute(update(WebSession).values(confirmed_at=None))


def _with_authenticator(context: BrowserContext) -> Page:
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


@pytest.fixture
def page(app: Flask, named: AppServer, port: int, made: Drafted, context: BrowserContext) -> Page:
    """The page of an official who has just made a passkey."""
    assert named.app is app
    _enter(app, context, made.official)
    page = _with_authenticator(context)
    page.goto(f"http://localhost:{port}{STEPS}")
    page.get_by_label("A name for it").fill("office key")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    return page


def test_a_passkey_is_made_and_lets_an_official_go_on(app: Flask, page: Page, port: int) -> None:
    _wait_again(app)
    page.goto(f"http://localhost:{port}{ROLES}")
    expect(page.get_by_role("heading", name="Show that it is you")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", name="Who does what")).to_be_visible()


def test_a_passkey_carries_a_form_with_what_was_written(app: Flask, page: Page, port: int) -> None:
    page.goto(f"http://localhost:{port}{ROLES}")
    page.get_by_label("The person's e-mail address").fill("new@example.org")
    _wait_again(app)
    page.get_by_role("button", name="Give the role").click()
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_text("new@example.org")).to_be_visible()


def test_a_passkey_of_another_origin_fails(
    app: Flask, page: Page, port: int, tmp_path: Path, database_url: str
) -> None:
    """A copied page on another port: the browser names its origin, and the site refuses it."""
    _wait_again(app)
    other = free_port()
    for _copy in _served(app, other, tmp_path, database_url, public_port=port):
        page.goto(f"http://localhost:{other}/en/account/confirm")
        page.get_by_role("button", name="Use your passkey").click()
        expect(page.get_by_text("That did not work.").first).to_be_visible()


def test_a_foreign_site_gets_no_answer_from_the_device(page: Page, named: AppServer) -> None:
    """On a host of another name the browser itself refuses to ask for the key."""
    page.goto(f"{named.url}/en/")
    refused = page.evaluate(
        """async () => {
            const challenge = new Uint8Array(32);
            try {
                await navigator.credentials.get({publicKey: {challenge, rpId: "localhost"}});
                return "answered";
            } catch (error) { return error.name; }
        }"""
    )
    assert refused == "SecurityError"

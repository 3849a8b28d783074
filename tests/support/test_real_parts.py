"""The parts that other tests stand on work, and fail where they must."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from contextlib import closing
from email.message import EmailMessage
from urllib.request import urlopen

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from sqlalchemy import text

from deliberate.domain.actors import Role
from deliberate.persistence.database import db
from deliberate.persistence.queries.accounts import actor_by_address
from tests.factories.given import Given
from tests.support import guards
from tests.support.applications import ClientAs
from tests.support.browsers import SignIn, Watch
from tests.support.mail import MailServer
from tests.support.ports import free_port
from tests.support.servers import AppServer, Served

pytestmark = pytest.mark.slow


def _accounts() -> int:
    return int(db.session.scalar(text("SELECT count(*) FROM account")) or 0)


@pytest.mark.parametrize("_turn", [1, 2])
def test_each_test_has_a_database_of_its_own(app_context: Flask, given: Given, _turn: int) -> None:
    assert _accounts() == 0
    given.person()
    assert _accounts() == 1


def test_the_database_is_the_one_that_was_asked_for(app_context: Flask, database_kind: str) -> None:
    assert db.engine.dialect.name == database_kind


def test_a_framework_is_there_whole(given: Given) -> None:
    made = given.framework(sections=2, clauses=3)
    assert len(made.clause_refs) == 6
    assert made.official.has_role(Role.OFFICIAL, made.ref)


def test_an_organisation_has_a_delegate(app: Flask, given: Given) -> None:
    delegate = given.person(address="delegate@example.org")
    ref = given.organisation(delegate)
    with app.app_context():
        found = actor_by_address("delegate@example.org")
    assert found is not None
    assert ref in found.organisations


def test_a_client_can_be_signed_in(given: Given, client: FlaskClient, client_as: ClientAs) -> None:
    person, (guest, _code) = given.person(), given.guest()
    assert client.get("/ko/account").status_code == 303
    assert client_as(person).get("/ko/account").status_code == 200
    assert client_as(guest).get("/ko/account").status_code == 303


def test_mail_arrives(mail_server: MailServer) -> None:
    message = EmailMessage()
    message["From"], message["To"] = "a@example.org", "b@example.org"
    message.set_content("안녕하세요")
    with smtplib.SMTP("127.0.0.1", int(mail_server.url.rpartition(":")[2])) as connection:
        connection.send_message(message)
    assert "안녕하세요" in mail_server.wait_for("b@example.org").get_content()


def test_the_shipped_server_answers_from_the_tests_database(
    server: AppServer, given: Given
) -> None:
    made = given.framework(slug="served")
    with urlopen(f"{server.url}/ko/frameworks/{made.slug}") as answer:
        assert answer.status == 200


def test_the_demo_answers(demo_server: Served) -> None:
    with urlopen(f"{demo_server.url}/ko/frameworks") as answer:
        assert answer.status == 200


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_browser_can_be_signed_in(
    new_page: Callable[..., Page], sign_in: SignIn, given: Given, java_script_enabled: bool
) -> None:
    page = new_page(java_script_enabled=java_script_enabled)
    sign_in(page, given.person())
    page.goto("/ko/account")
    assert page.url.endswith("/ko/account")


@pytest.fixture
def elsewhere() -> str:
    return f"http://127.0.0.1:{free_port()}"


def test_a_browser_that_asks_another_server_is_seen(
    browser: Browser, server: AppServer, elsewhere: str
) -> None:
    watch = Watch(server.url)
    with closing(browser.new_context(base_url=server.url, bypass_csp=True)) as context:
        watch.over(context)
        page = context.new_page()
        page.goto("/ko/help")
        page.evaluate(f"fetch('{elsewhere}/pixel.gif').catch(() => null)")
        page.evaluate("console.error('가나다')")
    assert any(elsewhere in wrong for wrong in watch.wrongs)
    assert any("가나다" in wrong for wrong in watch.wrongs)


def test_pure_layers_cannot_reach_a_database(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    tests = request.config.rootpath / "tests"
    assert guards.is_pure(tests / "domain" / "text" / "test_merge.py")
    assert not guards.is_pure(tests / "services" / "test_domain.py")
    db.session.remove()
    with monkeypatch.context() as closed:
        guards.close_databases(closed)
        with pytest.raises(AssertionError, match="must not touch a database"):
            _accounts()


SKIPPING = """
import pytest

def test_without_browser() -> None:
    pytest.skip("no browser")

@pytest.mark.shared_data
def test_without_data() -> None:
    pytest.skip("no data")
"""


@pytest.mark.parametrize(("everything", "failed", "skipped"), [("1", 1, 1), ("", 0, 2)])
def test_skips_fail_where_everything_must_run(
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
    everything: str,
    failed: int,
    skipped: int,
) -> None:
    monkeypatch.setenv("CI", "")
    monkeypatch.setenv("DELIBERATE_TESTS_REQUIRE_ALL", everything)
    pytester.makeini("[pytest]\nmarkers = shared_data: data")
    pytester.makeconftest(
        "from tests.conftest import pytest_runtest_makereport as pytest_runtest_makereport"
    )
    pytester.makepyfile(SKIPPING)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=failed, skipped=skipped)

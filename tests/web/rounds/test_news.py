"""Mail about rounds: asking for it, ending it, and what it says when it arrives."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from deliberate.domain.localized import Locale
from deliberate.jobs.clock import ClockGuard
from deliberate.jobs.worker import act_by_the_clock, deliver_owed_mail
from deliberate.persistence.database import transaction
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import Account
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs, MakeApp
from tests.support.mail import MailServer

SITE = "https://deliberate.example"
LAST = timedelta(days=2)
SECONDS = 1_000.0


@pytest.fixture
def app(make_app: MakeApp, mail_server: MailServer) -> Flask:
    """The application, whose mail goes to `mail_server`."""
    return make_app(mail_url=mail_server.url, public_url=SITE)


def work(app: Flask, moment: datetime) -> None:
    """Let the worker look once, at this moment, and deliver everything it finds."""
    act_by_the_clock(app, ClockGuard(moment, SECONDS), moment, SECONDS)
    with app.app_context(), transaction() as session:
        session.execute(update(OutboxMessage).values(due_at=moment - timedelta(days=9_999)))
    deliver_owed_mail(app)


def english(app: Flask, made: Round) -> None:
    with app.app_context(), transaction() as session:
        official = Account.ref == made.staff.official.account_ref
        session.execute(update(Account).where(official).values(locale=Locale.EN))


def mails_to(server: MailServer, made: Round) -> list[EmailMessage]:
    address = made.framework.official_address
    return [each for each in server.messages if each["To"] == address]


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_three_mails_tell_of_a_round_in_the_language_of_the_reader(
    given: Given, app: Flask, mail_server: MailServer, now: datetime, locale: str
) -> None:
    made = given.round()
    if locale == "en":
        english(app, made)
    for moment in (now, made.closes_at - LAST, made.closes_at + timedelta(seconds=31)):
        work(app, moment)
        work(app, moment)
    mails = mails_to(mail_server, made)
    said = {
        "ko": ["참여가 시작되었어요", "곧 마감해요", "집계가 끝났어요"],
        "en": ["Open now", "Closes soon", "Counted"],
    }[locale]
    assert [str(each["Subject"]).partition(":")[0] for each in mails] == said
    opening = mails[0].get_content()
    assert f"{SITE}/{locale}/rounds/{made.ref}" in opening.splitlines()
    assert ("대한민국" in opening) == (locale == "ko")
    assert {each["Content-Language"] for each in mails} == {locale}


def test_the_way_out_of_a_mail_works_without_a_sign_in_and_only_by_the_button(
    given: Given, app: Flask, client: FlaskClient, mail_server: MailServer, now: datetime
) -> None:
    made = given.round()
    work(app, now)
    (mail,) = mails_to(mail_server, made)
    stop = urlsplit(re.findall(rf"{SITE}/\S+/news/stop/\S+", mail.get_content())[0]).path
    assert mail["List-Unsubscribe"] == f"<{SITE}{stop}>"
    for _ in range(2):
        assert client.get(stop, base_url=SITE).status_code == 200
    work(app, made.closes_at - LAST)
    assert len(mails_to(mail_server, made)) == 2
    assert client.post(stop, base_url=SITE).status_code == 200
    work(app, made.closes_at + timedelta(seconds=31))
    assert len(mails_to(mail_server, made)) == 2
    assert client.post(stop[:-1], base_url=SITE).status_code == 410


def test_a_participant_asks_for_the_mails_and_ends_them(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    made = given.round()
    address = f"/en/frameworks/{made.framework.slug}/news"
    person = client_as(given.person())
    assert "You get no such mails" in person.get(address).text
    assert made.framework.slug not in person.get("/en/account").text
    for wanted, said in (("yes", "You get these mails"), ("no", "You get no such mails")):
        assert person.post(address, data={"wanted": wanted}).location == address
        assert said in person.get(address).text
    assert address in person.get("/en/account").text
    assert client.get(address).location.startswith("/en/sign-in")
    assert person.get("/en/frameworks/nothing-here/news").status_code == 404


def test_a_mail_server_that_is_down_loses_and_doubles_nothing(
    given: Given, make_app: MakeApp, mail_server: MailServer, now: datetime
) -> None:
    made = given.round()
    down = make_app(mail_url="smtp://127.0.0.1:9", public_url=SITE)
    for _ in range(3):
        work(down, now)
    assert mail_server.messages == []
    work(make_app(mail_url=mail_server.url, public_url=SITE), now)
    assert len(mails_to(mail_server, made)) == 1

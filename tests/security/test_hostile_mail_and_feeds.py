"""Test 8 of the trust table, away from the pages: mails, the feed, one's own data as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from deliberate import paths
from deliberate.domain.actors import WORKER
from deliberate.domain.round_news import RoundNews
from deliberate.jobs.mail import compose
from deliberate.persistence.database import db, now
from deliberate.services import accounts, round_news
from deliberate.services.outbox import claim_mail, settle_mail
from tests.security.hostile_site import MIGHTY, HostileSite
from tests.security.payloads import MARK
from tests.security.visiting import Found, visitor
from tests.support.ports import HERE

ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = {"feed", "title", "id", "link", "author", "name", "updated", "entry", "summary"}
HEADERS = {
    *("From", "To", "Subject", "Message-ID", "Auto-Submitted", "List-Unsubscribe"),
    *("Content-Type", "Content-Transfer-Encoding", "Content-Language", "MIME-Version"),
}
WITHOUT_A_TEXT = {"second_step_changed", "address_taken"}
"""Mails that say nothing but fixed words, and are not owed on the site."""


@pytest.fixture(scope="module")
def mails(hostile: HostileSite) -> dict[str, list[EmailMessage]]:
    """Every mail that the site owes, as it would be sent, by template."""
    app = hostile.site.app
    found: dict[str, list[EmailMessage]] = {}
    with app.app_context():
        later = hostile.running.closes_at - timedelta(hours=1)
        _owe(hostile)
        while mail := claim_mail(later):
            message = compose(mail, app.extensions["settings"])
            found.setdefault(mail.template, []).append(message)
            settle_mail(mail.ref, now())
        db.session.remove()
    return found


def _owe(hostile: HostileSite) -> None:
    held, over = hostile.running.ref, hostile.more["told"]
    last_days = hostile.running.closes_at - timedelta(hours=1)
    told = ((held, RoundNews.LAST_DAYS, last_days), (over, RoundNews.RESULT, now()))
    for ref, news, moment in told:
        while round_news.owe_round_news(WORKER, ref, news, moment):
            pass
    accounts.ask_for_link(hostile.words.marks["account address"], "ko", now())


def test_every_kind_of_mail_is_looked_at(mails: dict[str, list[EmailMessage]]) -> None:
    templates = {path.stem for path in (paths.TEMPLATES / "emails").glob("[a-z]*.txt")}
    assert set(mails) == templates - WITHOUT_A_TEXT


def test_mails_are_plain_text_with_our_headers_alone(
    mails: dict[str, list[EmailMessage]], hostile: HostileSite
) -> None:
    """Plain text takes a text as it is, also what would be markup elsewhere."""
    said = ""
    for message in (each for some in mails.values() for each in some):
        assert message.get_content_type() == "text/plain"
        assert not message.is_multipart()
        assert set(message.keys()) <= HEADERS
        assert "\n" not in str(message["Subject"])
        said += message.get_content()
    assert hostile.words.marks["round title"] in said
    assert hostile.words.marks["new address"] in said


def test_a_mail_in_a_browser_shows_words(
    mails: dict[str, list[EmailMessage]], hostile: HostileSite, browser: Browser
) -> None:
    found = Found(hostile.words.marks)
    with visitor(browser, hostile.site.served.url, found, bypass_csp=True) as window:
        for template, (message, *_) in mails.items():
            kind = str(message["Content-Type"])
            body = str(message["Subject"]) + "\n" + message.get_content()
            window.show(f"/{template}", body, kind)
    assert not found.wrongs, "\n".join(found.wrongs)
    assert {"round title", "new address"} <= set(found.seen)


def _texts(feed: ET.Element) -> Iterator[str]:
    for element in feed.iter():
        name = element.tag.removeprefix(ATOM)
        assert name in ELEMENTS
        assert set(element.attrib) <= ({"rel", "href"} if name == "link" else set())
        assert not any(MARK.search(value) for value in element.attrib.values())
        yield element.text or ""


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_feed_holds_texts_as_text(hostile: HostileSite, browser: Browser, lang: str) -> None:
    found, path = Found(hostile.words.marks), f"/{lang}/journal.atom"
    client = hostile.site.app.test_client()
    answer = client.get(path, base_url=hostile.site.served.url)
    found.read("\n".join(_texts(ET.fromstring(answer.data))))
    assert {"schedule reason", "cancelling reason"} <= set(found.seen)
    with visitor(browser, hostile.site.served.url, found, bypass_csp=True) as window:
        window.show(path, answer.text, "text/xml")  # as feed readers do; Chromium would save it
    assert not found.wrongs, "\n".join(found.wrongs)


def test_ones_own_data_is_a_file_and_no_page(hostile: HostileSite) -> None:
    client = hostile.site.app.test_client()
    for cookie in hostile.site.cookies(MIGHTY):
        client.set_cookie(cookie["name"], cookie["value"], domain=HERE)
    answer = client.get("/ko/mine/data/file", base_url=hostile.site.served.url)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert MARK.search(json.dumps(answer.json))

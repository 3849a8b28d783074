"""Test 9 of the trust table, mail: whatever a text says, it stays inside its own header or body."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from flask import Flask

from deliberate import paths
from deliberate.config import Settings
from deliberate.domain.localized import LOCALES
from deliberate.jobs.mail import compose
from deliberate.jobs.news import tell_round_news
from deliberate.jobs.worker import deliver_owed_mail
from deliberate.persistence.database import now
from deliberate.services.outbox import OwedMail
from deliberate.services.rounds import announce_round
from tests.factories.given import Given
from tests.factories.rounds import set_up
from tests.support.applications import ClientAs, MakeApp
from tests.support.mail import MailServer
from tests.web.shared.form_places import make_places
from tests.web.shared.forms_sent import FIELDS, MIGHTY
from tests.web.shared.test_bad_input import address as address_of

READER = "reader@example.org"
VICTIM = "victim@evil.example"
BREAKS = (
    "\r\n",
    "\n",
    "\r",
    "\n\n",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
    "%0d%0a",
    "\\r\\n",
    "\x00\r\n",
)
"""What some program or other takes for the end of a line."""
HOSTILE = (
    *(f"Words{each}Bcc: {VICTIM}{each}Subject: other{each}{each}body" for each in BREAKS),
    f"=?utf-8?q?Words=0D=0ABcc:_{VICTIM.replace('@', '=40')}=0D=0A=0D=0Abody?=",
    "=?utf-8?b?V29yZHMNCkJjYzogdmljdGltQGV2aWwuZXhhbXBsZQ0KDQpib2R5?=",
    f"Words, {VICTIM} <{VICTIM}>",
    "Words " * 200,
    "말" * 500 + "\r\nBcc: " + VICTIM,
)
HEADERS = {
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "Content-Language",
}
TEMPLATES = sorted(
    path.stem for path in (paths.TEMPLATES / "emails").glob("*.txt") if path.stem[0] != "_"
)
OURS = {
    "side": "OLD",
    "role": "moderator",
    "closes_at": "2030-01-02T03:04:05+00:00",
    "account": "abcdefghij",
    "framework": "abcdefghij",
}
"""What is never anybody's words."""
WORDS = (
    "link",
    "change",
    "kind",
    "result",
    "decision",
    "action",
    "new_address",
    "round",
    "title_ko",
    "title_en",
)
ADDRESSES = {
    "participants.ask_for_link": "address",
    "participants.sign_in_with_password": "address",
    "participants.ask_for_address": "new_address",
    "participants.grant_role": "address",
    "participants.name_delegate": "address",
    "participants.propose_operator": "address",
    "participants.close_account": "account",
    "participants.reopen_account": "account",
}


def as_received(message: EmailMessage) -> EmailMessage:
    """Return a mail as another program reads it from the wire."""
    found = message_from_bytes(bytes(message), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def ensure_ours(mail: EmailMessage, reader: str = READER) -> None:
    """Check that a mail has our headers once each, one reader, and a body that is text."""
    names = [name for name in mail if name != "List-Unsubscribe"]
    assert sorted(names) == sorted(HEADERS), names
    to = [found for _, found in getaddresses(mail.get_all("To", []))]
    assert to == [reader]
    assert not mail.defects
    assert not mail.is_multipart()
    subject = str(mail["Subject"])
    assert subject.strip()
    assert len(subject.splitlines()) == 1, subject


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_fact_of_a_mail_becomes_a_header(
    app: Flask, settings: Settings, template: str, locale: str
) -> None:
    """Test 9: every template with hostile words in every fact, as it goes over the wire."""
    for hostile in HOSTILE:
        facts = {**OURS, **dict.fromkeys(WORDS, hostile)}
        with app.app_context():
            mail = compose(OwedMail("ref", template, locale, READER, facts), settings)
        ensure_ours(as_received(mail))


def test_every_address_that_is_asked_for_is_tried(app: Flask) -> None:
    named = {"address", "new_address", "account"}
    assert {each for each, fields in FIELDS.items() if named & set(fields)} == set(ADDRESSES)


def test_no_address_brings_a_second_reader(
    make_app: MakeApp, app: Flask, given: Given, client_as: ClientAs, mail_server: MailServer
) -> None:
    """Test 9: what is typed as an address is one address, or is refused."""
    sending = make_app(mail_url=mail_server.url)
    places = make_places(app, given)
    mighty = client_as(MIGHTY)
    deliver_owed_mail(sending)
    mail_server.messages.clear()
    good = "someone@example.org"
    typed = [
        *(f"{good}{each}Bcc: {VICTIM}" for each in BREAKS),
        *(f"{good}{each}" for each in (f",{VICTIM}", f";{VICTIM}", f" {VICTIM}", f"<{VICTIM}>")),
        f'"{VICTIM}," <{good}>',
        f"=?utf-8?q?{VICTIM}?= <{good}>",
        f'"a\r\nBcc: {VICTIM}"@example.org',
        f"(a comment){good}",
    ]
    for endpoint, name in ADDRESSES.items():
        url = address_of(app, endpoint, places)
        for each in typed:
            sent = {**places.filled(endpoint), name: each}
            assert mighty.post(url, data=sent).status_code < 500, (endpoint, each)
    deliver_owed_mail(sending)
    for mail in mail_server.messages:
        assert VICTIM not in str(mail["To"])
        ensure_ours(mail, str(mail["To"]))


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_a_rounds_title_stays_a_title_all_the_way(
    make_app: MakeApp,
    app: Flask,
    given: Given,
    client_as: ClientAs,
    mail_server: MailServer,
    hostile: str,
) -> None:
    """Test 9: typed into the form by an official, announced, owed and sent by SMTP."""
    sending = make_app(mail_url=mail_server.url)
    framework = given.framework()
    moment = now()
    with app.app_context():
        made = set_up(framework, moment)
    words = {
        f"{name}_{code}": hostile[:190] for name in ("title", "description") for code in LOCALES
    }
    official = client_as(made.staff.official)
    assert official.post(f"/ko/rounds/{made.ref}/setup/words", data=words).status_code == 303
    with app.app_context():
        announce_round(made.staff.official, made.ref, moment)
    owed = tell_round_news(sending, now())
    assert deliver_owed_mail(sending) == owed > 0
    for mail in mail_server.messages:
        ensure_ours(mail, str(mail["To"]))

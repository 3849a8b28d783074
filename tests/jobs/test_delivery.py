"""Owed mail reaches a real server: in the reader's language, once, and is then forgotten."""

from __future__ import annotations

import logging
import re
import stat
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select, update

from deliberate.domain.credentials import open_link_token
from deliberate.jobs.mail import compose
from deliberate.jobs.worker import TIDY_EVERY, deliver_owed_mail, tidy
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.journal import owe_mail
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.services.outbox import OwedMail
from tests.jobs.servers import Refusing, certificate, with_password
from tests.services.at_once import at_once
from tests.support.applications import SECRET_KEY, MakeApp
from tests.support.mail import MailServer
from tests.support.ports import HERE, free_port

ADDRESS = "someone@example.org"
SITE = "https://deliberate.example"
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def app(make_app: MakeApp, mail_server: MailServer) -> Flask:
    """The application, whose mail goes to `mail_server`."""
    return make_app(mail_url=mail_server.url, public_url=SITE, mail_from="마당 <no-reply@a.org>")


def ask(app: Flask, locale: str = "ko", address: str = ADDRESS) -> None:
    answer = app.test_client().post(f"/{locale}/sign-in/link", data={"address": address})
    assert answer.status_code == 200


def kept(app: Flask) -> list[OutboxMessage]:
    with app.app_context():
        return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def make_due(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.execute(update(OutboxMessage).values(due_at=now() - timedelta(seconds=1)))


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_mailed_link_signs_in_and_the_mail_is_forgotten(
    app: Flask, mail_server: MailServer, locale: str
) -> None:
    ask(app, locale)
    assert deliver_owed_mail(app) == 1
    (mail,) = mail_server.messages
    assert mail["To"] == ADDRESS
    assert "no-reply@a.org" in str(mail["From"])
    assert mail["Content-Language"] == locale
    assert mail["Auto-Submitted"] == "auto-generated"
    assert str(mail["Subject"]).strip()
    (link,) = LINK.findall(mail.get_content())
    assert link.startswith(f"{SITE}/{locale}/sign-in/link/")
    client, base = app.test_client(), SITE
    assert client.get(urlsplit(link).path, base_url=base).status_code == 200
    assert client.post(urlsplit(link).path, base_url=base).status_code == 303
    assert client.get(f"/{locale}/account", base_url=base).status_code == 200
    (row,) = kept(app)
    assert row.sent_at is not None
    assert (row.facts, row.address) == ("{}", "")
    assert deliver_owed_mail(app) == 0
    assert len(mail_server.messages) == 1


def test_the_link_in_the_mail_is_sealed_and_not_stored(app: Flask, mail_server: MailServer) -> None:
    ask(app)
    facts = kept(app)[0].facts
    deliver_owed_mail(app)
    (link,) = LINK.findall(mail_server.messages[0].get_content())
    token = link.rpartition("/")[2]
    assert open_link_token(token, SECRET_KEY) in facts
    assert token not in facts


INJECTED = (
    "a@example.org\nBcc: all@example.org",
    "a@example.org\r\nBcc: all@example.org",
    "a@example.org\r\n\r\nText of someone else",
)


@pytest.mark.parametrize("address", INJECTED)
def test_no_header_can_be_injected_and_other_mail_still_goes(
    app: Flask, mail_server: MailServer, address: str
) -> None:
    refused = app.test_client().post("/ko/sign-in/link", data={"address": address})
    assert refused.status_code == 422
    assert kept(app) == []
    with app.app_context(), transaction() as session:
        owe_mail(session, "sign_in_link", address, "ko", {"link": "abc"}, now())
    with pytest.raises(ValueError, match=r"linefeed|newline|control"):
        deliver_owed_mail(app)
    ask(app)
    assert deliver_owed_mail(app) == 1
    assert [str(mail["To"]) for mail in mail_server.messages] == [ADDRESS]
    assert mail_server.messages[0]["Bcc"] is None


def test_an_address_in_hangul_is_written_to(app: Flask, mail_server: MailServer) -> None:
    ask(app, address="하늘@example.org")
    assert deliver_owed_mail(app) == 1
    assert len(mail_server.messages) == 1


def test_while_the_server_is_down_mail_is_kept_and_goes_later_once(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    app = make_app(mail_url=f"smtp://{HERE}:{port}")
    ask(app)
    with caplog.at_level(logging.DEBUG):
        assert deliver_owed_mail(app) == 0
        assert deliver_owed_mail(app) == 0
    assert ADDRESS not in caplog.text
    assert kept(app)[0].ref in caplog.text
    (row,) = kept(app)
    assert (row.attempts, row.sent_at, row.address) == (1, None, ADDRESS)
    assert row.due_at > now() + timedelta(seconds=30)
    server = MailServer(port)
    controller = Controller(server, hostname=HERE, port=port)
    controller.start()
    try:
        make_due(app)
        assert deliver_owed_mail(app) == 1
        assert deliver_owed_mail(app) == 0
    finally:
        controller.stop()
    assert len(server.messages) == 1
    assert f"<{row.ref}@" in str(server.messages[0]["Message-ID"])


@pytest.mark.parametrize("answer", ["450 later", "550 nobody", "421 closing"])
def test_a_mail_that_is_refused_stays_owed(make_app: MakeApp, answer: str) -> None:
    with Refusing(answer).running() as url:
        app = make_app(mail_url=url)
        ask(app)
        assert deliver_owed_mail(app) == 0
    (row,) = kept(app)
    assert (row.sent_at, row.address) == (None, ADDRESS)


def test_two_workers_at_once_send_each_mail_once(app: Flask, mail_server: MailServer) -> None:
    for number in range(6):
        ask(app, address=f"person{number}@example.org")

    def work() -> int:
        return deliver_owed_mail(app)

    assert sum(at_once(app, work, work)) == 6
    sent = sorted(str(mail["To"]) for mail in mail_server.messages)
    assert sent == [f"person{number}@example.org" for number in range(6)]


def test_a_mail_keeps_its_message_id_at_every_attempt(app: Flask) -> None:
    mail = OwedMail("abc", "sign_in_link", "ko", ADDRESS, {"link": "x"})
    with app.app_context():
        settings = app.extensions["settings"]
        first, second = compose(mail, settings), compose(mail, settings)
    assert first["Message-ID"] == second["Message-ID"] == "<abc@deliberate.example>"


@pytest.fixture
def proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate for this machine, which this process trusts."""
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


NAME, PASSWORD = "mail user", "p@ss/word"
USER = f"{quote(NAME, safe='')}:{quote(PASSWORD, safe='')}"


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_password_is_given_to_a_proven_server(
    make_app: MakeApp, proof: Path, scheme: str
) -> None:
    with with_password(NAME, PASSWORD, proof, scheme) as (server, port):
        app = make_app(mail_url=f"{scheme}://{USER}@localhost:{port}")
        ask(app)
        assert deliver_owed_mail(app) == 1
    assert len(server.messages) == 1
    assert server.seen == [(NAME, PASSWORD)]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_password_is_never_given_to_a_server_that_proves_nothing(
    make_app: MakeApp, tmp_path: Path, scheme: str
) -> None:
    with with_password(NAME, PASSWORD, certificate(tmp_path), scheme) as (server, port):
        app = make_app(mail_url=f"{scheme}://{USER}@localhost:{port}")
        ask(app)
        assert deliver_owed_mail(app) == 0
    assert server.messages == []
    assert server.seen == []


def test_a_password_is_never_sent_in_the_clear(make_app: MakeApp) -> None:
    with with_password(NAME, PASSWORD, None, "smtp") as (server, port):
        app = make_app(mail_url=f"smtp://{USER}@localhost:{port}")
        ask(app)
        assert deliver_owed_mail(app) == 0
    assert server.seen == []


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_mail_in_a_folder_is_readable_by_its_owner_alone(
    make_app: MakeApp, tmp_path: Path, locale: str
) -> None:
    folder = tmp_path / "우편 함" / "out"
    app = make_app(mail_url=f"file://{quote(str(folder))}")
    ask(app, locale)
    assert deliver_owed_mail(app) == 1
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"] == ADDRESS
    assert f"/{locale}/sign-in/link/" in mail.get_content()  # type: ignore[attr-defined]
    assert path.name == f"{kept(app)[0].ref}.eml"


def test_a_folder_that_cannot_be_written_keeps_the_mail_owed(
    make_app: MakeApp, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    app = make_app(mail_url=f"file://{tmp_path}/file/mail")
    ask(app)
    assert deliver_owed_mail(app) == 0
    assert kept(app)[0].address == ADDRESS


def test_what_is_over_is_forgotten_once_an_hour(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[object] = []
    monkeypatch.setattr("deliberate.jobs.worker.forget_expired", forgotten.append)
    first = tidy(app, None)
    assert tidy(app, first) == first
    assert len(forgotten) == 1
    assert tidy(app, first - TIDY_EVERY) >= first
    assert len(forgotten) == 2

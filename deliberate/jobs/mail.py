"""Mail: what it says, and the way it goes."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app, render_template

from deliberate.config import Settings
from deliberate.domain.actors import Role
from deliberate.domain.credentials import AddressSide, address_token, link_token, stop_token
from deliberate.domain.localized import LOCALES, pick
from deliberate.services.outbox import OwedMail
from deliberate.web.shared.labels import label
from deliberate.web.shared.locale import speaking

SMTP_PORT = 25
TIMEOUT_SECONDS = 20


class MailNotSent(Exception):
    """The mail could not be handed over; it stays owed."""


def compose(mail: OwedMail, settings: Settings) -> EmailMessage:
    """Put a mail into words, in the language of its reader; the first line is the subject."""
    with speaking(mail.locale):
        facts = _facts(mail, settings)
        text = render_template(f"emails/{mail.template}.txt", **facts, settings=settings)
    subject, _, body = text.partition("\n")
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = mail.address
    message["Subject"] = _in_one_line(subject)
    message["Message-ID"] = f"<{mail.ref}@{urlsplit(settings.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    if "stop_url" in facts:
        message["List-Unsubscribe"] = f"<{facts['stop_url']}>"
    message.set_content(body.lstrip("\n"))
    message["Content-Language"] = mail.locale
    return message


def _in_one_line(words: str) -> str:
    """Return words as a header can hold them, also those that are written like encoded ones.

    Python's `email` decodes "=?utf-8?q?…?=" where it is put in, and writes a line end in it as one.
    """
    return " ".join(words.replace("=?", "= ?").split())


def _facts(mail: OwedMail, settings: Settings) -> Mapping[str, Any]:
    """Add what must not be stored: sealed tokens are made only now."""
    key = str(current_app.secret_key)
    site = f"{settings.public_url.rstrip('/')}/{mail.locale}"
    facts: dict[str, Any] = {**mail.facts, "site": site}
    if "link" in facts:
        facts["url"] = f"{site}/sign-in/link/{link_token(facts['link'], key)}"
    if "change" in facts:
        token = address_token(facts["change"], AddressSide[facts["side"]], key)
        facts["url"] = f"{site}/account/address/{token}"
    if "role" in facts:
        facts["role_label"] = label(Role(facts["role"]))
    if "round" in facts:
        titles = {
            code.value: facts[f"title_{code}"] for code in LOCALES if f"title_{code}" in facts
        }
        facts["title"] = _in_one_line(pick(titles, mail.locale)[1])
        facts["closes_at"] = datetime.fromisoformat(facts["closes_at"])
        token = stop_token(facts["account"], facts["framework"], key)
        facts["stop_url"] = f"{site}/news/stop/{token}"
    return facts


def send(message: EmailMessage, settings: Settings) -> None:
    """Hand a mail over by SMTP, or put it into a folder; raises `MailNotSent`."""
    address = urlsplit(settings.mail)
    try:
        if address.scheme == "file":
            _put(message, Path(unquote(address.path)))
        else:
            _hand_over(message, address)
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent from error


def _put(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    handle = os.open(folder / f"{name}.eml", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(bytes(message))


def _hand_over(message: EmailMessage, address: SplitResult) -> None:
    with _connect(address) as connection:
        if address.username:
            connection.login(unquote(address.username), unquote(address.password or ""))
        connection.send_message(message)


def _connect(address: SplitResult) -> smtplib.SMTP:
    """Open a connection, encrypted wherever the server can; a password needs a proven server."""
    host, port = address.hostname or "localhost", address.port or SMTP_PORT
    proven = ssl.create_default_context()
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=proven)
    connection = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    try:
        connection.ehlo()
        if address.username or connection.has_extn("starttls"):
            connection.starttls(context=proven if address.username else None)
    except BaseException:
        connection.close()
        raise
    return connection

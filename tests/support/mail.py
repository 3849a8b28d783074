"""A real SMTP server that keeps what it is sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.support.ports import HERE, free_port

PAUSE_SECONDS = 0.02


class MailServer:
    """Accepts every mail, and keeps it."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://{HERE}:{port}"
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Keep one mail; called by the server."""
        message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 kept"

    def wait_for(self, address: str, number: int = 1, seconds: float = 10) -> EmailMessage:
        """Return the `number`th mail to an address, waiting for it at most `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = [each for each in self.messages if address in str(each["To"])]
            if len(found) >= number:
                return found[number - 1]
            time.sleep(PAUSE_SECONDS)
        raise AssertionError(f"no mail {number} to {address} among {len(self.messages)}")


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server for `DELIBERATE_MAIL_URL`; give `mail_server.url` to `make_app`."""
    port = free_port()
    server = MailServer(port)
    controller = Controller(server, hostname=HERE, port=port)
    controller.start()
    yield server
    controller.stop()

"""Background work beside the server, a round to take part in, and the words of the pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale, gettext

from deliberate.persistence.database import now as clock
from deliberate.web.shared.labels import label
from tests.factories import frameworks, rounds
from tests.factories.rounds import Round
from tests.support.applications import SECRET_KEY
from tests.support.mail import MailServer
from tests.support.servers import AppServer, environment, stop

Words = Callable[..., str]
OPEN_FOR = timedelta(days=3)


@pytest.fixture
def worker(server: AppServer, mail_server: MailServer, tmp_path: Path) -> Iterator[None]:
    """The worker that delivers mail, in a process of its own on the server's database."""
    settings = {
        "instance": str(tmp_path / "instance"),
        "database_url": server.app.config["SQLALCHEMY_DATABASE_URI"],
        "secret_key": SECRET_KEY,
        "public_url": server.url,
        "mail_url": mail_server.url,
    }
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "deliberate", "worker"],
            cwd=tmp_path,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    yield
    stop(process)
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said


@pytest.fixture
def held(app: Flask) -> Round:
    """A round that takes votes and comments from everybody since some days."""
    with app.app_context():
        began = clock() - OPEN_FOR
        return rounds.announced(frameworks.new_framework(began), began)


@pytest.fixture
def words(app: Flask) -> Words:
    """A message of the catalogue: `words("ko", "Sign in")`, with what it inserts; or a choice."""

    def say(lang: str, message: str, **facts: Any) -> str:
        with app.test_request_context(), force_locale(lang):
            if isinstance(message, StrEnum):
                return label(message)
            return str(gettext(message, **facts))

    return say

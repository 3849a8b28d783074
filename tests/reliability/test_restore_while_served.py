"""A restore while the service runs: it answers or says "in a moment", then shows what came back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from subprocess import run
from threading import Event
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from deliberate.config import Settings
from deliberate.domain.actors import Actor
from deliberate.persistence.database import DatabaseAway, give_up
from tests.factories import comments
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import SECRET_KEY
from tests.support.servers import AppServer, environment

READERS = 4
WARMING_UP = 100
"""Requests before anything happens: by then the driver has prepared its statements."""
PATIENCE_SECONDS = 120

pytestmark = pytest.mark.slow


def status(url: str) -> int:
    try:
        with urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


class Traffic:
    """People who read from the server, and one who writes from this process, until told to stop."""

    def __init__(self, server: AppServer, pages: list[str], made: Round, writer: Actor) -> None:
        self.server, self.pages, self.made, self.writer = server, pages, made, writer
        self.answers: Counter[int] = Counter()
        self.written = 0
        self.over, self.warm = Event(), Event()

    def read(self) -> None:
        while not self.over.is_set():
            for page in self.pages:
                self.answers[status(f"{self.server.url}{page}")] += 1
            if self.answers.total() >= WARMING_UP:
                self.warm.set()

    def write(self) -> None:
        while not self.over.is_set():
            with self.server.app.app_context():
                try:
                    comments.comment(self.writer, self.made, self.made.opens_at)
                    self.written += 1
                except DatabaseAway:
                    give_up()

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Let it flow, past the first requests and until the end of the block."""
        with ThreadPoolExecutor(READERS + 1) as pool:
            work: list[Future[None]] = [pool.submit(self.read) for _ in range(READERS)]
            work.append(pool.submit(self.write))
            try:
                assert self.warm.wait(PATIENCE_SECONDS)
                yield
            finally:
                self.over.set()
            for each in work:
                each.result(PATIENCE_SECONDS)


def deliberate(settings: Settings, url: str, *arguments: str) -> str:
    """Run a command in a process of its own, beside the server."""
    ours = {
        "instance": str(settings.instance),
        "database_url": url,
        "secret_key": SECRET_KEY,
    }
    done = run(
        [sys.executable, "-m", "deliberate", *arguments],
        env=environment(ours),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_while_a_backup_is_restored_nothing_fails_and_then_what_it_held_is_shown(
    server: AppServer, given: Given, database_url: str, tmp_path: Path
) -> None:
    settings: Settings = server.app.extensions["settings"]
    made = given.round(given.framework(slug="kept"))
    writer = given.person()
    file = tmp_path / "today.backup"
    deliberate(settings, database_url, "backup", str(file))
    later = given.framework(slug="later")
    pages = ["/en/", "/ko/frameworks/kept", f"/en/rounds/{made.ref}", "/en/frameworks/later"]
    assert [status(f"{server.url}{page}") for page in pages] == [HTTPStatus.OK] * 4
    traffic = Traffic(server, pages, made, writer)
    with traffic.flowing():
        deliberate(settings, database_url, "restore", str(file), "--yes")
        deliberate(settings, database_url, "backup", str(tmp_path / "tomorrow.backup"))
        written = traffic.written
    allowed = {HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE}
    assert set(traffic.answers) <= allowed, traffic.answers
    assert traffic.answers[HTTPStatus.NOT_FOUND]
    assert traffic.written > written > 0
    assert [status(f"{server.url}{page}") for page in pages[:3]] == [HTTPStatus.OK] * 3
    assert status(f"{server.url}/en/frameworks/{later.slug}") == HTTPStatus.NOT_FOUND
    assert status(f"{server.url}/readyz") == HTTPStatus.OK

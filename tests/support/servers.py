"""The server that we ship, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from flask import Flask

from deliberate.config import PREFIX
from tests.support.applications import SECRET_KEY, MakeApp
from tests.support.ports import HERE, free_port

START_SECONDS = 90
STOP_SECONDS = 10
PAUSE_SECONDS = 0.05
SERVE = (
    "import sys; from deliberate.commands.serving import serve; "
    "from deliberate.config import read_settings; "
    "serve(sys.argv[1], int(sys.argv[2]), read_settings())"
)


@dataclass(frozen=True)
class Served:
    """A running server and where it writes what it has to say."""

    url: str
    log_file: Path

    @property
    def log(self) -> str:
        """Everything that the server has said so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


@dataclass(frozen=True)
class AppServer(Served):
    """A server on the test's database; `app` is the same application in this process."""

    app: Flask


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with these settings and no other of ours."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**others, **{PREFIX + name.upper(): value for name, value in settings.items()}}


def is_ready(url: str) -> bool:
    """Whether the server answers and its database is what it needs."""
    try:
        with urlopen(f"{url}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def wait_until_ready(process: subprocess.Popen[bytes], served: Served) -> None:
    """Wait for the first good answer; fails with what the server said."""
    end = time.monotonic() + START_SECONDS
    while not is_ready(served.url):
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"the server did not start:\n{served.log}", pytrace=False)
        time.sleep(PAUSE_SECONDS)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop, and end its whole group if it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_SECONDS)


@contextmanager
def running(
    command: Sequence[str], served: Served, settings: Mapping[str, str], folder: Path
) -> Iterator[None]:
    """Run a server command; a trace of the code in its log fails the test that caused it."""
    with served.log_file.open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_until_ready(process, served)
        yield
    finally:
        stop(process)
    assert "Traceback" not in served.log, served.log


@pytest.fixture
def server(
    make_app: MakeApp, database_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[AppServer]:
    """The shipped server on the test's own database; mail goes to `mail_server` if there is one."""
    port = free_port()
    url = f"http://{HERE}:{port}"
    mail = {}
    if "mail_server" in request.fixturenames:
        mail["mail_url"] = request.getfixturevalue("mail_server").url
    app = make_app(public_url=url, **mail)
    settings = {
        "instance": str(tmp_path / "instance"),
        "database_url": database_url,
        "secret_key": SECRET_KEY,
        "public_url": url,
        "workers": "1",
        "page_seconds": "0",
        "limits": "off",
        **mail,
    }
    served = AppServer(url, tmp_path / "server.log", app)
    with running([sys.executable, "-c", SERVE, HERE, str(port)], served, settings, tmp_path):
        yield served


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`deliberate demo` with its sample, shared by every test that only reads."""
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    served = Served(f"http://{HERE}:{port}", folder / "demo.log")
    command = [sys.executable, "-m", "deliberate", "demo", "--port", str(port)]
    with running(command, served, {}, folder):
        yield served

"""The two servers that are compared, each in processes of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.site import HOST
from tests.support.ports import free_port
from tests.support.servers import Served, running

BROWSER = {
    "Accept": "text/html",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "ko,en;q=0.5",
}
FLOOR_FILE = "floor.json"


@contextmanager
def product(settings: Mapping[str, str], folder: Path) -> Iterator[int]:
    """Serve in production, as `deliberate serve` does; give the port."""
    with _running(
        ["-m", "deliberate", "serve", "--host", HOST, "--port"], settings, folder
    ) as port:
        yield port


@contextmanager
def floor(settings: Mapping[str, str], facts: Mapping[str, Any], folder: Path) -> Iterator[int]:
    """Serve the bare application of `benchmarks/floor.py` by the same configuration."""
    folder.mkdir(parents=True)
    (folder / FLOOR_FILE).write_text(json.dumps(facts), encoding="utf-8")
    own = {**settings, "instance": str(folder)}
    with _running(["-m", "benchmarks.floor", HOST], own, folder) as port:
        yield port


@contextmanager
def _running(command: list[str], settings: Mapping[str, str], folder: Path) -> Iterator[int]:
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    served = Served(f"http://{HOST}:{port}", folder / f"server-{port}.log")
    with running([sys.executable, *command, str(port)], served, settings, folder):
        yield port


def fetch(port: int, path: str, cookie: str = "", **headers: str) -> tuple[bytes, dict[str, str]]:
    """Return body and headers of a page; it has to answer 200."""
    sent = {**BROWSER, **headers, **({"Cookie": cookie} if cookie else {})}
    connection = HTTPConnection(HOST, port, timeout=60)
    try:
        connection.request("GET", path, headers=sent)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"GET {path} answered {answer.status}")
        return body, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()

"""Databases of our own, gone afterwards: SQLite files, or a private PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgresql

KINDS = ("sqlite", "postgresql")
LASTING = {"fsync": "on", "full_page_writes": "on"}
"""A commit is on disk, as it is in production; tests do without."""

NewDatabase = Callable[[str], str]
"""Makes an empty database by its name and returns its address."""


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[NewDatabase]:
    """Give a way to make databases of one kind."""
    if kind == "sqlite":
        yield lambda name: f"sqlite:///{folder / name}.sqlite"
        return
    programs = postgresql.programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed (Debian: postgresql)")
    with postgresql.running(programs, LASTING) as cluster:
        yield cluster.create

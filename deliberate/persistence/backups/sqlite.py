"""SQLite: copied page by page in one read, put back page by page in one write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from deliberate.persistence.backups.files import BackupRefused
from deliberate.persistence.database import BUSY_TIMEOUT_MS


class SqliteKeeper:
    """Backups of a SQLite file."""

    def __init__(self, engine: Engine) -> None:
        if not engine.url.database:
            raise BackupRefused("a database in memory has no backups")
        self._live = Path(engine.url.database)

    def ensure_elsewhere(self, file: Path) -> None:
        """Refuse the database itself, also under another name."""
        if file.exists() and self._live.exists() and file.samefile(self._live):
            raise BackupRefused(f"{file} is the database itself; name another file")

    def save(self, file: Path) -> None:
        """Copy the database; writers go on, and what they write meanwhile is not in the copy."""
        if not self._live.exists():
            raise BackupRefused(f"there is no database to back up: {self._live} does not exist")
        with (
            _said(f"{self._live} cannot be backed up"),
            _opened(self._live, "rw") as live,
            _opened(file, "rw") as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # the copy is one file, without a log

    def revision_in(self, file: Path) -> str:
        """Read every page, index and reference; return the revision."""
        with _said(f"{file} is no whole backup of deliberate"), _opened(file, "ro") as copy:
            pages, size = _number(copy, "page_count"), _number(copy, "page_size")
            if file.stat().st_size != pages * size:
                raise BackupRefused(f"{file} is not whole: a part of it is missing")
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise BackupRefused(f"{file} is damaged: {' '.join(verdict.split())}")
            if copy.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupRefused(f"{file} is damaged: it refers to rows that are not in it")
            row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            return str(row and row[0])

    def put_back(self, file: Path) -> None:
        """Write the pages of a backup over those of the database.

        Readers keep what they have begun to read; writers wait as they wait for each other. A
        database that does not exist is made.
        """
        with (
            _said(f"{self._live} cannot be replaced"),
            _opened(file, "ro") as copy,
            _opened(self._live, "rwc") as live,
        ):
            if _number(live, "page_count"):
                self._ensure_replaceable(live, copy)
            live.execute("PRAGMA synchronous=FULL")
            copy.backup(live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _ensure_replaceable(self, live: sqlite3.Connection, copy: sqlite3.Connection) -> None:
        named = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if not live.execute(named).fetchone():
            raise BackupRefused(f"{self._live} holds something else than deliberate's database")
        if _number(live, "page_size") != _number(copy, "page_size"):
            raise BackupRefused(
                f"{self._live} has pages of another size than the backup: "
                "stop the service, move it away, and restore again"
            )


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Open a file; `mode` is that of SQLite's addresses: only "rwc" makes what is not there."""
    address = f"file:{quote(str(file.resolve()))}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        yield connection


@contextmanager
def _said(what: str) -> Iterator[None]:
    """Put SQLite's own refusals into our one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise BackupRefused(f"{what}: {error}") from error


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(found)

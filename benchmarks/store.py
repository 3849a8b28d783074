"""Rows through the bare driver, with the durability that the product asks for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, Protocol

import psycopg

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=10000",
)
SQLITE_TIME = "%Y-%m-%d %H:%M:%S.%f"


@dataclass(frozen=True)
class Insert:
    """One row; where one with these `keys` is there, it takes over `updates`."""

    table: str
    values: Mapping[str, Any]
    keys: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    returning: str = ""

    def sql(self, placeholder: str) -> str:
        """Return the statement; `placeholder` is the driver's, around a name."""
        names = ", ".join(self.values)
        values = ", ".join(placeholder % name for name in self.values)
        statement = f"INSERT INTO {self.table} ({names}) VALUES ({values})"
        if self.keys:
            taken = ", ".join(f"{name} = excluded.{name}" for name in self.updates)
            statement += f" ON CONFLICT ({', '.join(self.keys)}) DO UPDATE SET {taken}"
        return statement + (f" RETURNING {self.returning}" if self.returning else "")


Write = Callable[[Insert], Any]
"""Writes a row and returns what it was asked to return."""


class Store(Protocol):
    """A database in which rows can be stored."""

    def transaction(self) -> AbstractContextManager[Write]:
        """Give a way to write, and commit at the end."""
        ...


class SqliteStore:
    """A file; the writers of a process come one by one, which is quicker than polling its lock."""

    def __init__(self, path: str) -> None:
        self._turn = Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")

    @contextmanager
    def transaction(self) -> Iterator[Write]:
        """Give a way to write, and commit at the end."""
        with self._turn:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._write
            self._connection.execute("COMMIT")

    def _write(self, row: Insert) -> Any:
        values = {
            name: value.strftime(SQLITE_TIME) if isinstance(value, datetime) else value
            for name, value in row.values.items()
        }
        cursor = self._connection.execute(row.sql(":%s"), values)
        found = cursor.fetchone() if row.returning else None
        return found[0] if found else None


class PostgresqlStore:
    """A server; each transaction has a connection of its own, kept for the next."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: LifoQueue[psycopg.Connection[Any]] = LifoQueue()

    @contextmanager
    def transaction(self) -> Iterator[Write]:
        """Give a way to write, and commit at the end."""
        connection = self._connection()

        def write(row: Insert) -> Any:
            cursor = connection.execute(row.sql("%%(%s)s"), row.values)
            found = cursor.fetchone() if row.returning else None
            return found[0] if found else None

        yield write
        connection.commit()
        self._idle.put(connection)

    def _connection(self) -> psycopg.Connection[Any]:
        try:
            return self._idle.get_nowait()
        except Empty:
            made = psycopg.connect(self._url, autocommit=True)
            made.execute("SET synchronous_commit = on")
            made.autocommit = False
            return made


def open_store(url: str) -> Store:
    """Open the database at an address as SQLAlchemy writes it."""
    if url.startswith("sqlite:///"):
        return SqliteStore(url.removeprefix("sqlite:///"))
    return PostgresqlStore(url.replace("postgresql+psycopg://", "postgresql://", 1))

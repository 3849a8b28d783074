"""Counting requests in a store that every process shares: a `limits` storage on SQLAlchemy Core.

On SQLite the counts have a file of their own beside the database, so that counting never waits for
a writer; on PostgreSQL an unlogged table. They are neither worth a disk's sync nor a backup.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from limits.storage import Storage
from sqlalchemy import (
    BindParameter,
    Column,
    Connection,
    Engine,
    Executable,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    case,
    create_engine,
    delete,
    event,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.schema import CreateTable

from deliberate.domain.limits import LimitsAway
from deliberate.persistence.database import db
from deliberate.persistence.upsert import DIALECTS

SCHEME = "deliberate+sql"
BUSY_TIMEOUT_MS = 2_000
RESET_SECONDS = 60.0
log = logging.getLogger(__name__)

COUNTS = Table(
    "request_count",
    MetaData(),
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("ends_at", Float, nullable=False),
)
"""`key` is a hash; `ends_at` the end of its window in seconds since 1970."""


def counts_address() -> str:
    """Return where this application counts, as `limits` takes it; needs an application context."""
    main = db.engine.url
    if main.get_backend_name() == "sqlite" and main.database:
        file = Path(main.database)
        main = main.set(database=str(file.with_name(f"{file.stem}-limits.sqlite")))
    return f"{SCHEME}:{main.render_as_string(hide_password=False)}"


def _engine(address: str) -> Engine:
    url = make_url(address.removeprefix(f"{SCHEME}:"))
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        hide_parameters=True,
        pool_size=1,
        max_overflow=15,
        pool_timeout=BUSY_TIMEOUT_MS / 1_000,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=OFF",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


class SqlStorage(Storage):
    """Exact counts for every process: each is one statement, which the database lets in alone.

    With `fails_open` a store that does not answer lets everything through, else `LimitsAway` is
    raised. Either is said once in the log, until the store answers again.
    """

    STORAGE_SCHEME: ClassVar[list[str]] = [SCHEME]  # type: ignore[misc]

    def __init__(self, uri: str, *, fails_open: bool = False, **options: Any) -> None:
        super().__init__(uri, **options)
        self.engine = _engine(uri)
        self.fails_open = fails_open
        self._is_made = False
        self._is_away = False

    @property
    def base_exceptions(self) -> type[Exception]:
        """What a database raises."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a request and return the count of its window, which a first request opens."""
        try:
            with self._connect() as connection:
                count = _count(connection, key, expiry, amount)
        except SQLAlchemyError as error:
            return self._do_without(error)
        if self._is_away:
            log.warning("requests are counted again")
        self._is_away = False
        return count

    def get(self, key: str) -> int:
        """Return the count of the window that is open, 0 for none."""
        return int(self._read(COUNTS.c.count, key) or 0)

    def get_expiry(self, key: str) -> float:
        """Return when the window ends, in seconds since 1970; now where none is open."""
        return float(self._read(COUNTS.c.ends_at, key) or time.time())

    def check(self) -> bool:
        """Whether the store answers."""
        with suppress(SQLAlchemyError), self._connect():
            return True
        return False

    def reset(self) -> int | None:
        """Forget every count; return how many there were."""
        with self._connect() as connection:
            return int(connection.execute(delete(COUNTS)).rowcount)

    def clear(self, key: str) -> None:
        """Forget one count."""
        with self._connect() as connection:
            connection.execute(delete(COUNTS).where(COUNTS.c.key == _hashed(key)))

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            if not self._is_made:
                _make_table(connection)
                self._is_made = True
            yield connection

    def _read(self, column: Column[Any], key: str) -> Any:
        wanted = select(column).where(COUNTS.c.key == _hashed(key), COUNTS.c.ends_at > time.time())
        try:
            with self._connect() as connection:
                return connection.scalar(wanted)
        except SQLAlchemyError as error:
            self._do_without(error)
            return None

    def _do_without(self, error: SQLAlchemyError) -> int:
        """Let everything or nothing through; the next request makes the table anew if need be."""
        if not self._is_away:
            log.error("requests cannot be counted: %s", type(error).__name__)
        self._is_away, self._is_made = True, False
        if not self.fails_open:
            raise LimitsAway from error
        return 0


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _make_table(connection: Connection) -> None:
    """Make the table where it is missing; of two processes that make it at once, one may fail."""
    kind = "UNLOGGED TABLE" if connection.dialect.name == "postgresql" else "TABLE"
    made = str(CreateTable(COUNTS, if_not_exists=True).compile(connection))
    try:
        connection.execute(text(made.replace("TABLE", kind, 1)))
    except SQLAlchemyError:
        if not inspect(connection).has_table(COUNTS.name):
            raise


@cache
def _counting(dialect: str) -> Executable:
    """Return the one statement that counts; it takes `key`, `amount`, `now` and `then`."""
    amount: BindParameter[int] = bindparam("amount")
    now: BindParameter[float] = bindparam("now")
    then: BindParameter[float] = bindparam("then")
    added = DIALECTS[dialect](COUNTS).values(key=bindparam("key"), count=amount, ends_at=then)
    is_over = COUNTS.c.ends_at <= now
    counted: Executable = added.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((is_over, amount), else_=COUNTS.c.count + amount),
            "ends_at": case((is_over, then), else_=COUNTS.c.ends_at),
        },
    ).returning(COUNTS.c.count)
    return counted


def _count(connection: Connection, key: str, expiry: int, amount: int) -> int:
    now = time.time()
    facts = {"key": _hashed(key), "amount": amount, "now": now, "then": now + expiry}
    return int(connection.execute(_counting(connection.dialect.name), facts).scalar_one())


def forget_counts(now: datetime) -> None:
    """Delete every count whose window is over, in the file too; needs an application context."""
    engine = _engine(counts_address())
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(COUNTS.name):
                return
            connection.execute(delete(COUNTS).where(COUNTS.c.ends_at <= now.timestamp()))
            if connection.dialect.name == "sqlite":
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    finally:
        engine.dispose()

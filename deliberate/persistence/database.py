"""The database: engine habits, column types, and the one way to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from deliberate.domain.errors import Conflict
from deliberate.persistence.turns import Turns

BUSY_TIMEOUT_MS = 10_000
OVERWRITING_TIMEOUT_MS = 200

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_sqlite_writers = Turns()


DatabaseAway = OperationalError
"""Raised when the database does not answer: all that the web knows of the driver."""


class Base(DeclarativeBase):
    """Names every constraint, so that migrations can find them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC on every database; a naive one is a mistake and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware time into what the driver takes."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Turn what the driver gives into an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@contextmanager
def transaction() -> Iterator[Session]:
    """Write in one transaction: commit at the end, nothing at all on any error.

    Ends the read transaction that loading the visitor began, so the write sees the newest rows.
    On SQLite the write lock is taken at once and never upgraded to, which cannot deadlock.
    Raises `Conflict` where the database's own constraints refuse, `DatabaseAway` where others
    write for too long.
    """
    if _writing.get():
        raise RuntimeError("a use case cannot run inside another one's transaction")
    session: Session = db.session()
    session.rollback()
    with _turn_to_write(session), _committing(session):
        yield session


@contextmanager
def _turn_to_write(session: Session) -> Iterator[None]:
    """Let the threads of this process write one by one on SQLite, first come, first served.

    SQLite itself lets in whoever asks at the right moment: of many who wait one may wait too long.
    """
    with ExitStack() as turn:
        if session.get_bind().dialect.name == "sqlite":
            try:
                turn.enter_context(_sqlite_writers.turn(BUSY_TIMEOUT_MS / 1_000))
            except TimeoutError as error:
                raise DatabaseAway("BEGIN IMMEDIATE", None, error) from error
        yield


@contextmanager
def _committing(session: Session) -> Iterator[None]:
    token = _writing.set(True)
    try:
        yield
        session.commit()
    except IntegrityError as error:
        session.rollback()
        raise Conflict from error
    except BaseException:
        session.rollback()
        raise
    finally:
        _writing.reset(token)


def prepare_engine(engine: Engine) -> None:
    """Give each connection the durability that the service promises."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _prepare_postgresql)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("SET timezone = 'UTC'")
    connection.commit()


def overwrite_what_was_freed() -> None:
    """Let SQLite's log forget what was deleted; the pages themselves are overwritten at once.

    Ends what this thread is reading. While others read, the log stays until the next time: writers
    wait meanwhile, so it is tried for a moment only. The worker asks every hour.
    """
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={OVERWRITING_TIMEOUT_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    finally:
        connection.close()


def give_up() -> None:
    """Let go of whatever was being read or written, after a fault."""
    db.session.rollback()


def now() -> datetime:
    """Return the time by the server's clock, for the moment a request or command begins."""
    return datetime.now(UTC)

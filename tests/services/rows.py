"""What the database holds, read past the queries of the pages. Needs an application context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from deliberate.persistence.database import Base, Model, db
from deliberate.persistence.models.journal import JournalEntry

Everything = dict[str, list[tuple[Any, ...]]]


def everything(*tables: str) -> Everything:
    """Return every row of these tables, of all tables without a name; ends the open reading."""
    db.session.rollback()
    wanted = {name: Base.metadata.tables[name] for name in tables} or Base.metadata.tables
    found = {
        name: sorted((tuple(row) for row in db.session.execute(select(table))), key=repr)
        for name, table in wanted.items()
    }
    db.session.rollback()
    return found


def counted(model: type[Model]) -> int:
    """Return how many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def journal() -> Sequence[JournalEntry]:
    """Return the journal in order."""
    db.session.rollback()
    return db.session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()


def acts() -> list[tuple[str, str, str]]:
    """Return (role, verb, kind of thing) of each entry of the journal, in order."""
    return [(entry.role, entry.verb, entry.object_kind) for entry in journal()]

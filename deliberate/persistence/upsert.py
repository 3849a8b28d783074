"""Writing a row that may be there already, in one statement that no rival can slip into."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from deliberate.persistence.database import Model

DIALECTS: Mapping[str, Callable[..., Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def upsert(
    session: Session,
    table: type[Model],
    values: Mapping[str, Any],
    keys: Collection[str],
    updates: Collection[str],
) -> None:
    """Insert `values`; where a row with these `keys` is there, take over `updates` from them.

    `keys` are the columns of a unique constraint. Without `updates` the row stays as it is.
    The statement holds on both databases whoever else writes at the same moment.
    """
    added = DIALECTS[session.get_bind().dialect.name](table).values(dict(values))
    if updates:
        taken_over = {name: added.excluded[name] for name in updates}
        session.execute(added.on_conflict_do_update(index_elements=list(keys), set_=taken_over))
    else:
        session.execute(added.on_conflict_do_nothing(index_elements=list(keys)))

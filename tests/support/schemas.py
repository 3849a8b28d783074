"""What a database really holds: its schema and its rows, for comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, column, inspect, select, table, text

Rows = Mapping[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]]
"""By table: the names of its columns and its rows, both in a fixed order."""

POSTGRESQL = {
    "columns": (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
        " column_default FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    "constraints": (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    ),
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}
OTHERS = {"alembic_version"}


def tables(connection: Connection) -> set[str]:
    """Return the names of our tables."""
    return set(inspect(connection).get_table_names()) - OTHERS


def schema(connection: Connection) -> set[tuple[Any, ...]]:
    """Return every column, constraint and index as the database itself describes it.

    Triggers are left out: models do not know them.
    """
    if connection.dialect.name == "sqlite":
        return _sqlite_schema(connection)
    found = {
        (kind, *row)
        for kind, statement in POSTGRESQL.items()
        for row in connection.execute(text(statement))
    }
    return {row for row in found if row[1] not in OTHERS}


def _sqlite_schema(connection: Connection) -> set[tuple[Any, ...]]:
    """Take the statements apart, since the order of columns and constraints means nothing."""
    found = connection.execute(
        text("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    )
    return {
        (kind, about, piece)
        for kind, about, statement in found
        for piece in _pieces(" ".join(statement.replace('"', "").split()), kind)
        if kind != "trigger" and about not in OTHERS
    }


def _pieces(statement: str, kind: str) -> list[str]:
    """Split what makes a table at its outermost commas; anything else stays whole."""
    if kind != "table":
        return [statement]
    start, end = statement.index("("), statement.rindex(")")
    depth, pieces = 0, [""]
    for sign in statement[start + 1 : end]:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += sign
    return [statement[:start].strip(), *(piece.strip() for piece in pieces), statement[end + 1 :]]


def rows(connection: Connection) -> Rows:
    """Return every row of every table of ours."""
    found = {}
    for name in sorted(tables(connection)):
        columns = sorted(each["name"] for each in inspect(connection).get_columns(name))
        chosen: Any = select(*(column(each) for each in columns)).select_from(table(name))
        lines = [tuple(line) for line in connection.execute(chosen)]
        found[name] = (tuple(columns), sorted(lines, key=repr))
    return found

"""Runs migrations on the application's own engine and models."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

target_metadata = current_app.extensions["migrate"].db.metadata


def render_item(kind, item, _context):  # type: ignore[no-untyped-def]
    """Write our own column types as what they are on every database."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    """Run the wanted migrations in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=target_metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


engine = current_app.extensions["migrate"].db.engine
with engine.connect() as connection:
    run(connection)
    connection.commit()

"""Every migration goes up, down and up again, and ends at what the models say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from deliberate import create_app, paths
from deliberate.domain.actors import Role
from deliberate.persistence.database import db
from deliberate.persistence.schema import upgrade_schema
from tests.factories import frameworks, people
from tests.support import schemas
from tests.support.databases import NewDatabase

REVISIONS = list(ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions())
APPEND_ONLY = ("journal_entry",)


def test_migrations_form_one_numbered_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert len(scripts.get_heads()) == 1
    numbers = sorted(path.name[:4] for path in (paths.MIGRATIONS / "versions").glob("*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert sorted(each.revision for each in REVISIONS) == numbers


@pytest.fixture
def bare(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without tables, inside its context."""
    app = create_app(
        {"instance": tmp_path / "instance", "database_url": empty_database_url, "TESTING": True}
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(now: datetime) -> None:
    """Put rows into many tables, through the use cases of today."""
    published = frameworks.new_framework(now)
    frameworks.new_draft(now)
    address = people.new_account(now, with_password=True)
    people.grant(address, Role.TRANSLATOR, published.ref, now)
    people.new_organisation(people.actor_at(address), now)
    people.new_guest(now, "a key")
    db.session.remove()


def rows_now() -> schemas.Rows:
    with db.engine.connect() as connection:
        return schemas.rows(connection)


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda each: each.revision)
def test_going_down_and_up_again_keeps_the_rows(
    bare: Flask, now: datetime, revision: Script
) -> None:
    upgrade_schema()
    fill(now)
    before = rows_now()
    downgrade(revision=str(revision.down_revision or "base"))
    kept = rows_now()
    upgrade_schema()
    after = rows_now()
    assert set(after) == set(before)
    for table, (columns, lines) in before.items():
        if table in kept and set(kept[table][0]) >= set(columns):
            assert after[table] == (columns, lines), table


def test_going_down_to_the_base_leaves_nothing(bare: Flask) -> None:
    upgrade_schema()
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert schemas.tables(connection) == set()
        if connection.dialect.name == "postgresql":
            left = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            assert connection.execute(text(left)).all() == []


@pytest.mark.filterwarnings(
    # such an index cannot be read back from SQLite; the test below compares it as SQL
    "ignore:Skipped unsupported reflection of expression-based index:sqlalchemy.exc.SAWarning",
    "ignore:autogenerate skipping metadata-specified expression-based index:UserWarning",
)
def test_alembic_finds_nothing_to_add(bare: Flask) -> None:
    upgrade_schema()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, db.metadata) == []


def test_the_schema_is_the_models_down_to_checks_and_expressions(
    bare: Flask, new_empty_database: NewDatabase, tmp_path: Path
) -> None:
    upgrade_schema()
    with db.engine.connect() as connection:
        migrated = schemas.schema(connection)
    with new_empty_database() as url:
        modelled_app = create_app({"instance": tmp_path / "other", "database_url": url})
        with modelled_app.app_context():
            db.create_all()
            with db.engine.connect() as connection:
                modelled = schemas.schema(connection)
            db.engine.dispose()
    assert sorted(migrated ^ modelled, key=repr) == []
    assert any(re.search("coalesce", str(row), re.IGNORECASE) for row in migrated)


def refused(statement: str) -> bool:
    """Whether the database refuses a statement for the reason that we gave it."""
    with db.engine.connect() as connection, suppress(DBAPIError):
        try:
            connection.execute(text(statement))
        except DBAPIError as error:
            return "append-only" in str(error.orig)
    return False


def changes(table: str) -> list[str]:
    """Return the ways to change or empty a table that the database knows."""
    ways = [f"UPDATE {table} SET id = id", f"DELETE FROM {table}"]
    return ways if db.engine.dialect.name == "sqlite" else [*ways, f"TRUNCATE {table}"]


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_database_refuses_to_change_what_is_append_only(
    bare: Flask, now: datetime, table: str
) -> None:
    upgrade_schema()
    fill(now)
    assert [each for each in changes(table) if not refused(each)] == []
    downgrade(revision="base")
    upgrade_schema()
    fill(now)
    assert [each for each in changes(table) if not refused(each)] == []


def test_a_table_that_may_change_is_not_refused(bare: Flask, now: datetime) -> None:
    upgrade_schema()
    fill(now)
    assert not refused("UPDATE framework SET slug = slug")

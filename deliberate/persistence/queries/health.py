"""Whether the database is what this code needs."""

from __future__ import annotations

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from deliberate import paths
from deliberate.persistence.database import db

EXPECTED = {
    "sqlite": {
        "PRAGMA journal_mode": "wal",
        "PRAGMA synchronous": "2",
        "PRAGMA foreign_keys": "1",
        "PRAGMA secure_delete": "1",
    },
    "postgresql": {"SHOW synchronous_commit": "on"},
}


def newest_revision() -> str:
    """Return the revision of the newest migration in this code."""
    head = _migrations().get_current_head()
    if head is None:
        raise RuntimeError(f"no migrations found in {paths.MIGRATIONS}")
    return head


def known_revisions() -> frozenset[str]:
    """Return the revision of every migration in this code."""
    return frozenset(each.revision for each in _migrations().walk_revisions())


def _migrations() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS))
    return ScriptDirectory.from_config(config)


def current_revision() -> str | None:
    """Return the revision that the database stands at, None for an empty one."""
    try:
        found: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        db.session.rollback()
        return None
    return found


def durability_problems() -> list[str]:
    """Say which settings of the database would let an acknowledged write be lost."""
    return [
        f"{statement} gives {value!r}, expected {expected!r}"
        for statement, expected in EXPECTED[db.engine.dialect.name].items()
        if (value := str(db.session.scalar(text(statement)))) != expected
    ]


def problem() -> str | None:
    """Return what is wrong with the database in one line, None when all is well."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return "the database does not answer"
    if current_revision() != newest_revision():
        return "the database needs: deliberate db upgrade"
    return None

"""Backups: one file that holds the whole database, taken and put back while others write.

Nothing outside the database is in it: not the secret key, and not the ledger of erasures.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from deliberate.persistence.backups.files import BackupRefused, Keeper, kind_of, new_file
from deliberate.persistence.backups.postgresql import PostgresqlKeeper
from deliberate.persistence.backups.sqlite import SqliteKeeper
from deliberate.persistence.database import db
from deliberate.persistence.queries.health import known_revisions, newest_revision

__all__ = ["BackupRefused", "database_shown", "put_back", "save"]

KEEPERS: dict[str, type[Keeper]] = {"sqlite": SqliteKeeper, "postgresql": PostgresqlKeeper}


def database_shown() -> str:
    """Return the address of the database for people, without its password."""
    return db.engine.url.render_as_string(hide_password=True)


def save(file: Path, *, overwrite: bool) -> None:
    """Write everything as of now into a new file; raises `BackupRefused`. Needs a context.

    The file takes its name once it is whole and on the disk; only its owner can read it.
    """
    keeper = _keeper()
    keeper.ensure_elsewhere(file)
    with new_file(file, overwrite=overwrite) as made:
        keeper.save(made)
        try:
            _ensure_known(made, keeper.revision_in(made))
        except BackupRefused as error:
            words = str(error).replace(str(made), "what was read from it")
            raise BackupRefused(f"the database cannot be backed up: {words}") from error


def put_back(file: Path, is_agreed: Callable[[], bool]) -> None:
    """Put a backup in the place of everything there is; raises `BackupRefused`. Needs a context.

    `is_agreed` is asked once the file is known to be whole and ours. Whoever reads meanwhile sees
    what was there before, or waits; nobody sees a part. The schema is as old as the backup.
    """
    keeper = _keeper()
    keeper.ensure_elsewhere(file)
    found, wanted = kind_of(file), db.engine.dialect.name
    if found != wanted:
        raise BackupRefused(
            f"{file} is a backup of a {found} database; this one is {wanted}"
            if found
            else f"{file} is no backup of deliberate, or not a whole one"
        )
    _ensure_known(file, keeper.revision_in(file))
    if not is_agreed():
        raise BackupRefused("nothing was changed; add --yes to restore without being asked")
    keeper.put_back(file)


def _keeper() -> Keeper:
    return KEEPERS[db.engine.dialect.name](db.engine)


def _ensure_known(file: Path, revision: str) -> None:
    if revision not in known_revisions():
        raise BackupRefused(
            f"{file} has the schema {revision!r}, which this version of deliberate "
            f"(schema {newest_revision()!r}) does not know; use the version that made it"
        )

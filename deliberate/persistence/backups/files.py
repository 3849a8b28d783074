"""Files that hold a backup: written whole or not at all, and known by how they begin."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from deliberate.persistence.disk import sync

BEGINNINGS = {b"SQLite format 3\0": "sqlite", b"PGDMP": "postgresql"}


class BackupRefused(RuntimeError):
    """Nothing was changed; the message says why in one line."""


class Keeper(Protocol):
    """What each kind of database knows about its backups; everything raises `BackupRefused`."""

    def __init__(self, engine: Engine) -> None: ...

    def ensure_elsewhere(self, file: Path) -> None:
        """Refuse a file that is the database itself."""

    def save(self, file: Path) -> None:
        """Write everything as of one moment into a file that exists and is empty."""

    def revision_in(self, file: Path) -> str:
        """Return the schema's revision in a file, which is read to its end to see it is whole."""

    def put_back(self, file: Path) -> None:
        """Put what is in a file in the place of everything, all at once or not at all."""


def kind_of(file: Path) -> str | None:
    """Return the kind of database that a file is a backup of, None for any other file."""
    try:
        with file.open("rb") as opened:
            begins = opened.read(max(map(len, BEGINNINGS)))
    except OSError as error:
        raise BackupRefused(f"{file} cannot be read: {error.strerror}") from error
    return next((kind for mark, kind in BEGINNINGS.items() if begins.startswith(mark)), None)


@contextmanager
def new_file(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give an empty file of its owner's alone, which gets its name once it is on the disk.

    Raises `BackupRefused` for a name that is taken, and when the disk refuses.
    """
    if path.is_dir():
        raise BackupRefused(f"{path} is a folder; name a file")
    if path.exists() and not overwrite:
        raise BackupRefused(f"{path} is there already; choose another name or add --overwrite")
    made: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        made = Path(name)
        yield made
        sync(made)
        made.replace(path)
        sync(path.parent)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror}") from error
    finally:
        if made:
            made.unlink(missing_ok=True)

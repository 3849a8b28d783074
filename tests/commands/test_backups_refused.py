"""A file that is no whole backup of this database is refused, and nothing changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from deliberate.persistence.database import db, transaction
from tests.commands.backing_up import one_clear_line
from tests.commands.conftest import Run
from tests.services.rows import everything


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def halve(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def damage(file: Path) -> None:
    """Change bytes in the middle, in what holds rows."""
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    for place in range(middle, middle + 6_000):
        content[place] ^= 0xFF
    file.write_bytes(content)


def another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.commit()


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


WRONG: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "folder": a_folder,
    "empty": lambda file: file.write_bytes(b""),
    "text": lambda file: file.write_text("여기에는 아무것도 없다", encoding="utf-8"),
    "beginning only": lambda file: file.write_bytes(file.read_bytes()[:100]),
    "cut": cut,
    "halved": halve,
    "damaged": damage,
    "another program's": another_program,
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
def test_a_file_that_is_no_whole_backup_is_refused_and_nothing_changes(
    filled: Flask, run: Run, database_url: str, file: Path, spoil: Callable[[Path], object]
) -> None:
    assert run("backup", str(file)).exit_code == 0
    spoil(file)
    with filled.app_context():
        before = everything()
    assert str(file) in one_clear_line(run("restore", str(file), "--yes"))
    with filled.app_context():
        assert everything() == before


@pytest.fixture
def from_the_future(filled: Flask, run: Run, file: Path) -> Path:
    """A backup whose schema this code has never heard of."""
    with filled.app_context():
        known = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        with transaction() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert one_clear_line(run("backup", str(file)))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("deliberate.persistence.backups.known_revisions", lambda: {"9999"})
            assert run("backup", str(file)).exit_code == 0
        with transaction() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": known})
        db.session.remove()
    return file


def test_a_backup_of_a_newer_version_is_refused(
    filled: Flask, run: Run, from_the_future: Path
) -> None:
    with filled.app_context():
        before = everything()
    assert "'9999'" in one_clear_line(run("restore", str(from_the_future), "--yes"))
    with filled.app_context():
        assert everything() == before


def test_a_backup_of_the_other_kind_of_database_is_refused(
    filled: Flask, run: Run, database_kind: str, file: Path
) -> None:
    other = {"sqlite": b"PGDMP\x01\x0e", "postgresql": b"SQLite format 3\0"}[database_kind]
    file.write_bytes(other + bytes(100))
    assert database_kind in one_clear_line(run("restore", str(file), "--yes"))

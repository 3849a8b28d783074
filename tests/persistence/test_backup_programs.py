"""PostgreSQL's programs: the right ones are found, and no password is on their command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from deliberate.persistence.backups import BackupRefused, programs
from deliberate.persistence.backups.programs import NEEDED, Programs

VERSION = 150_018
ENGINE = create_engine("postgresql+psycopg://me:hush@db.example/site?sslmode=require")
ECHO = """#!/bin/sh
echo "$0 $@; $PGPASSWORD"
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where programs are looked for; there are none."""
    monkeypatch.setattr(programs, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    return tmp_path


def install(folder: Path) -> None:
    """Put programs into a folder that say where they are and what they are told."""
    folder.mkdir(parents=True)
    for program in NEEDED:
        (folder / program).write_text(ECHO, encoding="utf-8")
        (folder / program).chmod(0o755)


def said(version: int = VERSION) -> str:
    found = Programs(ENGINE, version)
    return found.output("psql", "--quiet", found.database).decode()


def test_without_programs_it_is_said_exactly_what_to_install(installed: Path) -> None:
    with pytest.raises(BackupRefused, match=r"apt-get install postgresql-client$"):
        said()


def test_programs_older_than_the_server_are_not_used(installed: Path) -> None:
    install(installed / "13" / "bin")
    with pytest.raises(BackupRefused, match=r"apt-get install postgresql-client-15$"):
        said()


@pytest.mark.parametrize(
    ("versions", "chosen"), [((9, 13, 15, 17), 15), ((13, 16, 17), 17), ((15,), 15)]
)
def test_programs_of_the_servers_version_are_used_else_the_newest(
    installed: Path, versions: tuple[int, ...], chosen: int
) -> None:
    for version in versions:
        install(installed / str(version) / "bin")
    assert said().startswith(str(installed / str(chosen) / "bin" / "psql"))


def test_programs_on_the_path_are_found(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(installed / "elsewhere")
    monkeypatch.setenv("PATH", f"{installed / 'elsewhere'}:/usr/bin:/bin")
    assert said().startswith(str(installed / "elsewhere"))


def test_the_password_is_told_in_the_environment_and_never_on_the_command_line(
    installed: Path,
) -> None:
    install(installed / "15" / "bin")
    line, _, secret = said().partition("; ")
    assert secret.strip() == "hush"
    assert "hush" not in line
    assert "user=me" in line
    assert "dbname=site" in line
    assert "sslmode=require" in line

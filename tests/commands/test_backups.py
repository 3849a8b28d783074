"""`deliberate backup` and `deliberate restore`: everything comes back, or nothing is touched."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

import deliberate.app
from deliberate.cli import main
from deliberate.config import Settings
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import SignInLink, WebSession
from deliberate.persistence.queries.health import problem
from tests.architecture.checkout import ROOT
from tests.commands.backing_up import OLDER, REFUSED, one_clear_line, rows_of
from tests.commands.conftest import Run
from tests.factories.given import Given
from tests.factories.people import new_session
from tests.services.rows import counted, everything


def test_a_backup_restored_into_an_empty_database_has_every_row(
    filled: Flask,
    run: Run,
    database_url: str,
    empty_database_url: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = rows_of(database_url)
    assert run("backup", str(file)).exit_code == 0
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", empty_database_url)
    restored = run("restore", str(file), "--yes")
    assert restored.exit_code == 0, restored.output
    assert rows_of(empty_database_url) == before
    assert before["comment"][1]
    assert rows_of(database_url) == before


def test_restoring_takes_back_whatever_came_later(
    filled: Flask, given: Given, run: Run, database_url: str, file: Path
) -> None:
    before = rows_of(database_url)
    assert run("backup", str(file)).exit_code == 0
    given.framework(slug="later")
    assert rows_of(database_url) != before
    assert run("restore", str(file), "--yes").exit_code == 0
    assert rows_of(database_url) == before
    with filled.app_context():
        assert problem() is None


def test_the_journal_refuses_changes_after_a_restore(filled: Flask, run: Run, file: Path) -> None:
    assert run("backup", str(file)).exit_code == 0
    assert run("restore", str(file), "--yes").exit_code == 0
    with filled.app_context():
        for statement in ("UPDATE journal_entry SET verb = 'x'", "DELETE FROM journal_entry"):
            with pytest.raises(DBAPIError, match="append-only"):
                db.session.execute(text(statement))
            db.session.rollback()


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    filled: Flask,
    run: Run,
    empty_database_url: str,
    database_url: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the newer version added stands in the way of nothing."""
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", empty_database_url)
    with deliberate.app.create_app().app_context():
        upgrade(revision=OLDER)
        db.session.remove()
    assert run("backup", str(file)).exit_code == 0
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", database_url)
    restored = run("restore", str(file), "--yes")
    assert restored.exit_code == 0, restored.output
    with filled.app_context():
        assert problem() is None
        assert {name for name, rows in everything().items() if rows} == set()


def test_nobody_stays_signed_in_to_an_account_and_guests_stay(
    app: Flask, given: Given, run: Run, file: Path
) -> None:
    person, (guest, _code) = given.person(), given.guest()
    with app.app_context():
        new_session(person, given.now)
        guests = db.session.scalar(
            select(func.count()).select_from(WebSession).where(WebSession.account_id.is_(None))
        )
        assert counted(WebSession) > (guests or 0)
    assert guest.participant_ref
    assert run("backup", str(file)).exit_code == 0
    assert run("restore", str(file), "--yes").exit_code == 0
    with app.app_context():
        assert counted(WebSession) == guests
        assert counted(SignInLink) == 0


def test_only_its_owner_can_read_a_backup_and_nothing_else_is_left(
    filled: Flask, run: Run, file: Path
) -> None:
    assert run("backup", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_there_stays_unless_it_may_be_overwritten(
    filled: Flask, run: Run, file: Path
) -> None:
    file.write_text("something dear", encoding="utf-8")
    assert "--overwrite" in one_clear_line(run("backup", str(file)))
    assert file.read_text(encoding="utf-8") == "something dear"
    assert run("backup", str(file), "--overwrite").exit_code == 0
    assert run("restore", str(file), "--yes").exit_code == 0
    assert list(file.parent.iterdir()) == [file]


def test_a_backup_that_fails_leaves_the_old_one(
    empty_database_url: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("the backup of yesterday", encoding="utf-8")
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", empty_database_url)
    monkeypatch.setenv("DELIBERATE_INSTANCE", str(tmp_path / "instance"))
    one_clear_line(CliRunner().invoke(main, ["backup", str(file), "--overwrite"]))
    assert file.read_text(encoding="utf-8") == "the backup of yesterday"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("name", ["no/such/folder/x.backup", "."])
def test_a_place_where_no_file_can_be_is_refused(run: Run, file: Path, name: str) -> None:
    one_clear_line(run("backup", str(file.parent / name)))
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize(("typed", "is_restored"), [("y\n", True), ("n\n", False), ("", False)])
def test_without_yes_whoever_restores_is_asked(
    filled: Flask,
    given: Given,
    run: Run,
    database_url: str,
    file: Path,
    typed: str,
    is_restored: bool,
) -> None:
    before = rows_of(database_url)
    assert run("backup", str(file)).exit_code == 0
    given.framework(slug="later")
    asked = CliRunner().invoke(main, ["restore", str(file)], input=typed)
    assert (asked.exit_code, rows_of(database_url) == before) == (
        (0, True) if is_restored else (REFUSED, False)
    )
    assert "will be replaced" in asked.stdout
    assert is_restored or "--yes" in asked.stderr


def test_the_password_of_the_database_is_not_shown(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", "postgresql://me:hush@127.0.0.1:1/nowhere")
    assert "hush" not in one_clear_line(run("backup", str(file)))


def test_whoever_was_erased_after_the_backup_is_erased_again(
    filled: Flask, settings: Settings, given: Given, run: Run, file: Path
) -> None:
    person = given.person(pseudonym="맑은 나루")
    assert run("backup", str(file)).exit_code == 0
    settings.ledger.parent.mkdir(parents=True, exist_ok=True)
    settings.ledger.write_text(f"{person.participant_ref} {given.now.isoformat()}\n")
    restored = run("restore", str(file), "--yes")
    assert restored.exit_code == 0, restored.output
    assert restored.stdout.rstrip().endswith("applied again: 1")
    with filled.app_context():
        assert not [row for row in everything("participant")["participant"] if "맑은 나루" in row]


def test_the_commands_in_the_documents_work(
    filled: Flask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test 16 of the trust table: a person copies what the page says."""
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "backups.md").read_text(encoding="utf-8")
    lines = [
        line.removeprefix("deliberate ").split()
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
        for line in block.splitlines()
    ]
    assert [line[0] for line in lines] == ["backup", "restore"]
    for line in lines:
        done = run(*line)
        assert done.exit_code == 0, done.output
    assert filled

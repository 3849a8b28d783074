"""Starting, checking, upgrading: safe or not at all, and one line for each thing looked at."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from deliberate import paths
from deliberate.cli import main
from deliberate.commands import serving
from tests.commands.conftest import Run

pytestmark = pytest.mark.slow

SAFE = {
    "DELIBERATE_SECRET_KEY": "k" * 40,
    "DELIBERATE_TRUSTED_HOSTS": "deliberate.example",
    "DELIBERATE_PUBLIC_URL": "https://deliberate.example",
    "DELIBERATE_MAIL_URL": "smtp://localhost",
}

QUICK_SECONDS = 10


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What would have been served; nothing is."""
    calls: list[object] = []
    monkeypatch.setattr(serving, "serve", lambda *arguments: calls.append(arguments))
    return calls


def set_all(monkeypatch: pytest.MonkeyPatch, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize("missing", SAFE)
def test_serving_is_refused_and_says_what_is_missing(
    run: Run, served: list[object], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    set_all(monkeypatch, {**SAFE, missing: ""})
    result = run("serve")
    assert result.exit_code == 1
    assert missing in result.output
    assert [name for name in SAFE if name in result.output] == [missing]
    assert "Traceback" not in result.output
    assert served == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DELIBERATE_SECRET_KEY", "short"),
        ("DELIBERATE_PUBLIC_URL", "http://deliberate.example"),
        ("DELIBERATE_DEMO", "1"),
    ],
)
def test_serving_something_unsafe_is_refused(
    run: Run, served: list[object], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    set_all(monkeypatch, {**SAFE, name: value})
    result = run("serve")
    assert result.exit_code == 1
    assert name in result.output
    assert served == []


def test_everything_that_is_missing_is_said_at_once(run: Run, served: list[object]) -> None:
    result = run("serve")
    assert result.exit_code == 1
    assert [name for name in SAFE if name not in result.output] == ["DELIBERATE_SECRET_KEY"]
    assert served == []


def test_a_safe_installation_is_served(
    run: Run, served: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, SAFE)
    result = run("serve", "--port", "9")
    assert result.exit_code == 0, result.output
    assert len(served) == 1


def test_serving_on_a_schema_that_is_behind_is_refused(
    served: list[object], empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(
        monkeypatch,
        {
            **SAFE,
            "DELIBERATE_DATABASE_URL": empty_database_url,
            "DELIBERATE_INSTANCE": str(tmp_path / "instance"),
        },
    )
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 1
    assert "deliberate db upgrade" in result.output
    assert served == []


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the compiled catalogue is looked for; it is there."""
    path = tmp_path / "translations" / "ko" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    path.touch()
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path / "translations")
    return path


def test_a_check_of_an_installation_in_order(
    run: Run, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(monkeypatch, SAFE)
    result = run("check")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert len(lines) == 6
    assert all(line.startswith("ok ") for line in lines)


def test_a_check_names_each_thing_that_is_wrong(
    run: Run, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.unlink()
    wrongly = {"DELIBERATE_MAIL_URL": "", "DELIBERATE_TRUSTED_HOSTS": ""}
    file, folder = catalogue.with_name("a-file"), catalogue.parent
    file.touch()
    away = {"DELIBERATE_ERASURE_LEDGER": str(folder), "DELIBERATE_ROUND_KEYS": str(file)}
    set_all(monkeypatch, {**SAFE, **wrongly, **away})
    result = run("check")
    assert result.exit_code == 1
    wrong = [line for line in result.stdout.splitlines() if line.startswith("wrong ")]
    assert len(wrong) == 5
    for what in ("MAIL_URL", "TRUSTED_HOSTS", "messages.mo", "erasure ledger", "keys of rounds"):
        assert sum(what in line for line in wrong) == 1


def test_a_check_without_a_schema_says_what_to_do(
    catalogue: Path, empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {
        "DELIBERATE_DATABASE_URL": empty_database_url,
        "DELIBERATE_INSTANCE": str(tmp_path / "instance"),
    }
    set_all(monkeypatch, {**SAFE, **where})
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "deliberate db upgrade" in result.stdout


@pytest.mark.parametrize("with_key", [True, False])
def test_upgrading_in_an_empty_folder_makes_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_key: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if with_key:
        monkeypatch.setenv("DELIBERATE_SECRET_KEY", "k" * 40)
    for _ in range(2):
        result = CliRunner().invoke(main, ["db", "upgrade"])
        assert result.exit_code == 0, result.output
    engine = create_engine(f"sqlite:///{tmp_path}/instance/deliberate.sqlite")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM account")) == 0
    engine.dispose()


def test_upgrading_what_is_up_to_date_changes_nothing(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0


def deliberate(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in an empty environment."""
    clean = {name: value for name, value in os.environ.items() if "DELIBERATE" not in name}
    return subprocess.run(
        [sys.executable, "-m", "deliberate", *arguments],
        cwd=folder,
        env={**clean, "PYTHONPATH": str(paths.TEMPLATES.parent)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_preparing_the_demo_twice_changes_nothing_and_the_second_time_is_quick(
    tmp_path: Path,
) -> None:
    first = deliberate("demo", "--no-serve", folder=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Traceback" not in first.stderr
    for line in ("/ko/", "/en/", "official@hanbit.example", "hanbit-demo"):
        assert line in first.stdout
    engine = create_engine(f"sqlite:///{tmp_path}/instance/deliberate.sqlite")
    counts = "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM clause), "
    counts += "(SELECT count(*) FROM journal_entry), (SELECT count(*) FROM concern)"
    with engine.connect() as connection:
        before = connection.execute(text(counts)).one()
    began = getrusage(RUSAGE_CHILDREN).ru_utime
    second = deliberate("demo", "--no-serve", folder=tmp_path)
    assert getrusage(RUSAGE_CHILDREN).ru_utime - began < QUICK_SECONDS
    assert second.stdout == first.stdout
    with engine.connect() as connection:
        assert connection.execute(text(counts)).one() == before
        assert before[1] >= 10
    engine.dispose()


@pytest.mark.parametrize("arguments", [["--help"], ["framework", "--help"], ["check", "--help"]])
def test_help_needs_nothing(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert "Usage" in result.output
    assert list(tmp_path.iterdir()) == []

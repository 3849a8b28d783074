"""The command line on the test's own database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deliberate.cli import main
from tests.support.applications import SECRET_KEY

Run = Callable[..., Result]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the environment of an installation on the test's database."""
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", database_url)
    monkeypatch.setenv("DELIBERATE_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DELIBERATE_SECRET_KEY", SECRET_KEY)
    return lambda *arguments: CliRunner().invoke(main, arguments)

"""The command line on the test's own database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

import deliberate.app
from deliberate.cli import main
from tests.commands.backing_up import file, filled
from tests.support.applications import SECRET_KEY, close

__all__ = ["file", "filled"]

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _close_applications(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a command leaves open: a process of its own would end with the command."""
    made: list[Flask] = []
    build = deliberate.app.create_app

    def create_app(config: Any = None) -> Flask:
        made.append(build(config))
        return made[-1]

    monkeypatch.setattr(deliberate.app, "create_app", create_app)
    yield
    for app in made:
        close(app)


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with the environment of an installation on the test's database."""
    monkeypatch.setenv("DELIBERATE_DATABASE_URL", database_url)
    monkeypatch.setenv("DELIBERATE_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DELIBERATE_SECRET_KEY", SECRET_KEY)
    return lambda *arguments: CliRunner().invoke(main, arguments)

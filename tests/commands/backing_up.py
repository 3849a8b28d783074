"""What the tests of backups begin with and look at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import create_engine

from deliberate.persistence.models.participants import SignInLink, WebSession
from tests.factories import comments
from tests.factories.given import Given
from tests.factories.people import new_session
from tests.support import schemas

REFUSED = 2
OLDER = "0006"
"""A schema that lacks tables and columns of today."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes: a folder of its own, to see what else is left there."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "today.backup"


@pytest.fixture
def filled(app: Flask, given: Given) -> Flask:
    """The application with a framework, a round and a comment in it."""
    made = given.round()
    person = given.person()
    with app.app_context():
        comments.comment(person, made, given.now)
        new_session(person, given.now)
    return app


def rows_of(url: str) -> schemas.Rows:
    """Return every row, those of sessions and links aside: restoring ends them."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = dict(schemas.rows(connection))
    engine.dispose()
    return {name: lines for name, lines in found.items() if name not in ENDED}


ENDED = {WebSession.__tablename__, SignInLink.__tablename__, "request_count"}


def one_clear_line(result: Result) -> str:
    """Return what a command that was refused says."""
    assert result.exit_code == REFUSED, result.output
    assert "Traceback" not in result.output
    (line,) = result.stderr.strip().splitlines()
    return line

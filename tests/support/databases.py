"""A migrated database for each test, copied from one that was migrated once per session.

`database_kind`, "sqlite" or "postgresql", is a parameter that `tests/conftest.py` fills in.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest

from deliberate import create_app
from deliberate.persistence.database import db
from deliberate.persistence.schema import upgrade_schema
from tests.support import postgresql
from tests.support.requirements import absent

TEMPLATE = "migrated"

NewDatabase = Callable[[], AbstractContextManager[str]]
"""Opens a database and gives its address; the database is gone when it is closed."""


def migrate(url: str, instance: Path) -> None:
    """Run every migration on a database."""
    app = create_app({"instance": instance, "database_url": url, "TESTING": True})
    with app.app_context():
        upgrade_schema()
        db.session.remove()
        db.engine.dispose()


def sqlite_url(path: Path) -> str:
    """Return the address of a SQLite file."""
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[postgresql.Cluster]:
    """A running PostgreSQL server; each worker of a parallel run has its own."""
    programs = postgresql.programs()
    if programs is None:
        absent("PostgreSQL (Debian: postgresql)")
    with postgresql.running(programs) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def new_empty_database(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Opens databases without a single table."""
    numbers = count(1)
    if database_kind == "sqlite":

        @contextmanager
        def empty_file() -> Iterator[str]:
            yield sqlite_url(tmp_path_factory.mktemp("empty") / "database.sqlite")

        return empty_file

    cluster: postgresql.Cluster = request.getfixturevalue("postgresql_cluster")

    @contextmanager
    def empty_database() -> Iterator[str]:
        name = f"empty_{next(numbers)}"
        yield cluster.create(name)
        cluster.drop(name)

    return empty_database


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Opens databases with every table and no row."""
    folder = tmp_path_factory.mktemp("migrated")
    if database_kind == "sqlite":
        return _copies_of_file(folder, tmp_path_factory)
    cluster: postgresql.Cluster = request.getfixturevalue("postgresql_cluster")
    migrate(cluster.create(TEMPLATE), folder)
    return _copies_on(cluster)


def _copies_of_file(folder: Path, folders: pytest.TempPathFactory) -> NewDatabase:
    template = folder / "template.sqlite"
    migrate(sqlite_url(template), folder)

    @contextmanager
    def copy() -> Iterator[str]:
        path = folders.mktemp("database") / "deliberate.sqlite"
        shutil.copyfile(template, path)
        yield sqlite_url(path)

    return copy


def _copies_on(cluster: postgresql.Cluster) -> NewDatabase:
    numbers = count(1)

    @contextmanager
    def copy() -> Iterator[str]:
        name = f"test_{next(numbers)}"
        yield cluster.create(name, TEMPLATE)
        cluster.drop(name)

    return copy


@pytest.fixture
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """A migrated database of the test's own."""
    with new_database() as url:
        yield url


@pytest.fixture
def empty_database_url(new_empty_database: NewDatabase) -> Iterator[str]:
    """A database of the test's own without a single table."""
    with new_empty_database() as url:
        yield url

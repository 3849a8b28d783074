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
            folder = tmp_path_factory.mktemp("empty")
            yield sqlite_url(folder / "deliberate.sqlite")
            shutil.rmtree(folder)

        return empty_file

    cluster: postgresql.Cluster = request.getfixturevalue("postgresql_cluster")

    @contextmanager
    def empty_database() -> Iterator[str]:
        name = f"empty_{next(numbers)}"
        yield cluster.create(name)
        cluster.drop(name)

    return empty_database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table and no row."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(sqlite_url(folder / "template.sqlite"), folder)
    return folder / "template.sqlite"


@pytest.fixture(scope="session")
def postgresql_template(
    postgresql_cluster: postgresql.Cluster, tmp_path_factory: pytest.TempPathFactory
) -> postgresql.Cluster:
    """A server whose database `TEMPLATE` has every table and no row."""
    folder = tmp_path_factory.mktemp("migrated")
    migrate(postgresql_cluster.create(TEMPLATE), folder)
    return postgresql_cluster


@pytest.fixture(scope="session")
def new_database(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> NewDatabase:
    """Opens databases with every table and no row."""
    if database_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        return _copies_of(template, tmp_path_factory)
    return _copies_on(request.getfixturevalue("postgresql_template"))


def _copies_of(template: Path, folders: pytest.TempPathFactory) -> NewDatabase:
    @contextmanager
    def copy() -> Iterator[str]:
        own = folders.mktemp("database")
        shutil.copyfile(template, own / "deliberate.sqlite")
        yield sqlite_url(own / "deliberate.sqlite")
        shutil.rmtree(own)

    return copy


def _copies_on(cluster: postgresql.Cluster) -> NewDatabase:
    """Copying takes longer than most tests, so a copy that can be emptied serves again."""
    names = (f"test_{number}" for number in count(1))
    whole = cluster.shape(TEMPLATE)
    empty: list[str] = []

    @contextmanager
    def copy() -> Iterator[str]:
        if not empty:
            empty.append(next(names))
            cluster.create(empty[-1], TEMPLATE)
        name = empty.pop()
        yield cluster.url(name)
        cluster.empty(name)
        if cluster.shape(name) == whole:
            empty.append(name)
        else:
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

"""What every test can ask for; see `tests/support` and `tests/factories`.

| fixture | gives |
| --- | --- |
| `database_url` | a migrated database of its own, on each database of `--database` |
| `app`, `make_app(**config)`, `settings` | the application on it; no context is pushed |
| `app_context` | the same, with a context pushed: for persistence and services |
| `given` | people, organisations, drafts and frameworks, with or without a context |
| `client`, `client_as(actor)` | Flask's test client, as a stranger or signed in |
| `now` | a fixed time |
| `server`, `demo_server` | the shipped server in a process of its own |
| `mail_server` | a real SMTP server that keeps what it is sent |
| `page`, `new_page(**options)`, `sign_in(page, who)` | a real browser on `server` |

Tests that use a database or a browser are marked by what they ask for.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime

import pytest

from tests.support import guards
from tests.support.requirements import forbid_skipping

pytest_plugins = [
    "pytester",
    "tests.support.databases",
    "tests.support.journal_acts",
    "tests.support.applications",
    "tests.support.mail",
    "tests.support.servers",
    "tests.support.browsers",
]

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DATABASES = ("sqlite", "postgresql")
MARKED_BY_FIXTURE = {"database_kind": "database", "browser": "browser"}
OURS = "DELIBERATE_"
FOR_TESTS = ("DELIBERATE_TEST_", "DELIBERATE_TESTS_")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database."""
    parser.addoption(
        "--database",
        choices=(*DATABASES, "both"),
        default=os.environ.get("DELIBERATE_TEST_DATABASE", "sqlite"),
        help="the database for tests that need one (default: sqlite)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database on each one wanted; one with a browser on the first."""
    if "database_kind" not in metafunc.fixturenames:
        return
    wanted = metafunc.config.getoption("--database")
    kinds = DATABASES if wanted == "both" else (wanted,)
    if "browser" in metafunc.fixturenames:
        kinds = kinds[:1]
    metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they use, before `-m` chooses among them."""
    for item in items:
        for fixture, marker in MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must run, a skipped test is a failed one."""
    return forbid_skipping(item, (yield))


@pytest.fixture(autouse=True, scope="session")
def _clean_environment() -> Iterator[None]:
    """Keep a developer's own settings out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(OURS) and not name.startswith(FOR_TESTS):
                patch.delenv(name)
        yield


@pytest.fixture(autouse=True)
def _pure_tests_stay_pure(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests of the pure layers away from any database."""
    if guards.is_pure(request.node.path):
        guards.close_databases(monkeypatch)


@pytest.fixture
def now() -> datetime:
    """A Monday morning in Seoul."""
    return NOW

"""The application on a database of the test's own, and clients of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app, has_app_context
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from deliberate import create_app
from deliberate.config import Settings
from deliberate.domain.actors import Actor
from deliberate.persistence.database import db
from tests.factories.given import Given
from tests.support.sessions import session_token

SECRET_KEY = "the key of a test, as long as a real one"

MakeApp = Callable[..., Flask]
ClientAs = Callable[[Actor | str], FlaskClient]


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all applications of a session."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(
    database_url: str, tmp_path: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[MakeApp]:
    """Builds applications on the test's database; entries win over the defaults.

    Forms need no token unless `WTF_CSRF_ENABLED=True` is passed.
    """
    made: list[Flask] = []

    def build(**config: Any) -> Flask:
        defaults = {
            "instance": tmp_path / "instance",
            "database_url": database_url,
            "secret_key": SECRET_KEY,
            "page_seconds": 0,
            "limits": False,
            "TESTING": True,
            "WTF_CSRF_ENABLED": False,
        }
        app = create_app({**defaults, **config})
        app.jinja_env.bytecode_cache = compiled_templates
        made.append(app)
        return app

    yield build
    for app in made:
        close(app)


def close(app: Flask) -> None:
    """Give every connection back, so that the database can go."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for limiter in app.extensions.get("limiters", ()):
        limiter.storage.close()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The application; no context is pushed, so that each request has its own."""
    return make_app()


@pytest.fixture
def settings(app: Flask) -> Settings:
    """The settings of `app`."""
    found: Settings = app.extensions["settings"]
    return found


@pytest.fixture
def app_context(app: Flask) -> Iterator[Flask]:
    """The application with a context pushed: for persistence and services, not for clients."""
    with app.app_context():
        yield app


@pytest.fixture
def given(app: Flask, now: datetime) -> Given:
    """What a test begins with: people, organisations, drafts, frameworks."""

    def context() -> AbstractContextManager[Any]:
        inside = has_app_context() and current_app == app
        return nullcontext() if inside else app.app_context()

    return Given(context, now)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, as a stranger."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> ClientAs:
    """Returns a client that is signed in as an actor, or as the owner of an address."""

    def signed_in(who: Actor | str) -> FlaskClient:
        client = app.test_client()
        token = session_token(app, who)
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return client

    return signed_in

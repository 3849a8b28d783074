"""The application as it is wired, without a database behind it."""

from __future__ import annotations

import pytest
from flask import Flask

from deliberate import create_app


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, to be looked at; a request that reads the database fails."""
    folder = tmp_path_factory.mktemp("instance")
    return create_app(
        {"instance": folder, "secret_key": "x", "TESTING": True, "WTF_CSRF_ENABLED": False}
    )

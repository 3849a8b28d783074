"""Every address says who may ask for it, and the tables in the documents say the same."""

from __future__ import annotations

from typing import Any

import permission_tables
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter, Rule

from deliberate.domain.permissions import HOLDERS, Permission
from deliberate.web.shared import access
from deliberate.web.shared.access import Access, declared_access
from tests.architecture.checkout import ROOT

SEE_OTHER = 303
UNAUTHORIZED = 401
METHODS = {"GET", "POST"}


def test_the_tables_are_what_the_code_says(app: Flask) -> None:
    written = permission_tables.TARGET.read_text(encoding="utf-8")
    assert written == permission_tables.document(app), "run scripts/permissions"


def test_every_permission_is_explained_and_held_by_someone() -> None:
    assert set(permission_tables.meanings()) == {each.name for each in Permission}
    assert set(HOLDERS) == set(Permission)
    assert all(HOLDERS.values())


@pytest.mark.parametrize("permission", Permission, ids=lambda each: each.value)
def test_no_permission_is_there_for_nothing(permission: Permission) -> None:
    asked = f"Permission.{permission.name}"
    layers = (ROOT / "deliberate" / "services", ROOT / "deliberate" / "persistence" / "queries")
    files = [path for layer in layers for path in layer.rglob("*.py")]
    assert any(asked in path.read_text(encoding="utf-8") for path in files)


def test_a_view_that_says_nothing_stops_the_application() -> None:
    app = Flask("silent", static_folder=None)
    app.add_url_rule("/open", "open", access.public(lambda: "open"))
    app.add_url_rule("/silent", "silent", lambda: "silent")
    with pytest.raises(RuntimeError, match="no access declared for: silent"):
        access.register(app)


def some_address(app: Flask, rule: Rule) -> str:
    """Return an address that a rule answers to."""
    values: dict[str, Any] = {
        argument: 1 if isinstance(rule._converters[argument], IntegerConverter) else "ko"
        for argument in rule.arguments
    }
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def test_strangers_are_asked_to_sign_in(app: Flask, client: FlaskClient) -> None:
    declared = declared_access(app)
    closed = [
        rule for rule in app.url_map.iter_rules() if declared[rule.endpoint] is not Access.PUBLIC
    ]
    assert closed
    for rule in closed:
        for method in METHODS & (rule.methods or set()):
            answer = client.open(some_address(app, rule), method=method)
            expected = SEE_OTHER if method == "GET" else UNAUTHORIZED
            assert answer.status_code == expected, f"{method} {rule.rule}"
            if method == "GET":
                assert "/sign-in" in answer.location


def test_addresses_are_plain(app: Flask) -> None:
    """Small letters and dashes; the language first, except where there is none."""
    without = {"root.root", "root.healthz", "root.readyz", "bundle"}
    for rule in app.url_map.iter_rules():
        assert rule.rule.startswith("/<any(ko,en):lang>/") or rule.endpoint in without
        fixed = "".join(text for is_dynamic, text in rule._trace if not is_dynamic)
        assert fixed == fixed.lower()
        assert "_" not in fixed

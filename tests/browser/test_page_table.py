"""No page escapes the gates: the table of pages is held against the routes that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from deliberate import create_app, paths
from deliberate.web.site.pages import PAGES
from tests.browser.pages import CASES, NOT_PAGES


@pytest.fixture
def routes(tmp_path: Path) -> Flask:
    return create_app({"instance": tmp_path, "demo": True, "TESTING": True})


def test_every_page_is_in_the_table(routes: Flask) -> None:
    rules = list(routes.url_map.iter_rules())
    readable = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())}
    looked_at = {case.endpoint for case in CASES}
    assert readable - set(NOT_PAGES) - looked_at == set()
    assert set(NOT_PAGES) <= readable
    assert looked_at - {""} <= {rule.endpoint for rule in rules}


def test_every_long_text_is_in_the_table() -> None:
    assert set(PAGES) <= {case.path for case in CASES if case.endpoint == "site.page"}


def test_every_refusal_is_in_the_table() -> None:
    pages = {path.stem for path in (paths.TEMPLATES / "errors").glob("[0-9]*.html")}
    assert pages <= {str(case.status) for case in CASES if not case.endpoint}


def test_cases_have_names_of_their_own() -> None:
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))

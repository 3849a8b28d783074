"""Home, long texts, the health of the service, the page of components."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from deliberate import create_app
from deliberate.persistence.database import db
from deliberate.persistence.queries import health
from deliberate.services.concerns import Worry, set_concerns
from deliberate.web.site.pages import PAGES
from tests.factories.given import Given
from tests.support.applications import MakeApp, close
from tests.web.shared.reading import read


def test_home_is_there_before_anything_is_published(given: Given, client: FlaskClient) -> None:
    given.draft(slug="drafted")
    for lang in ("ko", "en"):
        answer = client.get(f"/{lang}/")
        assert answer.status_code == 200
        assert "drafted" not in answer.text


def test_home_leads_from_worries_to_clauses(app: Flask, given: Given, client: FlaskClient) -> None:
    made = given.framework(slug="care")
    words = {"ko": "기계가 나를 떨어뜨리면?", "en": "What if a machine turns me down?"}
    with app.app_context():
        set_concerns(made.official, made.ref, [Worry(words, made.clause_refs[:1])], given.now)
    for lang, worry in words.items():
        page = read(client.get(f"/{lang}/"))
        assert worry in page.text
        hrefs = {link.get("href") for link in page.links}
        assert f"/{lang}/frameworks/care/clauses/{made.clause_refs[0]}" in hrefs
        assert f"/{lang}/frameworks/care" in hrefs


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_long_texts_are_there_in_both_languages(
    client: FlaskClient, lang: str, page: str
) -> None:
    answer = client.get(f"/{lang}/{page}")
    assert answer.status_code == 200
    found = read(answer)
    assert found.lang == lang
    assert len(found.words["main"]) > 500
    assert "{{" not in found.text
    hrefs = {link.get("href") for link in found.links}
    assert {f"/{lang}/{each}" for each in PAGES} <= hrefs


def test_the_process_answers_without_a_database(tmp_path: Path) -> None:
    app = create_app(
        {"instance": tmp_path, "database_url": "sqlite:////nowhere/at/all.sqlite", "TESTING": True}
    )
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    away = client.get("/readyz")
    assert away.status_code == 503
    assert "does not answer" in away.text
    assert "sqlite" not in away.text
    close(app)


def test_ready_is_said_when_the_schema_is_the_one_that_this_code_needs(
    app: Flask, client: FlaskClient
) -> None:
    ready = client.get("/readyz")
    assert (ready.status_code, ready.text) == (200, "ok\n")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    behind = client.get("/readyz")
    assert behind.status_code == 503
    assert "deliberate db upgrade" in behind.text
    assert client.get("/healthz").status_code == 200


def test_a_database_without_tables_is_not_ready(empty_database_url: str, tmp_path: Path) -> None:
    app = create_app({"instance": tmp_path, "database_url": empty_database_url, "TESTING": True})
    assert app.test_client().get("/readyz").status_code == 503
    with app.app_context():
        assert health.current_revision() is None
    close(app)


def test_the_page_of_components_is_shown_in_the_demo_only(
    client: FlaskClient, make_app: MakeApp
) -> None:
    assert client.get("/ko/design").status_code == 404
    demo = make_app(demo=True).test_client()
    for lang in ("ko", "en"):
        assert demo.get(f"/{lang}/design").status_code == 200


def test_the_demos_people_and_password_are_shown_in_the_demo_only(
    client: FlaskClient, make_app: MakeApp
) -> None:
    shown = make_app(demo=True).test_client().get("/ko/sign-in").text
    assert "official@hanbit.example" in shown
    assert "hanbit-demo" in shown
    hidden = client.get("/ko/sign-in").text
    assert "hanbit" not in hidden

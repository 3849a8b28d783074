"""The demo as a newcomer finds it: a round that changed the text, and one that is open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import Role
from deliberate.domain.moderation import Waiting
from deliberate.persistence.database import db
from deliberate.persistence.queries.clauses import clause_page
from deliberate.persistence.queries.closing import workbench
from deliberate.persistence.queries.frameworks import framework_view
from deliberate.persistence.queries.moderation_queue import queue
from deliberate.persistence.queries.reports import report
from deliberate.persistence.queries.rounds import rounds_of
from deliberate.sample.loading import load_sample
from deliberate.sample.people import by_name, read_json, someone
from deliberate.sample.rounds import WRITTEN, load_rounds

SLUG = "hanbit-ai"
KEY = "k" * 40
SECOND_VERSION = 2


@pytest.fixture
def loaded(app_context: None, now: datetime) -> datetime:
    load_sample(now - WRITTEN)
    load_rounds(now, KEY)
    return now


def _rows() -> dict[str, int]:
    db.session.rollback()
    return {
        table.name: db.session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in db.metadata.sorted_tables
    }


def test_the_demo_tells_its_story_and_loading_it_again_adds_nothing(
    app: Flask, loaded: datetime
) -> None:
    first = _rows()
    _check_who_is_named(app)
    _check_the_text()
    _check_the_rounds(loaded)
    _check_the_report(loaded)
    _check_the_open_round(loaded)
    load_sample(loaded + timedelta(hours=1) - WRITTEN)
    load_rounds(loaded + timedelta(hours=1), KEY)
    assert _rows() == first


def _check_the_text() -> None:
    view = framework_view(SLUG)
    assert view.version.number == SECOND_VERSION
    numbers = [clause.numbers["ko"] for section in view.sections for clause in section.clauses]
    assert numbers.index("제12조의2") == numbers.index("제12조") + 1


def _check_the_rounds(now: datetime) -> None:
    second, first = rounds_of(framework_view(SLUG).ref, now)
    assert first.closes_at < now < second.closes_at
    assert second.opens_at <= now - timedelta(days=4)


def _check_the_report(now: datetime) -> None:
    view = framework_view(SLUG)
    _second, first = rounds_of(view.ref, now)
    assert report(first.ref, now).version == SECOND_VERSION
    clauses = [clause for section in view.sections for clause in section.clauses]
    traced = {
        each.numbers["en"] for each in clauses if clause_page(SLUG, each.ref).sources.get("ko")
    }
    changed = read_json("round1.json")["summaries"]
    assert traced == {f"Article {number}" for number in changed}


def _check_who_is_named(app: Flask) -> None:
    """An amendment that was handed in for an organisation names it wherever its words stand."""
    ref = framework_view(SLUG).sections[2].clauses[1].ref
    page = app.test_client().get(f"/ko/frameworks/{SLUG}/clauses/{ref}").text
    why = page.partition('id="why"')[2]
    assert "정보인권 해솔, 한빛 정보인권모임" in why


def _check_the_open_round(now: datetime) -> None:
    second, _first = rounds_of(framework_view(SLUG).ref, now)
    bench = workbench(second.ref, someone(Role.OFFICIAL))
    amendments = [each for clause in bench.clauses for each in clause.amendments]
    assert len(amendments) == len(read_json("round2.json")["amendments"])
    waiting = {
        name: {each.why for each in queue(by_name(name), now).entries}
        for name in ("moderator", "moderator2")
    }
    assert waiting == {
        "moderator": {Waiting.REPORT},
        "moderator2": {Waiting.APPEAL, Waiting.REPORT},
    }

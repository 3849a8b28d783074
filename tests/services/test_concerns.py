"""Concern cards lead from everyday worries to clauses of the newest version."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from deliberate.domain.errors import NotFound, NotPermitted
from deliberate.persistence.database import db
from deliberate.persistence.queries.concerns import SHOWN, cards
from deliberate.services.concerns import Worry, set_concerns
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.services.rows import everything
from tests.services.versions import publish_next


@pytest.fixture
def made(app_context: Flask, given: Given) -> Published:
    return given.framework()


def worry(number: int, *refs: str) -> Worry:
    return Worry({"ko": f"걱정 {number}", "en": f"Worry {number}"}, refs)


def shown() -> list[tuple[str, str]]:
    db.session.rollback()
    return [(card.words["en"], card.clause_ref) for card in cards()]


def test_a_card_leads_to_the_clause_that_speaks_to_it_most(made: Published, now: datetime) -> None:
    first, second, third, *_ = made.clause_refs
    set_concerns(made.official, made.ref, [worry(1, second, first), worry(2, third)], now)
    assert shown() == [("Worry 1", second), ("Worry 2", third)]
    card = cards()[0]
    assert card.slug == made.slug
    assert card.headings == {"ko": "설명할 책임 2", "en": "Duty to explain 2"}
    assert card.numbers == {"ko": "제2조", "en": "Article 2"}


def test_setting_the_cards_replaces_them(made: Published, now: datetime) -> None:
    ref = made.clause_refs[0]
    set_concerns(made.official, made.ref, [worry(1, ref), worry(2, ref)], now)
    set_concerns(made.official, made.ref, [worry(3, ref)], now)
    assert shown() == [("Worry 3", ref)]
    set_concerns(made.official, made.ref, [], now)
    assert shown() == []
    kept = everything("concern", "concern_text", "concern_clause")
    assert kept == {"concern": [], "concern_text": [], "concern_clause": []}


def test_a_card_cannot_lead_to_nothing(made: Published, given: Given, now: datetime) -> None:
    other = given.framework()
    before = everything()
    for ref in (other.clause_refs[0], "0000000000"):
        with pytest.raises(NotFound):
            set_concerns(made.official, made.ref, [worry(1, made.clause_refs[0], ref)], now)
    with pytest.raises(NotPermitted):
        set_concerns(made.official, other.ref, [], now)
    assert everything() == before


def test_a_draft_has_no_card_and_only_the_first_cards_are_shown(
    made: Published, now: datetime
) -> None:
    worries = [worry(number, made.clause_refs[0]) for number in range(SHOWN + 2)]
    set_concerns(made.official, made.ref, worries, now)
    assert [words for words, _ in shown()] == [f"Worry {number}" for number in range(SHOWN)]


def test_a_card_whose_clause_was_removed_is_not_shown(made: Published, now: datetime) -> None:
    gone, stays, *_ = made.clause_refs
    set_concerns(made.official, made.ref, [worry(1, gone), worry(2, stays)], now)
    publish_next(made.slug, now, without={gone})
    assert shown() == [("Worry 2", stays)]

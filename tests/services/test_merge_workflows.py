"""The shared scenarios that are about what officials do, not about the merge alone, by name."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.dispositions import Outcome
from deliberate.domain.next_version import TextStanding
from deliberate.persistence.queries import clauses
from deliberate.persistence.queries.amendment_pages import amendment_page
from deliberate.persistence.queries.closing import workbench
from tests.factories.given import Given
from tests.services.desk import Desk


@pytest.fixture
def desk(given: Given, now: datetime, app_context: Flask) -> Desk:
    return Desk(given.round(), given.person(), now)


def test_s60_a_withdrawn_amendment_reopens_what_it_changed(desk: Desk) -> None:
    words = desk.words()
    gone = desk.propose({"en": f"Clearly {words['en']}"})
    stays = desk.propose({"en": f"{words['en']} At once."})
    desk.close()
    desk.decide(gone)
    desk.decide(stays)
    desk.save()
    assert desk.clause().is_settled
    desk.withdraw(gone)
    text = desk.clause().texts["en"]
    assert text.standing is TextStanding.MOVED_ON
    assert text.body == f"{words['en']} At once."


def test_s56_an_amendment_accepted_with_changes_keeps_its_words_beside_those_of_officials(
    desk: Desk,
) -> None:
    words = desk.words()
    ref = desk.propose({"en": f"{words['en']} It never ranks or profiles people."})
    desk.close()
    desk.decide(ref, Outcome.ACCEPTED_WITH_CHANGES)
    published = f"{words['en']} It never ranks people."
    desk.save(ko=f"{words['ko']} 줄 세우지 않는다.", en=published)
    desk.confirm()
    desk.publish()
    assert desk.words()["en"] == published
    view = amendment_page(ref, desk.later).amendment
    english = next(each for each in view.texts if each.locale == "en")
    assert english.body == f"{words['en']} It never ranks or profiles people."
    assert view.disposition is not None
    assert view.disposition.outcome is Outcome.ACCEPTED_WITH_CHANGES


def test_s58_a_number_that_moves_is_flagged_where_it_is_cited(desk: Desk) -> None:
    words, number = desk.words(1), _number_of(desk, 0)
    going = desk.propose(dict.fromkeys(words, ""), kind=AmendmentKind.REMOVE)
    citing = desk.propose({"en": f"{words['en']} See {number}."}, place=1)
    desk.close()
    desk.decide(going)
    desk.decide(citing)
    refs = desk.held.framework.clause_refs
    moved = workbench(desk.held.ref, desk.official).moved_citations
    assert moved == {refs[1]: {"en": (number,)}}
    desk.save(refs[0], ko=desk.words()["ko"], en=desk.words()["en"])
    assert workbench(desk.held.ref, desk.official).moved_citations == {}


def _number_of(desk: Desk, place: int) -> str:
    page = clauses.clause_page(desk.held.framework.slug, desk.held.framework.clause_refs[place])
    return page.clause.numbers["en"]

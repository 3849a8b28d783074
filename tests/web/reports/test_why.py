"""Why a clause says what it says: its words as they stand, who asked for them, the answers."""

from __future__ import annotations

import re

from markupsafe import Markup

from deliberate.domain.dispositions import Outcome
from deliberate.persistence.queries.clauses import clause_page
from tests.factories.amendments import REASON
from tests.factories.given import Given
from tests.web.reports.conftest import REASONS, Told

LINES = "\n\n(1)  The first line.\n(2) The second line.\n"


def shown(html: str) -> str:
    """Return the words of the clause as the section shows them, without our hidden words."""
    found = re.search(r'<p class="law as-it-stands"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert found is not None
    bare = re.sub(r'<span class="hidden-words".*?</span>', "", found[1])
    return Markup(bare.replace("\n", "⏎").replace("  ", "␣␣")).striptags()


def test_the_words_stand_with_every_blank_and_line_break_that_they_have(told: Told) -> None:
    told.propose(Outcome.ACCEPTED, told.desk.words()["en"] + LINES)
    told.count()
    told.publish()
    words = told.desk.words()["en"]
    assert "\n(2)" in words
    html = told.section("why", told.clause_url())
    assert shown(html) == words.replace("\n", "⏎").replace("  ", "␣␣")


def test_the_stretches_cover_the_text_exactly_in_every_language(told: Told) -> None:
    old = told.desk.words()
    told.propose(Outcome.ACCEPTED, f"Always: {old['en']}" + LINES)
    told.count()
    told.publish()
    held = told.desk.held.framework
    page = clause_page(held.slug, held.clause_refs[0])
    assert set(page.sources) == {"ko", "en"}
    for locale, stretches in page.sources.items():
        assert "".join(each.text for each in stretches) == page.clause.bodies[locale]
        for each in stretches:
            pieces = (
                "".join((one.before, one.first, one.gap, one.rest, one.after))
                for one in each.pieces
            )
            assert "".join(pieces) == each.text


def test_the_reason_of_the_amendment_and_the_answer_to_it_stand_beside_the_words(
    told: Told,
) -> None:
    ref = told.propose(Outcome.ACCEPTED, f"Always: {told.desk.words()['en']} Surely.")
    told.count()
    told.publish()
    html = told.section("why", told.clause_url())
    assert html.count(f"/amendments/{ref}") == 1
    assert html.count(REASON) == 1
    assert REASONS["en"] in html
    assert REASONS["ko"] in told.section("why", told.clause_url(), "ko")
    told.hide(ref)
    html = told.section("why", told.clause_url())
    assert REASON not in html
    assert told.desk.author.participant_ref not in html
    assert "an amendment that cannot be read" in html


def test_words_of_several_amendments_side_by_side_are_one_mark(told: Told, given: Given) -> None:
    old = told.desk.words()["en"]
    for days in ("ten", "thirty"):
        told.propose(Outcome.ACCEPTED, f"{old} Within {days} days.")
    told.count()
    told.desk.save(en=f"{old} Within ten days.")
    told.desk.confirm()
    told.desk.publish()
    html = told.section("why", told.clause_url())
    assert html.count('<mark class="changed">') == 1
    assert html.count("/amendments/") == 2


def test_the_text_marks_beside_a_clause_that_people_changed_it(told: Told) -> None:
    slug = told.desk.held.framework.slug
    before = told.html(f"frameworks/{slug}")
    assert 'class="because"' not in before
    told.propose(Outcome.ACCEPTED, f"{told.desk.words()['en']} Always.")
    told.propose(Outcome.NOT_ACCEPTED, "No.", place=1)
    told.count()
    told.publish()
    html = told.html(f"frameworks/{slug}")
    assert html.count('class="because"') == 1
    assert f'{told.clause_url()}#why">Because of 1 amendment</a>' in html
    assert '<mark class="changed">' in html
    assert 'class="because"' not in told.html(f"frameworks/{slug}/versions/1")


def test_a_text_costs_the_same_with_one_changed_clause_and_with_four(
    told: Told, given: Given
) -> None:
    costs = []
    for number in (1, 4):
        each = Told(
            type(told.desk)(given.round(), told.desk.author, told.desk.now), told.client, told.app
        )
        for place in range(number):
            each.propose(Outcome.ACCEPTED, f"{each.desk.words(place)['en']} Always.", place)
        each.count()
        each.publish()
        costs.append(told.cost(f"frameworks/{each.desk.held.framework.slug}"))
    assert costs[0] == costs[1]

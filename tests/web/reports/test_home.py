"""The home page tells the last changes that came from what people proposed."""

from __future__ import annotations

from datetime import timedelta

from deliberate.domain.dispositions import Outcome
from tests.factories import frameworks, rounds
from tests.factories.amendments import REASON
from tests.services.desk import Desk
from tests.web.reports.conftest import Told, words

NAME = "푸른 고개 2"


def changed(told: Told, number: int) -> None:
    """Publish a version in which so many clauses are changed."""
    for place in range(number):
        old = told.desk.words(place)["en"]
        told.propose(Outcome.ACCEPTED, f"{old}\nNew: surely always {place}.\nLast.", place)
    told.count()
    told.publish()


def a_day_later(told: Told) -> Told:
    began = told.desk.now + timedelta(days=1)
    held = rounds.announced(frameworks.new_framework(began, slug="later"), began)
    return Told(Desk(held, told.desk.author, began), told.client, told.app)


def test_nothing_is_told_before_a_round_changed_words(told: Told) -> None:
    told.propose(Outcome.ACCEPTED, "Surely always.")
    told.count()
    assert 'id="changed"' not in told.html("?")


def test_a_change_is_told_with_the_voice_the_line_and_the_way_to_its_reasons(told: Told) -> None:
    changed(told, 1)
    html = told.section("changed", "?")
    assert REASON in html
    assert f"<bdi>{NAME}</bdi>" in html
    assert f'{told.clause_url()}#why"' in html
    assert "New: surely always 0." in words(html)
    assert "Last." not in words(html)


def test_changes_are_told_the_newest_first_and_at_one_cost(told: Told) -> None:
    changed(told, 1)
    one = told.cost("")
    later = a_day_later(told)
    changed(later, 2)
    html = told.section("changed", "?")
    assert html.count("#why") == 3
    assert html.index(later.clause_url()) < html.index(told.clause_url())
    assert told.cost("") == one


def test_a_hidden_amendment_is_not_told(told: Told) -> None:
    ref = told.propose(Outcome.ACCEPTED, f"{told.desk.words()['en']} Surely.")
    told.count()
    told.publish()
    assert NAME in told.html("?")
    told.hide(ref)
    assert NAME not in told.html("?")
    assert 'id="changed"' not in told.html("?")


def test_no_more_than_three_changes_are_told(told: Told) -> None:
    changed(told, 4)
    assert told.section("changed", "?").count("#why") == 3

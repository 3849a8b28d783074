"""The desks on which officials close a round, as browsers see them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor
from deliberate.domain.rounds import GRACE
from tests.factories import amending, contributions
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.frameworks.test_query_counts import cost
from tests.web.shared.clock import Clock

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
KOREAN, ENGLISH = "뜻을 살려 고칩니다.", "The text changes in this sense."
REASONS = {"reason_ko": KOREAN, "reason_en": ENGLISH}
ANSWER = {"answer_ko": KOREAN, "answer_en": ENGLISH}

Counted = Callable[[], None]


@pytest.fixture
def author(given: Given) -> Actor:
    return given.person()


@pytest.fixture
def proposed(app: Flask, held: Round, author: Actor) -> str:
    """An amendment to the English words of the first clause."""
    with app.app_context():
        return amending.amendment(author, held, held.opens_at)


@pytest.fixture
def said(app: Flask, held: Round, author: Actor) -> str:
    """A comment on the first clause."""
    with app.app_context():
        return contributions.comment(held, author, held.opens_at, "편지만으로는 몰라요.")


@pytest.fixture
def counted(app: Flask, held: Round, clock: Clock) -> Counted:
    """Lets the closing time pass and the round be counted."""

    def count() -> None:
        clock.now = held.closes_at + GRACE
        with app.app_context():
            take_snapshot(held.ref, clock.now, held.staff.official)

    return count


@pytest.fixture
def official(client_as: ClientAs, held: Round) -> FlaskClient:
    return client_as(held.staff.official)


def _hidden(client: FlaskClient, address: str) -> dict[str, str]:
    page = client.get(address)
    assert page.status_code == 200
    return {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}


def _clause(held: Round) -> str:
    return f"/en/rounds/{held.ref}/closing/clauses/{held.framework.clause_refs[0]}"


def _places(held: Round, proposed: str) -> tuple[str, ...]:
    clause = _clause(held)
    return (
        f"/en/rounds/{held.ref}/closing",
        clause,
        f"{clause}/text",
        f"{clause}/answers",
        f"/en/amendments/{proposed}/disposition",
        f"/en/rounds/{held.ref}/closing/publish",
    )


def test_nobody_but_officials_of_the_framework_sits_at_its_desk(
    held: Round, given: Given, client_as: ClientAs, proposed: str, counted: Counted
) -> None:
    counted()
    others = (given.person(), held.staff.moderators[0], given.framework().official)
    for actor in others:
        client = client_as(actor)
        assert [client.get(each).status_code for each in _places(held, proposed)] == [403] * 6


def test_a_stranger_is_asked_to_sign_in(
    client: FlaskClient, held: Round, proposed: str, counted: Counted
) -> None:
    counted()
    for each in _places(held, proposed):
        answer = client.get(each)
        assert answer.status_code in {302, 303}
        assert "/sign-in" in answer.location


def test_while_the_round_is_open_nothing_can_be_answered_and_every_word_is_kept(
    official: FlaskClient, held: Round, proposed: str
) -> None:
    address = f"/en/amendments/{proposed}/disposition"
    sent = {**_hidden(official, address), "outcome": "accepted", **REASONS}
    refused = official.post(address, data=sent)
    assert refused.status_code == 409
    assert KOREAN in refused.text
    assert ENGLISH in refused.text


def test_two_officials_who_answer_one_amendment_see_each_other_s_words(
    official: FlaskClient, held: Round, proposed: str, counted: Counted
) -> None:
    counted()
    address = f"/en/amendments/{proposed}/disposition"
    opened = _hidden(official, address)
    first = {**opened, "outcome": "accepted", **REASONS}
    assert official.post(address, data=first).status_code == 303
    mine = {"reason_ko": "다른 까닭입니다.", "reason_en": "Another <b>reason</b>."}
    late = official.post(address, data={**opened, "outcome": "not accepted", **mine})
    assert late.status_code == 409
    for words in ("다른 까닭입니다.", "Another &lt;b&gt;reason&lt;/b&gt;.", ENGLISH):
        assert words in late.text
    again = {name: html.unescape(value) for name, value in HIDDEN.findall(late.text)}
    answer = official.post(address, data={**again, "outcome": "not accepted", **mine})
    assert answer.status_code == 303, "once seen, it can be replaced"


def test_a_reason_in_one_language_is_not_enough_and_stays_in_its_box(
    official: FlaskClient, held: Round, proposed: str, counted: Counted
) -> None:
    counted()
    address = f"/en/amendments/{proposed}/disposition"
    sent = {**_hidden(official, address), "outcome": "accepted", "reason_en": ENGLISH}
    refused = official.post(address, data=sent)
    assert refused.status_code == 422
    assert ENGLISH in refused.text
    assert "Write this in both languages." in refused.text


def test_a_comment_that_another_official_answered_meanwhile_is_named_and_the_words_stay(
    official: FlaskClient, held: Round, said: str, counted: Counted
) -> None:
    counted()
    address = f"{_clause(held)}/answers"
    sent = {**_hidden(official, address), "comment": said, **ANSWER}
    assert official.post(address, data=sent).status_code == 303
    late = official.post(address, data={**sent, "answer_en": "Too late."})
    assert late.status_code == 409
    assert "Too late." in late.text


def test_a_text_that_moved_on_meanwhile_is_shown_beside_what_was_typed(
    official: FlaskClient, held: Round, proposed: str, counted: Counted
) -> None:
    counted()
    dispose = f"/en/amendments/{proposed}/disposition"
    sent = {**_hidden(official, dispose), "outcome": "accepted", **REASONS}
    official.post(dispose, data=sent)
    address = f"{_clause(held)}/text"
    opened = _hidden(official, address)
    words = {"body_ko": "고친 글이다.", "body_en": "The text as changed."}
    numbers = {"number_ko": "제1조", "number_en": "Article 1", "heading_en": "Duty"}
    first = official.post(address, data={**opened, **words, **numbers, "save": "1"})
    assert first.status_code == 303
    mine = {"body_ko": "내 글이다.", "body_en": "My own text."}
    late = official.post(address, data={**opened, **mine, **numbers, "save": "1"})
    assert late.status_code == 409
    for text in ("내 글이다.", "My own text.", "The text as changed."):
        assert text in late.text


def test_publication_is_refused_with_a_list_of_what_blocks_it(
    official: FlaskClient, held: Round, proposed: str, said: str, counted: Counted
) -> None:
    counted()
    address = f"/en/rounds/{held.ref}/closing/publish"
    refused = official.post(address, data=_hidden(official, address))
    assert refused.status_code == 409
    assert "Answer every comment." in refused.text
    assert "Answer every amendment." in refused.text
    assert official.get(f"/en/rounds/{held.ref}/report").status_code == 404


def test_the_desks_ask_the_same_number_of_times_however_much_there_is(
    app: Flask, official: FlaskClient, held: Round, given: Given, proposed: str, said: str
) -> None:
    places = _places(held, proposed)
    before = [cost(app, official, each) for each in places]
    with app.app_context():
        for number in range(4):
            person = given.person()
            words = {"en": f"Quite different words, number {number}."}
            amending.amendment(person, held, held.opens_at, words, clause=number)
            contributions.comment(held, person, held.opens_at, f"그렇군요 {number}")
    assert [cost(app, official, each) for each in places] == before

"""One item before a moderator: in its context, decided by keyboard."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.moderation import ConductRule
from tests.factories.contributions import comment, report
from tests.factories.rounds import Round
from tests.web.moderation.browsing import BODY, FACTS, decide, hidden, item, offered, text_of
from tests.web.moderation.waiting import QUEUE, order
from tests.web.shared.clock import Clock


def test_an_item_stands_in_its_context(
    app: Flask, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    with app.app_context():
        parent = comment(held, author, clock.now, "첫 의견")
        ref = comment(held, author, clock.now, "나쁜 답글", parent=parent)
        report(ANONYMOUS, ref, clock.now, ConductRule.HATE, "사람을 깎아내려요.")
        report(ANONYMOUS, ref, clock.now, ConductRule.ATTACK)
    page = text_of(moderator.get(item(ref)))
    for words in ("나쁜 답글", "첫 의견", "2 reports", "사람을 깎아내려요.", "Hate", "Attacks"):
        assert words in page
    assert "A public body gives the reasons for automated decision 1" in page


def test_decisions_are_radio_buttons_and_one_button(
    app: Flask, moderator: FlaskClient, said: str
) -> None:
    page = moderator.get(item(said))
    assert offered(page) == ["keep", "hide", "redact"]
    form = page.text.partition(f'action="{item(said)}/decision"')[2].partition("</form>")[0]
    assert form.count("<button") == 1
    assert decide(moderator, said, "hide").status_code == 303
    assert offered(moderator.get(item(said))) == ["restore"]


def test_the_reported_rule_is_chosen_already(
    app: Flask, moderator: FlaskClient, said: str, clock: Clock
) -> None:
    with app.app_context():
        report(ANONYMOUS, said, clock.now, ConductRule.SPAM)
    assert '<option selected value="spam">' in moderator.get(item(said)).text


def test_keeping_needs_no_reasons_of_ones_own(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert decide(moderator, said, "keep", facts="").status_code == 303
    assert "It does not break this rule." in moderator.get(item(said)).text


def test_hiding_needs_reasons(moderator: FlaskClient, client: FlaskClient, said: str) -> None:
    answer = decide(moderator, said, "hide", facts=" ")
    assert answer.status_code == 422
    assert '<a href="#facts">' in answer.text
    assert BODY in client.get(f"/en/comments/{said}").text


def test_without_a_decision_one_is_asked_for(moderator: FlaskClient, said: str) -> None:
    answer = decide(moderator, said, "", facts="내 이유")
    assert answer.status_code == 422
    assert "내 이유" in answer.text
    assert "Error:" in answer.text.partition("<title>")[2].partition("</title>")[0]


def test_a_passage_is_made_unreadable(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert decide(moderator, said, "redact", passage="010-1234-5678").status_code == 303
    page = client.get(f"/en/comments/{said}").text
    assert "010-1234-5678" not in page
    assert "[hidden by a moderator]" in page


def test_a_passage_that_is_there_twice_asks_which_one(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert 'name="which"' not in moderator.get(item(said)).text
    refused = decide(moderator, said, "redact", passage="김나루")
    assert refused.status_code == 422
    assert "2 times" in refused.text
    assert 'name="which"' in refused.text
    assert FACTS in refused.text
    assert decide(moderator, said, "redact", passage="김나루", which="2").status_code == 303
    page = client.get(f"/en/comments/{said}").text
    assert page.count("김나루") == 1


@pytest.mark.parametrize("passage", ["", "박마루"])
def test_a_passage_that_is_not_there_is_refused_at_its_box(
    moderator: FlaskClient, said: str, passage: str
) -> None:
    answer = decide(moderator, said, "redact", passage=passage)
    assert answer.status_code == 422
    assert '<a href="#passage">' in answer.text


def test_who_comes_late_hears_what_was_decided_and_keeps_their_words(
    moderator: FlaskClient, second: FlaskClient, said: str
) -> None:
    opened = second.get(item(said))
    decide(moderator, said, "hide")
    sent = {**hidden(opened), "decision": "keep", "rule": "attack", "facts": "내 이유"}
    answer = second.post(f"{item(said)}/decision", data=sent)
    assert answer.status_code == 409
    assert "decided: hidden" in answer.text
    assert "내 이유" in answer.text
    assert offered(answer) == ["restore"]


def test_a_moderator_cannot_decide_about_their_own(
    app: Flask, moderator: FlaskClient, held: Round, clock: Clock
) -> None:
    with app.app_context():
        ref = comment(held, held.staff.moderators[0], clock.now)
        report(ANONYMOUS, ref, clock.now)
    assert "waits for a different moderator" in text_of(moderator.get(QUEUE))
    assert order(moderator) == []
    page = moderator.get(item(ref))
    assert offered(page) == []
    sent = {"decision": "keep", "rule": "attack", "facts": "내 이유", "decisions": "0"}
    answer = moderator.post(f"{item(ref)}/decision", data=sent)
    assert answer.status_code == 403
    assert "내 이유" in answer.text

"""Answering comments, and what an author does with their own: with htmx and without."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.moderation import ConductRule, ModerationDecision
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.comments import TranslationRequest
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.votes import CommentVote
from tests.factories import comments, rounds
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs, MakeApp
from tests.web.comments.browsing import box, hidden
from tests.web.shared.clock import Clock
from tests.web.votes.browsing import HTMX, address, code_in, open_form


@pytest.fixture
def author(given: Given) -> Actor:
    return given.person()


@pytest.fixture
def said(app: Flask, held: Round, author: Actor, clock: Clock) -> str:
    with app.app_context():
        return comments.comment(author, held, clock.now, body="First words")


def answers(app: Flask) -> list[str]:
    with app.app_context():
        return [each.value for each in db.session.scalars(select(CommentVote.choice))]


def test_an_answer_is_saved_and_can_be_changed(
    said: str, given: Given, client_as: ClientAs, app: Flask
) -> None:
    client, path = client_as(given.person()), f"/en/comments/{said}/answer"
    for choice in ("agree", "disagree"):
        answer = client.post(path, data={"choice": choice, "seen": "en"})
        assert (answer.status_code, answer.location) == (303, path)
        page = client.get(path).text
        assert "Your answer is saved." in page
        assert f"Your answer so far: {choice}." in page
    assert answers(app) == ["disagree"]
    assert "0 agree, 1 disagree, 0 passed" in client.get(f"/en/comments/{said}").text


def test_pages_that_were_open_before_a_stranger_became_a_guest_can_still_be_sent(
    said: str, held: Round, make_app: MakeApp, app: Flask
) -> None:
    client, path = make_app(WTF_CSRF_ENABLED=True).test_client(), f"/en/comments/{said}/answer"
    panel = hidden(client.get(path, headers=HTMX))
    vote = {**open_form(client, held), "choice": ClauseChoice.AGREE.value}
    assert code_in(client.post(address(held), data=vote, headers=HTMX))
    answer = client.post(path, data={**panel, "choice": "agree"}, headers=HTMX)
    assert answer.status_code == 200
    assert answers(app) == ["agree"]


def test_htmx_gets_the_panel_alone(said: str, given: Given, client_as: ClientAs) -> None:
    client, path = client_as(given.person()), f"/en/comments/{said}/answer"
    opened = client.get(path, headers=HTMX)
    assert opened.text.strip().startswith(f'<div id="answer-{said}"')
    assert opened.headers["Cache-Control"] == "no-store"
    sent = client.post(path, data={"choice": "pass"}, headers=HTMX)
    assert sent.status_code == 200
    assert sent.text.strip().startswith(f'<div id="answer-{said}"')
    assert "data-announce=" in sent.text


def test_a_stranger_answers_in_three_taps_and_gets_a_receipt(
    client: FlaskClient, said: str, app: Flask
) -> None:
    path = f"/en/comments/{said}/answer"
    opened = client.get(path)
    assert opened.headers["Cache-Control"] == "no-store"
    sent = client.post(path, data={**hidden(opened), "choice": "agree"})
    assert sent.status_code == 200
    assert len(code_in(sent)) == 14
    assert 'data-announce="Your answer is saved.' in sent.text
    assert code_in(client.get(path)) == ""
    assert answers(app) == ["agree"]


@pytest.mark.parametrize("choice", ["", "for", "AGREE"])
def test_only_the_three_answers_are_taken(
    client: FlaskClient, said: str, app: Flask, choice: str
) -> None:
    answer = client.post(f"/en/comments/{said}/answer", data={"choice": choice})
    assert answer.status_code == 422
    assert answers(app) == []


def test_answers_end_with_the_round(
    client: FlaskClient, said: str, held: Round, clock: Clock, app: Flask
) -> None:
    path = f"/en/comments/{said}/answer"
    client.get(path)
    clock.now = held.closes_at
    answer = client.post(path, data={"choice": "agree"})
    assert answer.status_code == 409
    assert "This round has ended" in answer.text
    assert answers(app) == []
    assert "takes no answers at the moment" in client.get(path).text


def test_an_author_is_not_asked_whether_they_agree_with_themselves(
    said: str, author: Actor, client_as: ClientAs
) -> None:
    client = client_as(author)
    page = client.get(f"/en/comments/{said}/answer").text
    assert 'name="choice"' not in page
    assert client.post(f"/en/comments/{said}/answer", data={"choice": "agree"}).status_code == 403


def test_a_reader_asks_for_a_translation_without_an_account(
    client: FlaskClient, said: str, app: Flask
) -> None:
    path = f"/en/comments/{said}/translation-request"
    assert "Ask for a translation into Korean" in client.get(f"/en/comments/{said}/answer").text
    assert client.post(path, data={"locale": "ko"}).status_code == 303
    assert client.post(path, data={"locale": "xx"}).status_code == 422
    page = client.get(f"/en/comments/{said}/answer").text
    assert "Someone has asked for a translation into Korean." in page
    assert "Ask for a translation" not in page
    with app.app_context():
        assert len(db.session.scalars(select(TranslationRequest)).all()) == 1


def test_a_translator_translates_and_others_may_not(
    held: Round, said: str, given: Given, client_as: ClientAs
) -> None:
    path = f"/en/comments/{said}/translate/ko"
    assert client_as(given.person()).get(path).status_code == 403
    assert client_as(given.person()).post(path, data={"body": "말"}).status_code == 403
    client = client_as(given.person(Role.TRANSLATOR, held.framework.ref))
    assert "First words" in client.get(path).text
    empty = client.post(path, data={"body": " "})
    assert empty.status_code == 422
    assert client.post(path, data={"body": "첫 말"}).status_code == 303
    assert "첫 말" in client.get(f"/ko/comments/{said}").text


def test_an_author_changes_their_words_first_without_a_trace_then_visibly(
    said: str, author: Actor, client_as: ClientAs, clock: Clock
) -> None:
    client, path = client_as(author), f"/en/comments/{said}/correct"
    opened = client.get(path)
    assert box(opened) == "First words"
    assert "Nothing shows that they were different." in opened.text
    assert client.post(path, data={"body": "Second words"}).status_code == 303
    assert "First words" not in client.get(f"/en/comments/{said}").text
    clock.now = clock.now.replace(day=3)
    assert "the earlier words stay readable" in client.get(path).text
    assert client.post(path, data={"body": "Third words"}).status_code == 303
    page = client.get(f"/en/comments/{said}").text
    assert page.index("Third words") < page.index("Second words")
    assert "What it said until it was corrected on 3 March 2026" in page


def test_a_refused_correction_keeps_the_text(
    said: str, author: Actor, held: Round, client_as: ClientAs, clock: Clock
) -> None:
    client, path = client_as(author), f"/en/comments/{said}/correct"
    long = "x" * 5_001
    answer = client.post(path, data={"body": long})
    assert (answer.status_code, box(answer)) == (422, long)
    clock.now = held.closes_at
    answer = client.post(path, data={"body": "Too late"})
    assert (answer.status_code, box(answer)) == (409, "Too late")


@pytest.mark.parametrize("what", ["correct", "withdraw"])
def test_one_s_own_comment_is_nobody_else_s(
    client: FlaskClient, said: str, given: Given, client_as: ClientAs, what: str
) -> None:
    path = f"/en/comments/{said}/{what}"
    stranger = client.get(path)
    assert stranger.status_code == 303
    assert "/sign-in" in stranger.location
    sent = client.post(path, data={"body": "Not mine"})
    assert sent.status_code == 401
    other = client_as(given.person())
    assert other.get(path).status_code == 403
    assert other.post(path, data={"body": "Not mine"}).status_code == 403
    assert "First words" in client.get(f"/en/comments/{said}").text


def test_an_author_withdraws_after_being_asked_once_more(
    said: str, author: Actor, client_as: ClientAs
) -> None:
    client, path = client_as(author), f"/en/comments/{said}/withdraw"
    asked = client.get(path)
    assert "This cannot be undone." in asked.text
    answer = client.post(path)
    assert answer.status_code == 303
    assert "Only its place is left." in client.get(answer.location).text
    assert "Withdrawn by its author." in client.get(f"/en/comments/{said}").text
    assert client.post(path).status_code == 409


def test_where_moderators_look_first_the_author_sees_that_it_waits(
    app: Flask, given: Given, client: FlaskClient, client_as: ClientAs, clock: Clock
) -> None:
    author = given.person()
    with app.app_context():
        held = rounds.announced(given.framework(), clock.now, premoderated=True)
        ref = comments.comment(author, held, clock.now, body="Wait for me")
    assert client.get(f"/en/comments/{ref}").status_code == 404
    assert client.get(f"/en/comments/{ref}/answer").status_code == 404
    own = client_as(author).get(f"/en/comments/{ref}", follow_redirects=True)
    assert "Wait for me" in own.text
    assert "A moderator looks at this comment before others see it." in own.text


def test_a_hidden_comment_leads_everybody_to_the_reasons(
    app: Flask, held: Round, said: str, author: Actor, client: FlaskClient, client_as: ClientAs
) -> None:
    action_ref = hide(app, said)
    statement = f"/en/moderation/statements/{action_ref}"
    public = client.get(f"/en/comments/{said}").text
    assert "First words" not in public
    assert f'href="{statement}"' in public
    own = client_as(author).get(f"/en/comments/{said}/answer").text
    assert "First words" in own
    assert f'href="{statement}"' in own


def hide(app: Flask, ref: str) -> str:
    """Let a moderator hide a comment; return the ref of the action."""
    with app.app_context(), transaction() as session:
        found = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        found.hidden_at = found.submitted_at
        action = ModerationAction(
            contribution_id=found.id,
            decision=ModerationDecision.HIDE,
            rule=ConductRule.ATTACK,
            decided_by=session.scalars(select(Account.id).limit(1)).one(),
            decided_at=found.submitted_at,
        )
        session.add(action)
        session.flush()
        return action.ref

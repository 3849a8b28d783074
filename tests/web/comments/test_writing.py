"""Writing comments: five screens without an account, nothing lost whatever happens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from deliberate.domain.comments import COMMENT_LENGTH
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.participants import WebSession
from tests.factories import votes
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs, MakeApp
from tests.web.comments.browsing import (
    BODY,
    box,
    check,
    comment_as,
    filled,
    hidden,
    ref_in,
    send,
)
from tests.web.shared.clock import Clock
from tests.web.votes.browsing import address, code_in


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Contribution)) or 0


def test_a_stranger_comments_in_four_screens_and_keeps_a_receipt(
    client: FlaskClient, held: Round, app: Flask
) -> None:
    clause = client.get(address(held, what=""))
    assert f'href="{address(held, what="/comment")}"' in clause.text
    checked = check(client, held, filled(client, held, stance="concern"))
    assert checked.status_code == 200
    assert BODY in checked.text
    assert how_many(app) == 0
    receipt = send(client, held, hidden(checked))
    assert receipt.status_code == 200
    assert len(code_in(receipt)) == 14
    assert receipt.headers["Cache-Control"] == "no-store"
    assert how_many(app) == 1
    page = client.get(f"/en/comments/{ref_in(receipt)}")
    assert BODY in page.text
    assert code_in(receipt) not in page.text
    again = client.get(f"/en/comments/{ref_in(receipt)}/sent")
    assert code_in(receipt) not in again.text


def test_someone_whom_we_know_gets_no_second_receipt(
    held: Round, given: Given, client_as: ClientAs
) -> None:
    for actor in (given.person(), given.guest()[0]):
        client = client_as(actor)
        answer = comment_as(client, held)
        assert answer.status_code == 303
        done = client.get(answer.location)
        assert done.status_code == 200
        assert BODY in done.text
        assert code_in(done) == ""


def test_a_double_submit_makes_one_comment_and_one_receipt(
    client: FlaskClient, held: Round, app: Flask
) -> None:
    fields = hidden(check(client, held, filled(client, held)))
    other = app.test_client()
    for cookie in (client.get_cookie("deliberate"),):
        assert cookie is not None
        other.set_cookie("deliberate", cookie.value)
    first, second = send(client, held, fields), send(other, held, fields)
    assert code_in(first) == code_in(second) != ""
    assert how_many(app) == 1
    back = send(client, held, fields)
    assert back.status_code == 303
    assert ref_in(back) == ref_in(first)
    assert how_many(app) == 1


def test_words_survive_going_back_to_change_them(client: FlaskClient, held: Round) -> None:
    words = "First line\n\n  second <b>line</b> & 셋째 줄"
    fields = filled(client, held, body=words, stance="question", naming="once", language="ko")
    checked = check(client, held, fields)
    changed = send(client, held, {**hidden(checked), "change": "1"})
    assert changed.status_code == 200
    assert box(changed) == words
    assert 'value="question" checked' in changed.text
    assert 'value="once" checked' in changed.text
    assert hidden(changed)["key"] == fields["key"]


@pytest.mark.parametrize(
    ("body", "said"),
    [(" ", "Write something"), ("x" * (COMMENT_LENGTH + 7), "Take out 7, or make two")],
)
def test_what_cannot_be_sent_is_said_at_the_box(
    client: FlaskClient, held: Round, body: str, said: str
) -> None:
    answer = check(client, held, filled(client, held, body=body))
    assert answer.status_code == 422
    assert said in answer.text
    assert box(answer) == body
    assert "<title>Error:" in answer.text


def test_a_closed_round_keeps_the_words(
    client: FlaskClient, held: Round, clock: Clock, app: Flask
) -> None:
    fields = hidden(check(client, held, filled(client, held)))
    clock.now = held.closes_at
    answer = send(client, held, fields)
    assert answer.status_code == 409
    assert "This round has ended" in answer.text
    assert box(answer) == BODY
    assert how_many(app) == 0


def test_a_round_that_has_closed_says_so_before_one_sends(
    client: FlaskClient, held: Round, clock: Clock
) -> None:
    fields = filled(client, held)
    clock.now = held.closes_at
    answer = check(client, held, fields)
    assert answer.status_code == 409
    assert "This round has ended" in answer.text
    assert box(answer) == BODY


def test_words_on_a_clause_that_has_changed_come_back_with_both_wordings(
    client: FlaskClient, held: Round, app: Flask, clock: Clock
) -> None:
    fields = hidden(check(client, held, filled(client, held)))
    with app.app_context():
        votes.new_version(held.framework.slug, held.framework.clause_refs[0], clock.now)
        now_said = votes.wording_of(held.framework.clause_refs[0])
    stale = {**fields, "wording": now_said}
    answer = send(client, held, stale)
    assert answer.status_code == 409
    assert "Other words than before." in answer.text
    assert "gives the reasons for automated decision 1" in answer.text
    assert box(answer) == BODY
    repaired = {**filled(client, held), **hidden(answer), "body": box(answer)}
    assert code_in(send(client, held, hidden(check(client, held, repaired))))
    assert how_many(app) == 1


def test_an_ended_session_makes_nobody_new_unless_they_say_so(
    held: Round, given: Given, client_as: ClientAs, app: Flask
) -> None:
    client = client_as(given.person())
    fields = hidden(check(client, held, filled(client, held)))
    with app.app_context(), transaction() as session:
        session.execute(delete(WebSession))
    answer = send(client, held, fields)
    assert answer.status_code == 409
    assert hidden(answer)["body"] == BODY
    assert how_many(app) == 0
    assert code_in(send(client, held, {**hidden(answer), "anew": "1"}))
    assert how_many(app) == 1


def test_a_page_that_was_open_too_long_gives_the_words_back(make_app: MakeApp, held: Round) -> None:
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    fields = filled(client, held)
    answer = send(client, held, {**fields, "csrf_token": "stale"})
    assert answer.status_code == 400
    assert BODY in answer.text


def test_a_one_time_name_is_made_up_and_hides_the_usual_one(
    held: Round, given: Given, client_as: ClientAs
) -> None:
    client = client_as(given.person(pseudonym="Slow River 11"))
    checked = check(client, held, filled(client, held, naming="once"))
    made_up = hidden(checked)["one_time_name"]
    assert made_up
    ref = ref_in(send(client, held, hidden(checked)))
    for path in (f"/en/comments/{ref}", address(held, what=""), address(held, what="/comments")):
        text = client.get(path).text
        assert made_up in text
        assert "Slow River 11" not in text


def test_a_one_time_name_cannot_be_one_that_is_known(
    held: Round, given: Given, client_as: ClientAs, app: Flask
) -> None:
    client = client_as(given.person(pseudonym="Slow River 11"))
    answer = comment_as(client, held, naming="once", one_time_name="slow river 11")
    assert answer.status_code == 422
    assert "You have used this name before" in answer.text
    assert box(answer) == BODY
    assert how_many(app) == 0


def test_a_reply_stands_under_its_comment(client: FlaskClient, held: Round, app: Flask) -> None:
    first = ref_in(comment_as(client, held, body="The first word."))
    fields = filled(client, held, reply_to=first, body="A second opinion.")
    assert (
        "The first word." in client.get(f"{address(held, what='/comment')}?reply_to={first}").text
    )
    reply = ref_in(send(client, held, hidden(check(client, held, fields))))
    page = client.get(f"/en/comments/{first}").text
    assert page.index("The first word.") < page.index("A second opinion.")
    assert f"/en/comments/{first}" in client.get(f"/en/comments/{reply}").text
    deeper = filled(client, held, reply_to=reply)
    answer = send(client, held, hidden(check(client, held, deeper)))
    assert answer.status_code == 422
    assert "Replies have no replies" in answer.text


def test_the_box_says_that_nothing_can_be_attached_and_offers_the_phone(
    make_app: MakeApp, held: Round
) -> None:
    client = make_app(phone="02-000-0000").test_client()
    page = client.get(address(held, what="/comment")).text
    assert "You cannot attach files here." in page
    assert "call us: 02-000-0000" in page
    assert 'type="file"' not in page


def test_where_nothing_is_open_there_is_no_box(
    client: FlaskClient, held: Round, clock: Clock
) -> None:
    clock.now = held.closes_at + timedelta(days=1)
    assert address(held, what="/comment") not in client.get(address(held, what="")).text
    page = client.get(address(held, what="/comment"))
    assert page.status_code == 200
    assert "not open at the moment" in page.text
    assert "<textarea" not in page.text

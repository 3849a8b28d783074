"""Rule: whoever asks for it is told what goes and what stays, and is erased then."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from deliberate.domain.actors import Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.erasure import NAMES
from deliberate.domain.votes import ClauseChoice
from tests.factories import contributions
from tests.factories.given import Given
from tests.factories.votes import vote
from tests.services.desk import Desk
from tests.services.rows import everything
from tests.support.applications import ClientAs

PATH = "/en/mine/erase"


def test_a_stranger_is_asked_who_they_are(app: Flask) -> None:
    for answer in (
        app.test_client().get(PATH),
        app.test_client().post(PATH, data={"is_sure": "y"}),
    ):
        assert answer.status_code in {302, 303, 401}
        assert "Erase for good" not in answer.text


def test_the_page_says_how_much_goes_and_how_much_stays(
    app_context: Flask, given: Given, now: datetime, client_as: ClientAs
) -> None:
    author = given.person()
    desk = Desk(given.round(), author, now)
    taken_up = desk.propose({"en": "Nobody is judged by machines alone."})
    desk.propose({"en": "Nobody is judged at all."}, place=1)
    contributions.comment(desk.held, author, now)
    vote(desk.held, author, ClauseChoice.AGREE, now)
    desk.close()
    desk.decide(taken_up, Outcome.ACCEPTED)
    page = client_as(author).get(PATH).text
    assert "The words of 1 comment<" in page
    assert "The words of 1 amendment<" in page
    assert "The wording of 1 amendment that was taken up" in page
    assert "1 vote that has been counted" in page
    assert "not counted yet" not in page
    assert app_context


def test_without_the_tick_nothing_happens(
    app_context: Flask, given: Given, now: datetime, client_as: ClientAs
) -> None:
    client = client_as(given.person())
    before = everything()
    answer = client.post(PATH, data={})
    assert answer.status_code == 422
    assert "Tick the box" in answer.text
    assert everything() == before


def test_whoever_was_erased_is_a_stranger_at_once(
    app_context: Flask, given: Given, now: datetime, client_as: ClientAs
) -> None:
    person = given.person(pseudonym="Clear Harbour 12")
    ref = contributions.comment(given.round(), person, now)
    client, elsewhere = client_as(person), client_as(person)
    answer = client.post(PATH, data={"is_sure": "y"})
    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer.headers["Cache-Control"]
    for each in (client, elsewhere):
        assert each.get("/en/account").status_code in {302, 303, 401}
    page = app_context.test_client().get(f"/en/comments/{ref}").text
    assert "Withdrawn by its author." in page
    assert "Clear Harbour" not in page


def test_a_guest_erases_what_they_gave(
    app_context: Flask, given: Given, now: datetime, client_as: ClientAs
) -> None:
    guest, _code = given.guest()
    ref = contributions.comment(given.round(), guest, now)
    client = client_as(guest)
    assert "The words of 1 comment<" in client.get(PATH).text
    assert client.post(PATH, data={"is_sure": "y"}).status_code == 200
    assert contributions.original(ref).body == ""
    assert app_context


def test_the_last_operator_is_told_why_not(given: Given, client_as: ClientAs) -> None:
    answer = client_as(given.person(Role.OPERATOR)).post(PATH, data={"is_sure": "y"})
    assert 400 <= answer.status_code < 500
    assert NAMES["en"] not in answer.text

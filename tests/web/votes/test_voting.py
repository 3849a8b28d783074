"""Voting in pages: three taps for a stranger, every refusal keeps the choice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from deliberate.domain.credentials import SESSION_LIFETIME
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.participants import WebSession
from tests.factories.given import Given
from tests.factories.rounds import Round, phase
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.clock import Clock
from tests.web.votes.browsing import (
    HTMX,
    address,
    cast,
    checked,
    code_in,
    open_form,
    vote_as,
)

AGREE, WITH_CHANGES, DISAGREE, UNCLEAR = ClauseChoice
SEE_OTHER, FORBIDDEN, CONFLICT, UNPROCESSABLE = 303, 403, 409, 422


def test_a_stranger_votes_in_three_taps(app: Flask, client: FlaskClient, held: Round) -> None:
    """From the clause: the link, a choice, and sending it, which answers with the receipt."""
    clause = client.get(address(held, what=""))
    assert f'href="{address(held)}"' in clause.text
    assert "Set-Cookie" not in clause.headers
    answer = vote_as(client, held, AGREE)
    assert answer.status_code == 200
    assert len(code_in(answer)) == len("K7MF-4QXT-92HP")
    assert answer.headers["Cache-Control"] == "no-store"
    assert code_in(answer) not in repr(answer.headers)
    with app.app_context():
        assert cast() == [AGREE]


def test_the_code_is_shown_once_and_leads_back(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    code = code_in(vote_as(client, held, AGREE))
    for path in (address(held), "/en/mine", address(held, what="")):
        assert code not in client.get(path).text
    elsewhere = app.test_client()
    answer = elsewhere.post("/en/receipts", data={"code": code.lower()})
    assert answer.status_code == SEE_OTHER
    assert checked(elsewhere.get(address(held))) == [AGREE]


def test_further_votes_of_the_same_browser_are_the_same_guests(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    vote_as(client, held, AGREE)
    for place, choice in ((0, DISAGREE), (1, UNCLEAR)):
        answer = vote_as(client, held, choice, place)
        assert answer.status_code == SEE_OTHER
        assert answer.location.startswith(address(held, place))
        page = client.get(answer.location)
        assert code_in(page) == ""
        assert checked(page) == [choice]
        assert "Your vote is saved." in page.text
    assert "1 person has voted" in client.get(address(held)).text
    with app.app_context():
        assert cast() == [DISAGREE, UNCLEAR]


def test_someone_with_an_account_votes_as_themselves(
    app: Flask, client_as: ClientAs, held: Round, given: Given
) -> None:
    client = client_as(given.person())
    assert vote_as(client, held, WITH_CHANGES).status_code == SEE_OTHER
    assert checked(client.get(address(held))) == [WITH_CHANGES]
    assert "Start fresh" not in client.get(address(held)).text


def test_the_panel_is_a_fragment_for_htmx_and_private(client: FlaskClient, held: Round) -> None:
    panel = client.get(address(held), headers=HTMX)
    assert "<html" not in panel.text
    assert panel.text.count('id="vote-panel"') == 1
    assert panel.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in panel.headers["Vary"]
    sent = {**open_form(client, held), "choice": AGREE.value}
    receipt = client.post(address(held), data=sent, headers=HTMX)
    assert "<html" not in receipt.text
    assert code_in(receipt)
    again = client.post(address(held), data={**sent, "choice": DISAGREE.value}, headers=HTMX)
    assert again.status_code == 200
    assert "data-announce" in again.text
    assert checked(again) == [DISAGREE]


def test_the_clauses_page_carries_no_form_and_nothing_personal(
    client: FlaskClient, client_as: ClientAs, held: Round, given: Given
) -> None:
    page = client.get(address(held, what=""))
    assert "public" in page.headers["Cache-Control"]
    assert "<form" not in page.text
    assert "csrf" not in page.text
    person = client_as(given.person())
    vote_as(person, held, AGREE)
    assert person.get(address(held, what="")).text == page.text


def test_a_double_submit_of_a_stranger_makes_one_guest_and_one_vote(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    """Both requests leave before the first answer brings its cookie."""
    sent = {**open_form(client, held), "choice": AGREE.value}
    before = client.get_cookie("deliberate")
    assert before is not None
    first = client.post(address(held), data=sent)
    client.set_cookie("deliberate", before.value)
    second = client.post(address(held), data=sent)
    assert code_in(first) == code_in(second) != ""
    with app.app_context():
        assert cast() == [AGREE]
    page = client.get(address(held))
    assert "1 person has voted" in page.text
    assert checked(page) == [AGREE]


def test_the_back_button_changes_the_vote_and_makes_nobody_new(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    sent = open_form(client, held)
    client.post(address(held), data={**sent, "choice": AGREE.value})
    answer = client.post(address(held), data={**sent, "choice": DISAGREE.value})
    assert answer.status_code == SEE_OTHER
    with app.app_context():
        assert cast() == [DISAGREE]


def test_nothing_chosen_is_said_at_the_field(client: FlaskClient, held: Round) -> None:
    sent = open_form(client, held)
    for wrong in ({}, {"choice": ""}, {"choice": "perhaps"}):
        answer = client.post(address(held), data={**sent, **wrong})
        assert answer.status_code == UNPROCESSABLE
        assert 'href="#choice"' in answer.text
        assert "<title>Error:" in answer.text


def test_a_closed_round_refuses_and_keeps_the_choice(
    app: Flask, client: FlaskClient, held: Round, clock: Clock
) -> None:
    sent = {**open_form(client, held), "choice": WITH_CHANGES.value}
    clock.now = held.closes_at
    for headers in ({}, HTMX):
        answer = client.post(address(held), data=sent, headers=headers)
        assert answer.status_code == CONFLICT
        assert "You had chosen “I agree with changes”. It was not saved." in answer.text
    with app.app_context():
        assert cast() == []


def test_a_stale_page_refuses_and_keeps_the_choice(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    sent = {**open_form(client, held), "choice": WITH_CHANGES.value}
    fresh = sent["wording"]
    answer = client.post(address(held), data={**sent, "wording": "earlierwor"})
    assert answer.status_code == CONFLICT
    assert checked(answer) == [WITH_CHANGES]
    assert f'name="wording" value="{fresh}"' in answer.text
    with app.app_context():
        assert cast() == []


def test_too_little_assurance_refuses_and_keeps_the_choice(
    app: Flask, client: FlaskClient, given: Given, clock: Clock
) -> None:
    known = {Activity.VOTE_ON_CLAUSES: Assurance.KNOWN}
    held = given.round(phases=(phase(clock.now, clock.now + timedelta(days=1), known),))
    answer = vote_as(client, held, WITH_CHANGES)
    assert answer.status_code == FORBIDDEN
    assert checked(answer) == [WITH_CHANGES]
    assert "/en/sign-in" in answer.text


@pytest.mark.parametrize("goes_on", ["as a new guest", "with the code"])
def test_an_ended_session_keeps_the_choice_and_makes_nobody_new_in_silence(
    app: Flask, client: FlaskClient, held: Round, clock: Clock, goes_on: str
) -> None:
    code = code_in(vote_as(client, held, AGREE))
    sent = {**open_form(client, held), "choice": DISAGREE.value}
    with app.app_context(), transaction() as session:
        session.execute(update(WebSession).values(expires_at=clock.now))
    refused = client.post(address(held), data=sent)
    assert refused.status_code == CONFLICT
    assert checked(refused) == [DISAGREE]
    with app.app_context():
        assert cast() == [AGREE]
    if goes_on == "as a new guest":
        answer = client.post(address(held), data={**sent, "anew": "1"})
        assert code_in(answer) not in {"", code}
        expected = [AGREE, DISAGREE]
    else:
        client.post("/en/receipts", data={"code": code})
        assert client.post(address(held), data=sent).status_code == SEE_OTHER
        expected = [DISAGREE]
    with app.app_context():
        assert cast() == expected


def test_a_session_ends_by_the_clock_too(client: FlaskClient, given: Given, clock: Clock) -> None:
    longer = SESSION_LIFETIME + timedelta(days=2)
    held = given.round(phases=(phase(clock.now, clock.now + longer),))
    vote_as(client, held, AGREE)
    clock.now += SESSION_LIFETIME
    assert vote_as(client, held, DISAGREE).status_code == CONFLICT


def test_not_you_start_fresh(app: Flask, client: FlaskClient, held: Round) -> None:
    first = code_in(vote_as(client, held, AGREE))
    assert "Not you?" in client.get(address(held)).text
    fresh = code_in(client.post("/en/receipts/new"))
    assert fresh not in {"", first}
    assert checked(client.get(address(held))) == []
    vote_as(client, held, DISAGREE)
    with app.app_context():
        assert cast() == [AGREE, DISAGREE]


def test_a_form_that_was_open_too_long_keeps_the_choice(
    make_app: MakeApp, given: Given, held: Round
) -> None:
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    sent = {**open_form(client, held), "choice": DISAGREE.value, "csrf_token": "worn out"}
    answer = client.post(address(held), data=sent)
    assert answer.status_code == 400
    assert f'name="choice" value="{DISAGREE.value}"' in answer.text


def test_this_is_unclear_has_a_button_of_its_own(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    sent = open_form(client, held)
    assert code_in(client.post(address(held, what="/unclear"), data=sent))
    assert "1 person says that its words are unclear." in client.get(address(held)).text
    off = client.post(address(held, what="/unclear"), data={**sent, "off": "1"})
    assert off.status_code == SEE_OTHER
    assert "unclear." not in client.get(address(held)).text
    with app.app_context():
        assert cast() == []


def test_hostile_fields_are_refused_and_never_a_fault(
    app: Flask, client: FlaskClient, held: Round
) -> None:
    sent = {**open_form(client, held), "choice": AGREE.value}
    strange = ("", "x" * 5000, "' OR 1=1 --", "\u202e한글", "\ud7ff", "0", "ko")
    for name in ("round", "wording", "seen", "choice", "anew"):
        for value in strange:
            data = {**sent, "wording": "earlierwor", name: value}
            answer = app.test_client().post(address(held), data=data)
            assert 400 <= answer.status_code < 500
    assert client.get(address(held).replace("/vote", "x/vote")).status_code == 404
    with app.app_context():
        assert cast() == []
        db.session.remove()


def test_my_contributions_show_what_was_given(app: Flask, client: FlaskClient, held: Round) -> None:
    assert "not given anything" not in client.get("/en/mine").text
    vote_as(client, held, DISAGREE)
    mine = client.get("/en/mine")
    assert address(held, what="") in mine.text
    assert "I disagree" in mine.text
    assert mine.headers["Cache-Control"] == "no-store"
    assert "I disagree" not in app.test_client().get("/en/mine").text


def test_an_account_claims_a_receipt(
    app: Flask, client: FlaskClient, client_as: ClientAs, held: Round, given: Given
) -> None:
    code = code_in(vote_as(client, held, DISAGREE))
    person = client_as(given.person())
    assert "I disagree" not in person.get("/en/mine").text
    wrong = person.post("/en/receipts/claim", data={"code": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == UNPROCESSABLE
    assert person.post("/en/receipts/claim", data={"code": code}).location == "/en/mine"
    assert "I disagree" in person.get("/en/mine").text
    late = client_as(given.person()).post("/en/receipts/claim", data={"code": code})
    assert late.status_code == CONFLICT
    assert client.post("/en/receipts/claim", data={"code": code}).status_code == 401

"""What people can take along: everything about them, nothing about anybody else, no secret."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, select
from sqlalchemy.sql import visitors

from deliberate.domain.actors import Actor
from deliberate.domain.moderation import ModerationDecision
from deliberate.domain.own_data import OwnPart
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Account, WebSession
from deliberate.persistence.queries.own_account import Me
from deliberate.persistence.queries.own_data import PARTS, own_data
from deliberate.services import signatures
from tests.factories import amending, contributions
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote
from tests.support.applications import ClientAs
from tests.web.frameworks.test_query_counts import cost

FILE = "/en/mine/data/file"
PAGE = "/en/mine/data"
IN_THE_JOURNAL = {
    "answer",
    "disposition",
    "framework_draft",
    "framework_version",
    "merge_draft",
    "parity_confirmation",
    "retention_term",
    "schedule_change",
}
"""What officials make in office: that they did is in the journal, and the work is not theirs."""


def _tables(part: OwnPart) -> set[str]:
    wanted = PARTS[part](Me([1], 1, "ref"))
    return {each.name for each in visitors.iterate(wanted) if isinstance(each, Table)}


def test_no_table_about_people_is_left_out() -> None:
    about_people = {
        table.name
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in {"participant", "account"}
    }
    told = set().union(*map(_tables, OwnPart))
    assert about_people - told == IN_THE_JOURNAL
    assert "journal_entry" in told


def _give(app: Flask, held: Round, person: Actor, other: Actor, now: datetime) -> None:
    """Let one person say, propose, vote, sign, report and be moderated; and another do the same."""
    with app.app_context():
        for actor, name in ((person, "mine"), (other, "theirs")):
            said = contributions.comment(
                held, actor, now, f"Said, {name}. <script>alert(1)</script>"
            )
            amending.amendment(actor, held, now, {"en": f"Proposed, {name}."})
            vote(held, actor, ClauseChoice.DISAGREE, now)
            contributions.report(actor, said, now, words=f"Reported, {name}.")
            moderator = held.staff.moderators[0]
            contributions.decide(moderator, said, ModerationDecision.HIDE, now)
        liked = amending.amendment(other, held, now, {"en": "Liked by many."}, clause=1)
        signatures.sign_amendment(person, liked, 1, now)


@pytest.fixture
def person(given: Given) -> Actor:
    return given.person(address="me@example.org")


@pytest.fixture
def told(
    app: Flask, held: Round, given: Given, client_as: ClientAs, person: Actor, now: datetime
) -> dict[str, Any]:
    _give(app, held, person, given.person(address="other@example.org"), now)
    answer = client_as(person).get(FILE)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return dict(json.loads(answer.text))


def test_the_file_holds_everything_that_one_gave_and_what_became_of_it(
    told: dict[str, Any],
) -> None:
    parts = told["parts"]
    assert told["format"] == "deliberate own data 1"
    assert [each["address"] for each in parts["addresses"]] == ["me@example.org"]
    assert parts["comments"][0]["text"].startswith("Said, mine.")
    assert parts["comments"][0]["hidden"]
    assert parts["amendments"][0]["text"] == "Proposed, mine."
    assert [each["choice"] for each in parts["clause votes"]] == ["disagree"]
    assert len(parts["signatures"]) == 1
    assert parts["reports"][0]["text"] == "Reported, mine."
    assert parts["decisions"][0]["decision"] == "hide"
    assert "submit amendment" in {each["verb"] for each in parts["acts"]}


def test_nothing_in_it_is_about_anybody_else_and_no_secret_is(
    app: Flask, told: dict[str, Any]
) -> None:
    words = json.dumps(told, ensure_ascii=False)
    for of_others in ("theirs", "other@example.org", "moderator"):
        assert of_others not in words
    with app.app_context():
        hashes = [*db.session.scalars(select(WebSession.token_hash))]
        hashes += [each for each in db.session.scalars(select(Account.password_hash)) if each]
    assert hashes
    assert not [each for each in hashes if each in words]


def test_the_page_reads_the_same_in_words_and_escapes_them(
    told: dict[str, Any], client_as: ClientAs, person: Actor
) -> None:
    page = client_as(person).get(PAGE).text
    assert "Said, mine. &lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "Votes on clauses" in page
    korean = client_as(person).get("/ko/mine/data").text
    assert "조항에 대한 찬반 의견" in korean


def test_a_guest_takes_along_what_the_browser_gave(
    app: Flask, held: Round, given: Given, client_as: ClientAs, now: datetime
) -> None:
    guest = given.guest()[0]
    with app.app_context():
        vote(held, guest, ClauseChoice.AGREE, now)
    parts = client_as(guest).get(FILE).json["parts"]  # type: ignore[index]
    assert [each["choice"] for each in parts["clause votes"]] == ["agree"]
    assert parts["account"] == []


def test_a_stranger_is_asked_who_they_are(client: FlaskClient) -> None:
    for address in (PAGE, FILE):
        assert "/sign-in" in client.get(address).location


def test_it_asks_the_same_number_of_times_however_much_one_gave(
    app: Flask, held: Round, given: Given, client_as: ClientAs, person: Actor, now: datetime
) -> None:
    client = client_as(person)
    before = cost(app, client, FILE)
    _give(app, held, person, given.person(), now)
    assert cost(app, client, FILE) == before


def test_a_stranger_has_no_records(app_context: Flask) -> None:
    assert own_data(Actor()) == {}

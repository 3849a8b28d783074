"""What the public journal costs, keeps quiet about, and says of rounds and decisions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Select, insert, select, text

from deliberate.domain.actors import WORKER, Via
from deliberate.domain.acts import PublicAct
from deliberate.domain.moderation import ModerationDecision
from deliberate.domain.rounds import GRACE
from deliberate.domain.votes import AmendmentChoice, ClauseChoice, CommentChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.amendments import AmendmentRevisionText
from deliberate.persistence.models.contributions import ContributionText
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.moderation import ModerationAction, StatementOfReasons
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Account, ContactChannel, Participant
from deliberate.persistence.queries import public_journal as queries
from deliberate.persistence.queries.public_journal import Deed, Filters, public_journal
from deliberate.sample.loading import load_sample
from deliberate.sample.people import PEOPLE
from deliberate.sample.rounds import WRITTEN, load_rounds
from deliberate.services.schedules import extend_round
from tests.factories.counting import take_snapshot
from tests.factories.given import Given

KEY = "k" * 40
DAY = timedelta(days=1)
WHY = {"ko": "휴일이 끼어 있어요.", "en": "There is a holiday in between."}
VOTES = 4000


def deeds(act: PublicAct) -> list[Deed]:
    return [each for each in public_journal(Filters(), KEY).deeds if each.act is act]


@pytest.mark.usefixtures("app_context")
def test_a_round_that_the_worker_counted_stands_there_as_done_by_the_clock(given: Given) -> None:
    made = given.round()
    take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    (closed,) = deeds(PublicAct.CLOSE_ROUND)
    assert (closed.role, closed.round_ref) == (None, made.ref)


@pytest.mark.usefixtures("app_context")
def test_a_change_of_times_stands_there_with_its_public_reason(given: Given) -> None:
    made = given.round()
    for days in (1, 2):
        words = {locale: f"{why} ({days})" for locale, why in WHY.items()}
        until, now = made.closes_at + days * DAY, made.opens_at + days * DAY
        extend_round(made.staff.official, made.ref, until, words, now)
    later, sooner = deeds(PublicAct.EXTEND_ROUND)
    assert later.reasons["ko"].endswith("(2)")
    assert sooner.reasons["en"].endswith("(1)")


@pytest.mark.usefixtures("app_context")
def test_the_names_of_acts_hold_between_requests_and_need_the_key(given: Given) -> None:
    given.round()
    first, again, other = (
        [each.key for each in public_journal(Filters(), key).deeds] for key in (KEY, KEY, "x" * 40)
    )
    assert first == again
    assert len(set(first)) == len(first) > 1
    assert not set(first) & set(other)


@pytest.mark.usefixtures("app_context")
@pytest.mark.parametrize("before", [None, 10_000])
def test_no_vote_is_read_on_the_way_to_an_act(
    given: Given, now: datetime, before: int | None
) -> None:
    given.round()
    vote = {"at": now, "role": "participant", "verb": "vote", "object_kind": "clause"}
    rows = [{**vote, "object_ref": f"c{number}", "via": Via.PAGE} for number in range(VOTES)]
    with transaction() as session:
        session.execute(insert(JournalEntry), rows)
    with transaction() as session:
        session.execute(text("ANALYZE"))
    asked = (queries._newest(Filters(), before), queries._entries(range(VOTES, VOTES + 50)))
    plan = [line for each in asked for line in plan_of(each)]
    assert any("ix_journal_entry_act" in line for line in plan)
    walked = ("SCAN journal_entry", "Seq Scan on journal_entry")
    assert [line for line in plan if any(each in line for each in walked)] == []


def plan_of(asked: Select[Any]) -> list[str]:
    words = str(asked.compile(db.engine, compile_kwargs={"literal_binds": True}))
    is_sqlite = db.engine.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    return [str(row) for row in db.session.execute(text(f"{explain} {words}"))]


@pytest.fixture
def told(app: Flask, now: datetime) -> Flask:
    """The demo's two rounds, in which people in every role use nearly every service."""
    with app.app_context():
        load_sample(now - WRITTEN)
        load_rounds(now, KEY)
    return app


def secrets() -> set[str]:
    """Return every text, address, name and ref of a person that the database holds."""
    texts = [
        *db.session.scalars(select(ContributionText.body)),
        *db.session.scalars(select(AmendmentRevisionText.reason)),
        *db.session.scalars(select(AmendmentRevisionText.impact)),
        *db.session.scalars(select(StatementOfReasons.facts)),
        *db.session.scalars(select(Organisation.name)),
        *db.session.scalars(select(ContactChannel.address)),
        *db.session.scalars(select(Participant.pseudonym)),
        *(each.address for each in PEOPLE),
    ]
    return {each.strip() for each in texts if each and each.strip()}


CHOICES = {str(each) for kind in (ClauseChoice, AmendmentChoice, CommentChoice) for each in kind}


def test_nothing_that_people_wrote_chose_or_are_called_is_in_the_journal(told: Flask) -> None:
    client: FlaskClient = told.test_client()
    shown = "".join(
        client.get(f"/{locale}/journal{form}").text
        for locale in ("ko", "en")
        for form in ("", ".atom")
    )
    with told.app_context():
        entries = db.session.scalars(select(JournalEntry)).all()
        held = [
            (each.role, each.verb, each.object_kind, each.object_ref, each.reason, each.digest)
            for each in entries
        ]
        cells = {str(cell) for row in held for cell in row}
        written, accounts = "\n".join(cells), set(db.session.scalars(select(Account.ref)))
        known = secrets()
        assert len(entries) > len(known) > 50
        assert [each for each in known if each in written] == []
        assert not cells & CHOICES
        assert "@" not in written
        assert [each for each in known if each in shown] == []
        assert [each for each in accounts if each in shown] == []
        assert "@" not in shown.split("<main", 1)[1].split("</main>")[0]


def test_a_decision_leads_to_its_statement_of_reasons(told: Flask) -> None:
    with told.app_context():
        statements = {
            each.ref: each.decision for each in db.session.scalars(select(ModerationAction))
        }
        decided = [
            each
            for each in public_journal(Filters(), KEY).deeds
            if each.act.verb in set(ModerationDecision)
        ]
        assert decided
        for each in decided:
            assert statements[str(each.statement_ref)] == each.act.verb
    client = told.test_client()
    for each in decided:
        assert client.get(f"/en/moderation/statements/{each.statement_ref}").status_code == 200

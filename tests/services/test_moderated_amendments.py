"""Rules: "Moderation", where it is about amendments."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentGone, AmendmentHeld, Proposal
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AppealResult,
    ConductRule,
    DecisionDoesNotFit,
    ModerationDecision,
    OwnContribution,
    WordsChanged,
)
from deliberate.domain.visibility import Visibility
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.amendments import standing_proposals
from deliberate.persistence.database import db
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.amendment_pages import amendment_page
from deliberate.persistence.queries.amendments import amendments_of, standing_in
from deliberate.persistence.queries.mine_amendments import amendments_by
from deliberate.persistence.queries.moderation import item_page
from deliberate.persistence.queries.moderation_decisions import statement_page
from deliberate.services import amendment_votes, amendments, appeals, moderation, signatures
from deliberate.services.amendment_votes import AmendmentBallot
from deliberate.services.moderation import Ruling
from tests.factories import amending, rounds
from tests.factories.contributions import FACTS, KEY, contribution, decide, report, seen_now
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.moderating import HIDE, HOUR, KEEP, REDACT, mails, moderators

ZONE = "Asia/Seoul"


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    return rounds.announced(given.framework(), now)


@pytest.fixture
def author(held: Round, given: Given) -> Actor:
    return given.person()


@pytest.fixture
def ref(held: Round, author: Actor, now: datetime) -> str:
    return amending.amendment(author, held, now)


def _listed(held: Round) -> list[Visibility]:
    db.session.rollback()
    found = amendments_of(held.framework.clause_refs[0], ZONE)
    return [each.visibility for each in found.amendments]


def _merged(held: Round) -> int:
    db.session.rollback()
    wanted = select(ConsultationRound.id).where(ConsultationRound.ref == held.ref)
    return len(standing_proposals(db.session(), db.session.scalars(wanted).one()))


def test_a_hidden_amendment_keeps_its_place_with_the_rule_and_takes_part_in_nothing(
    held: Round, given: Given, ref: str, now: datetime
) -> None:
    other = given.person()
    statement = decide(moderators(held)[0], ref, HIDE, now, rule=ConductRule.HATE)
    page = amendment_page(ref, now).amendment
    assert (page.texts, page.author, page.rule) == ([], "", ConductRule.HATE)
    assert page.action_ref == statement
    assert _listed(held) == [Visibility.HIDDEN]
    assert (_merged(held), standing_in(held.ref)) == (0, 0)
    ballot = AmendmentBallot(ref, 1, Locale.EN)
    with pytest.raises(AmendmentGone):
        amendment_votes.vote_on_amendment(other, ballot, AmendmentChoice.FOR, now)
    with pytest.raises(AmendmentGone):
        signatures.sign_amendment(other, ref, 1, now)


def test_the_author_is_told_and_an_appeal_brings_everything_back(
    held: Round, given: Given, author: Actor, ref: str, now: datetime
) -> None:
    signatures.sign_amendment(given.person(), ref, 1, now)
    first, second = moderators(held)
    statement = decide(first, ref, HIDE, now)
    assert json.loads(mails()[-1].facts)["kind"] == "amendment"
    assert [each.visibility for each in amendments_by(author)] == [Visibility.HIDDEN]
    assert statement_page(statement, author).words, "the author reads what was hidden"
    appeals.appeal(author, statement, "It is about a rule.", Locale.EN, now + HOUR)
    reasons = {"en": "It attacks nobody."}
    appeals.decide_appeal(second, statement, AppealResult.OVERTURNED, reasons, now + 2 * HOUR)
    page = amendment_page(ref, now).amendment
    assert page.visibility is Visibility.VISIBLE
    assert page.signatures.people == 1
    assert (_merged(held), _listed(held)) == (1, [Visibility.VISIBLE])


def test_a_moderator_sees_the_newest_words_and_decides_about_no_older_ones(
    held: Round, author: Actor, ref: str, now: datetime
) -> None:
    moderator = moderators(held)[0]
    old = seen_now(ref)
    proposed = {
        "en": Proposal(body="Quite different words.", reason="Why not.", impact="Nobody."),
    }
    amendments.revise_amendment(author, ref, proposed, 1, now)
    ruling = Ruling(HIDE, ConductRule.ATTACK, FACTS)
    with pytest.raises(WordsChanged):
        moderation.decide(moderator, ref, ruling, old, now)
    page = item_page(ref, moderator, KEY, now)
    assert page.given.amendment
    assert page.given.amendment.texts[0].body == "Quite different words."
    assert page.seen == seen_now(ref)


def test_a_hidden_amendment_is_still_read_by_moderators_and_by_nobody_else(
    held: Round, ref: str, now: datetime
) -> None:
    decide(moderators(held)[0], ref, HIDE, now)
    page = item_page(ref, moderators(held)[1], KEY, now)
    assert page.given.is_readable
    assert page.given.visibility is Visibility.HIDDEN
    assert page.possible == (ModerationDecision.RESTORE,)


def test_no_passage_of_an_amendment_is_made_unreadable(
    held: Round, ref: str, now: datetime
) -> None:
    moderator = moderators(held)[0]
    assert item_page(ref, moderator, KEY, now).possible == (KEEP, HIDE)
    with pytest.raises(DecisionDoesNotFit):
        decide(moderator, ref, REDACT, now, passage="People")


def test_nobody_moderates_their_own_amendment(held: Round, now: datetime) -> None:
    moderator = moderators(held)[0]
    ref = amending.amendment(moderator, held, now)
    with pytest.raises(OwnContribution):
        decide(moderator, ref, HIDE, now)


def test_a_report_about_an_amendment_is_settled_by_the_decision(
    held: Round, given: Given, ref: str, now: datetime
) -> None:
    report(given.person(), ref, now)
    moderator = moderators(held)[0]
    assert [each.is_settled for each in item_page(ref, moderator, KEY, now).reports] == [False]
    decide(moderator, ref, KEEP, now)
    assert [each.is_settled for each in item_page(ref, moderator, KEY, now).reports] == [True]
    assert contribution(ref).hidden_at is None


def test_where_everything_is_looked_at_first_an_amendment_waits_too(
    app_context: Flask, given: Given, now: datetime
) -> None:
    held = rounds.announced(given.framework(), now, premoderated=True)
    author, other = given.person(), given.person()
    ref = amending.amendment(author, held, now)
    assert amendment_page(ref, now).amendment.visibility is Visibility.HELD
    assert amendment_page(ref, now).amendment.texts == []
    assert (_listed(held), standing_in(held.ref)) == ([], 0)
    with pytest.raises(AmendmentHeld):
        signatures.sign_amendment(other, ref, 1, now)
    decide(moderators(held)[0], ref, KEEP, now + timedelta(minutes=1))
    assert _listed(held) == [Visibility.VISIBLE]
    signatures.sign_amendment(other, ref, 1, now + timedelta(minutes=2))

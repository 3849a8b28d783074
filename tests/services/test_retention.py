"""What has done its duty is forgotten when the operator's time for it is over, and not before."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult
from deliberate.domain.retention import TERMS, BadTerm, KeptRecord
from deliberate.persistence.database import db
from deliberate.persistence.models.moderation import Appeal, ContentReport, StatementOfReasons
from deliberate.persistence.models.participants import Receipt
from deliberate.persistence.queries.retention import retention
from deliberate.services import appeals
from deliberate.services.comments import withdraw_comment
from deliberate.services.housekeeping import forget_expired
from deliberate.services.retention import set_retention
from tests.factories import amending, contributions
from tests.factories.given import Given
from tests.services.moderating import HIDE
from tests.services.rows import acts, everything

pytestmark = pytest.mark.usefixtures("app_context")

MOMENT = timedelta(seconds=1)


def usual(kind: KeptRecord) -> timedelta:
    return timedelta(days=TERMS[kind].default)


@pytest.fixture
def operator(given: Given) -> Actor:
    return given.person(Role.OPERATOR)


def test_words_of_a_withdrawn_comment_go_and_its_place_stays(given: Given, now: datetime) -> None:
    author = given.person()
    held = given.round()
    gone = contributions.comment(held, author, now, "다시 생각했습니다.")
    stays = contributions.comment(held, author, now, "그대로 둡니다.")
    withdraw_comment(author, gone, now)
    over = now + usual(KeptRecord.WITHDRAWN_WORDS)
    forget_expired(over - MOMENT)
    assert contributions.original(gone).body
    forget_expired(over)
    assert contributions.original(gone).body == ""
    assert contributions.original(stays).body


def test_words_of_reports_go_after_the_decision_alone(given: Given, now: datetime) -> None:
    held = given.round()
    decided, waiting = (contributions.comment(held, given.person(), now) for _ in range(2))
    for ref in (decided, waiting):
        contributions.report(given.person(), ref, now, words="이름이 나와요.")
    contributions.decide(held.staff.moderators[0], decided, HIDE, now)
    over = now + usual(KeptRecord.REPORT_WORDS)
    words = select(ContentReport.words).order_by(ContentReport.id)
    forget_expired(over - MOMENT)
    assert None not in db.session.scalars(words).all()
    forget_expired(over + usual(KeptRecord.REPORT_WORDS))
    db.session.rollback()
    assert db.session.scalars(words).all() == [None, "이름이 나와요."]


def test_words_about_a_decision_go_when_nothing_is_open(given: Given, now: datetime) -> None:
    author = given.person()
    held = given.round()
    ref = contributions.comment(held, author, now)
    action = contributions.decide(held.staff.moderators[0], ref, HIDE, now)
    appeals.appeal(author, action, "제 이름입니다.", Locale.KO, now)
    over = now + usual(KeptRecord.DECISION_WORDS)
    forget_expired(over)
    db.session.rollback()
    assert all(db.session.scalars(select(StatementOfReasons.facts)))
    upheld = {"ko": "다시 보아도 같습니다."}
    appeals.decide_appeal(held.staff.moderators[1], action, AppealResult.UPHELD, upheld, now)
    forget_expired(over)
    db.session.rollback()
    assert set(db.session.scalars(select(StatementOfReasons.facts))) == {""}
    assert db.session.scalars(select(Appeal.words)).all() == [""]


def test_a_draft_goes_when_nobody_touched_it_for_long(given: Given, now: datetime) -> None:
    author = given.person()
    held = given.round()
    draft = amending.draft(author, held, now)
    handed_in = amending.amendment(author, held, now, clause=1)
    over = now + usual(KeptRecord.UNUSED_DRAFTS)
    forget_expired(over - MOMENT)
    assert contributions.contribution(draft).withdrawn_at is None
    forget_expired(over)
    assert contributions.contribution(draft).withdrawn_at is not None
    assert contributions.contribution(handed_in).withdrawn_at is None
    bodies = repr(everything("amendment_revision_text"))
    assert bodies.count(amending.WORDS) == 1


def test_a_guest_finds_back_until_the_code_is_over(given: Given, now: datetime) -> None:
    given.guest()
    over = now + usual(KeptRecord.GUEST_CODES)
    forget_expired(over - MOMENT)
    assert len(db.session.scalars(select(Receipt.id)).all()) == 1
    forget_expired(over)
    db.session.rollback()
    assert db.session.scalars(select(Receipt.id)).all() == []


def test_the_operator_says_for_how_long(given: Given, operator: Actor, now: datetime) -> None:
    author = given.person()
    ref = contributions.comment(given.round(), author, now)
    withdraw_comment(author, ref, now)
    assert set_retention(operator, {KeptRecord.WITHDRAWN_WORDS: 2}, now) == 1
    assert retention()[KeptRecord.WITHDRAWN_WORDS] == 2
    assert retention()[KeptRecord.SENT_MAILS] == TERMS[KeptRecord.SENT_MAILS].default
    assert acts()[-1] == ("operator", "set", "retention")
    forget_expired(now + timedelta(days=2))
    assert contributions.original(ref).body == ""
    before = everything()
    assert set_retention(operator, {KeptRecord.WITHDRAWN_WORDS: 2}, now) == 0
    assert everything() == before


def test_nobody_else_says_it_and_nobody_oversteps_the_bounds(
    given: Given, operator: Actor, now: datetime
) -> None:
    before = everything()
    official = given.person(Role.OFFICIAL, given.framework().ref)
    before = everything()
    with pytest.raises(NotPermitted):
        set_retention(official, {KeptRecord.SENT_MAILS: 5}, now)
    with pytest.raises(SignInNeeded):
        set_retention(Actor(), {KeptRecord.SENT_MAILS: 5}, now)
    with pytest.raises(BadTerm):
        set_retention(operator, {KeptRecord.SPENT_LINKS: 2, KeptRecord.SENT_MAILS: 0}, now)
    assert everything() == before

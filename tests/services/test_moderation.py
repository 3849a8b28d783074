"""Decisions: the rules of "Moderation" by name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AlreadyDecided,
    ConductRule,
    DecisionDoesNotFit,
    ModerationDecision,
    OwnContribution,
    PassageNotFound,
    PassageNotUnique,
    WordsChanged,
    WordsMissing,
)
from deliberate.domain.visibility import Visibility
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import ContributionText
from deliberate.persistence.models.moderation import ModerationAction, StatementOfReasons
from deliberate.services import moderation
from deliberate.services.moderation import Ruling
from tests.factories.contributions import (
    comment,
    contribution,
    decide,
    original,
    seen_now,
)
from tests.factories.given import Given
from tests.services.moderating import (
    ATTACK,
    HATE,
    HIDE,
    HOUR,
    KEEP,
    REDACT,
    RESTORE,
    counted,
    journal,
    kind,
    mails,
    moderators,
    public,
    race,
)

pytestmark = pytest.mark.usefixtures("app_context")


def test_hiding_keeps_everything_and_its_replies_stay(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "나쁜 말")
    reply = comment(held, given.person(), now, "답글", parent=ref)
    decide(moderators(held)[0], ref, HIDE, now)
    assert (public(ref), kind(ref), contribution(ref).hidden_at) == ("", Visibility.HIDDEN, now)
    assert original(ref).body == "나쁜 말", "nothing is deleted"
    assert public(reply) == "답글"


def test_restoring_lets_everything_be_read_again(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "이름은 김나루")
    first, second = moderators(held)
    decide(first, ref, REDACT, now, passage="김나루")
    decide(second, ref, HIDE, now)
    decide(first, ref, RESTORE, now)
    assert (public(ref), contribution(ref).hidden_at) == ("이름은 김나루", None)


def test_redacting_takes_out_one_passage(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "옆집 김나루 님은 010-1234-5678 입니다.")
    moderator = moderators(held)[0]
    decide(moderator, ref, REDACT, now, passage="김나루")
    decide(moderator, ref, REDACT, now, passage="010-1234-5678")
    assert public(ref) == "옆집  님은  입니다."
    assert contribution(ref).hidden_at is None


def test_a_passage_that_is_not_there_once_is_refused(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "나루, 나루")
    moderator = moderators(held)[0]
    for passage, refusal in (
        ("마루", PassageNotFound),
        ("나루", PassageNotUnique),
        ("", WordsMissing),
    ):
        with pytest.raises(refusal):
            decide(moderator, ref, REDACT, now, passage=passage)
    ruling = Ruling(REDACT, ATTACK, {"en": "A name."}, passage="나루", which=2)
    moderation.decide(moderator, ref, ruling, seen_now(ref), now)
    assert public(ref) == "나루, "


def test_each_action_carries_a_statement_of_reasons(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    ruling = Ruling(HIDE, HATE, {"ko": "깎아내리는 말", "en": "Degrading words"}, automated=True)
    action_ref = moderation.decide(moderators(held)[0], ref, ruling, seen_now(ref), now)
    db.session.rollback()
    action = db.session.scalars(select(ModerationAction)).one()
    assert (action.ref, action.rule, action.automated, action.decided_at) == (
        action_ref,
        HATE,
        True,
        now,
    )
    statements = db.session.scalars(select(StatementOfReasons))
    assert {each.locale.value: each.facts for each in statements} == dict(ruling.facts)


def test_without_reasons_nothing_is_decided(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    with pytest.raises(WordsMissing):
        moderation.decide(
            moderators(held)[0], ref, Ruling(HIDE, HATE, {"ko": " "}), seen_now(ref), now
        )
    assert counted(ModerationAction) == 0
    assert kind(ref) is Visibility.VISIBLE


def test_only_moderators_of_the_framework_decide(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    others = [given.person(role, held.framework.ref) for role in Role if role is not Role.OPERATOR]
    others = [each for each in others if not each.has_role(Role.MODERATOR, held.framework.ref)]
    elsewhere = given.person(Role.MODERATOR, given.framework().ref)
    for actor in (*others, elsewhere, given.person(), given.person(Role.OPERATOR)):
        with pytest.raises(NotPermitted):
            decide(actor, ref, HIDE, now)
    for actor in (ANONYMOUS, given.guest()[0]):
        with pytest.raises(SignInNeeded):
            decide(actor, ref, HIDE, now)
    assert counted(ModerationAction) == 0


def test_a_moderator_does_not_decide_about_their_own(given: Given, now: datetime) -> None:
    held = given.round()
    first, second = moderators(held)
    ref = comment(held, first, now)
    with pytest.raises(OwnContribution):
        decide(first, ref, KEEP, now)
    decide(second, ref, KEEP, now)


def test_who_comes_late_hears_what_was_decided(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    first, second = moderators(held)
    before = seen_now(ref)
    decide(first, ref, HIDE, now)
    with pytest.raises(AlreadyDecided) as caught:
        moderation.decide(second, ref, Ruling(KEEP, HATE, {"ko": "괜찮음"}), before, now)
    assert (caught.value.status, caught.value.decision) == (409, HIDE)
    assert counted(ModerationAction) == 1


def test_of_two_at_once_one_decides(app: Flask, given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    before = seen_now(ref)
    rulings = [Ruling(decision, HATE, {"ko": "사실"}) for decision in (HIDE, KEEP)]
    acts = [
        partial(moderation.decide, moderator, ref, ruling, before, now)
        for moderator, ruling in zip(moderators(held), rulings, strict=True)
    ]
    assert race(app, acts) == ["AlreadyDecided"]
    assert counted(ModerationAction) == 1


def test_nobody_decides_about_words_that_they_have_not_read(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "나쁜 말")
    before = seen_now(ref)
    with transaction() as session:
        session.scalars(select(ContributionText)).one().body = "좋은 말"
    with pytest.raises(WordsChanged):
        moderation.decide(moderators(held)[0], ref, Ruling(HIDE, HATE, {"ko": "사실"}), before, now)


@pytest.mark.parametrize("decision", [KEEP, HIDE])
def test_what_is_hidden_is_restored_or_stays(
    given: Given, now: datetime, decision: ModerationDecision
) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    moderator = moderators(held)[0]
    with pytest.raises(DecisionDoesNotFit):
        decide(moderator, ref, RESTORE, now)
    decide(moderator, ref, HIDE, now)
    with pytest.raises(DecisionDoesNotFit):
        decide(moderator, ref, decision, now)


def test_the_author_is_told_by_mail_where_there_is_an_address(given: Given, now: datetime) -> None:
    held = given.round()
    author = given.person(address="author@example.org")
    ref = comment(held, author, now, "이름은 김나루")
    action_ref = decide(moderators(held)[0], ref, REDACT, now, passage="김나루")
    (mail,) = mails()
    assert (mail.address, mail.locale) == ("author@example.org", Locale.KO)
    facts = {
        "action": action_ref,
        "decision": "redact",
        "kind": "comment",
        "language": "ko",
    }
    assert json.loads(mail.facts) == facts, "no text, no name"


def test_a_guest_without_an_address_gets_no_mail(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.guest()[0], now)
    decide(moderators(held)[0], ref, HIDE, now)
    assert mails() == []


def test_a_refused_decision_leaves_no_trace(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "나루")
    with pytest.raises(PassageNotFound):
        decide(moderators(held)[0], ref, REDACT, now, passage="마루")
    assert (mails(), journal("redact"), counted(ModerationAction)) == ([], [], 0)


def test_the_journal_has_who_decided_under_which_rule_and_no_words(
    given: Given, now: datetime
) -> None:
    held = given.round()
    ref = comment(held, given.person(), now, "이름은 김나루")
    moderator = moderators(held)[0]
    decide(moderator, ref, REDACT, now + HOUR, passage="김나루")
    (entry,) = journal("redact")
    assert (entry.actor_ref, entry.role) == (moderator.account_ref, "moderator")
    assert (entry.object_kind, entry.object_ref) == ("comment", ref)
    assert (entry.reason, entry.at) == (ConductRule.PERSONAL_DATA, now + HOUR)
    assert "김나루" not in repr(vars(entry))


def test_what_is_seen_must_be_said(given: Given, now: datetime) -> None:
    """A form without its marks decides nothing once something was decided."""
    held = given.round()
    ref = comment(held, given.person(), now)
    decide(moderators(held)[0], ref, KEEP, now)
    blind = replace(seen_now(ref), decisions=-1)
    with pytest.raises(AlreadyDecided):
        moderation.decide(moderators(held)[1], ref, Ruling(HIDE, HATE, {"ko": "사실"}), blind, now)

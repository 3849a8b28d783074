"""Reports and decisions: the rules of "Moderation" by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.comments import AlreadyWithdrawn
from deliberate.domain.errors import DomainError, NotFound, NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AlreadyDecided,
    ConductRule,
    DecisionDoesNotFit,
    ModerationDecision,
    NothingToReport,
    OwnContribution,
    PassageNotFound,
    PassageNotUnique,
    WordsChanged,
    WordsMissing,
)
from deliberate.domain.visibility import Viewer, Visibility, Words, visible_text
from deliberate.persistence.database import Model, db, transaction
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.models.moderation import ModerationAction, StatementOfReasons
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.visibility import latest_actions
from deliberate.services import moderation
from deliberate.services.moderation import Ruling
from tests.factories.contributions import (
    comment,
    contribution,
    decide,
    original,
    report,
    reports_on,
    seen_now,
)
from tests.factories.given import Given
from tests.factories.rounds import Round

pytestmark = pytest.mark.usefixtures("app_context")

HOUR = timedelta(hours=1)
KEEP, HIDE, REDACT, RESTORE = (
    ModerationDecision.KEEP,
    ModerationDecision.HIDE,
    ModerationDecision.REDACT,
    ModerationDecision.RESTORE,
)
ATTACK, HATE = ConductRule.ATTACK, ConductRule.HATE


def moderators(held: Round) -> tuple[Actor, Actor]:
    return held.staff.moderators


def public(ref: str, *, premoderated: bool = False) -> str:
    """Return what everybody reads of a contribution."""
    db.session.rollback()
    found = contribution(ref)
    words = Words(
        original(ref).body,
        is_withdrawn=found.withdrawn_at is not None,
        is_premoderated=premoderated,
    )
    return visible_text(words, latest_actions([found.id])[found.id], Viewer()).text


def kind(ref: str) -> Visibility:
    found = contribution(ref)
    words = Words(original(ref).body, is_withdrawn=found.withdrawn_at is not None)
    return visible_text(words, latest_actions([found.id])[found.id]).kind


def counted(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def journal(verb: str) -> list[JournalEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(JournalEntry).where(JournalEntry.verb == verb)))


def mails(template: str = "moderation_notice") -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == template)))


def test_anyone_can_report_without_an_account(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    people = counted(Participant)
    report(ANONYMOUS, ref, now, HATE, "그 말은 사람을 깎아내립니다.")
    (only,) = reports_on(ref)
    assert (only.rule, only.words, only.locale) == (HATE, "그 말은 사람을 깎아내립니다.", Locale.KO)
    assert (only.reporter_id, only.reported_at, only.settled_by) == (None, now, None)
    assert counted(Participant) == people, "nobody becomes a guest by reporting"


def test_a_report_needs_no_words(given: Given, now: datetime) -> None:
    ref = comment(given.round(), given.person(), now)
    report(ANONYMOUS, ref, now, words=" \n ")
    assert reports_on(ref)[0].words is None


def test_the_same_person_never_reports_twice_for_the_same_rule(given: Given, now: datetime) -> None:
    ref = comment(given.round(), given.person(), now)
    someone, guest = given.person(), given.guest()[0]
    for reporter in (someone, guest, ANONYMOUS):
        for _ in range(2):
            report(reporter, ref, now, ATTACK)
    assert len(reports_on(ref)) == 3
    report(someone, ref, now, HATE)
    report(ANONYMOUS, ref, now, ATTACK, seed="another browser")
    assert len(reports_on(ref)) == 5
    assert len(journal("report")) == 5


def test_many_reports_at_once_by_one_person_are_one(
    app: Flask, given: Given, now: datetime
) -> None:
    ref = comment(given.round(), given.person(), now)
    reporter = given.person()
    db.session.remove()

    def send() -> None:
        with app.app_context():
            report(reporter, ref, now)
            db.session.remove()

    race([send] * 8)
    assert len(reports_on(ref)) == 1
    assert len(journal("report")) == 1


def race(acts: list[Callable[[], None]]) -> None:
    threads = [Thread(target=act) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def test_the_journal_does_not_say_who_reported(given: Given, now: datetime) -> None:
    ref = comment(given.round(), given.person(), now)
    report(given.person(), ref, now, words="그 사람이 저를 위협했습니다.")
    (entry,) = journal("report")
    assert (entry.actor_ref, entry.role, entry.object_ref) == (None, "guest", ref)
    assert entry.reason == ATTACK


@pytest.mark.parametrize("gone", ["hidden", "withdrawn", "held", "nowhere"])
def test_what_cannot_be_read_cannot_be_reported(given: Given, now: datetime, gone: str) -> None:
    held = given.round(premoderated=gone == "held")
    ref = comment(held, given.person(), now)
    if gone == "hidden":
        decide(moderators(held)[0], ref, HIDE, now)
    elif gone == "withdrawn":
        withdraw(ref, now)
    with pytest.raises(NotFound if gone == "nowhere" else NothingToReport):
        report(ANONYMOUS, "nowhere" if gone == "nowhere" else ref, now)


def withdraw(ref: str, now: datetime) -> None:
    with transaction() as session:
        session.scalars(
            select(Contribution).where(Contribution.ref == ref)
        ).one().withdrawn_at = now


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
    db.session.remove()
    refused: list[str] = []

    def act(moderator: Actor, decision: ModerationDecision) -> Callable[[], None]:
        def run() -> None:
            with app.app_context():
                try:
                    moderation.decide(
                        moderator, ref, Ruling(decision, HATE, {"ko": "사실"}), before, now
                    )
                except DomainError as error:
                    refused.append(type(error).__name__)
                db.session.remove()

        return run

    first, second = moderators(held)
    race([act(first, HIDE), act(second, KEEP)])
    assert refused == ["AlreadyDecided"]
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


def test_what_its_author_took_back_is_left_alone(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    withdraw(ref, now)
    with pytest.raises(AlreadyWithdrawn):
        decide(moderators(held)[0], ref, HIDE, now)


def test_a_report_that_came_meanwhile_waits_for_another_look(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    report(ANONYMOUS, ref, now, ATTACK)
    seen = seen_now(ref)
    report(ANONYMOUS, ref, now, HATE)
    moderator = moderators(held)[0]
    moderation.decide(moderator, ref, Ruling(KEEP, ATTACK, {"ko": "괜찮음"}), seen, now)
    assert [each.settled_by is not None for each in reports_on(ref)] == [True, False]
    decide(moderator, ref, HIDE, now)
    assert all(each.settled_by for each in reports_on(ref))


def test_hiding_settles_every_report(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    seen = seen_now(ref)
    report(ANONYMOUS, ref, now)
    ruling = Ruling(HIDE, ATTACK, {"ko": "위협"})
    moderation.decide(moderators(held)[0], ref, ruling, seen, now)
    assert reports_on(ref)[0].settled_by is not None


def test_how_many_report_it_hides_nothing(given: Given, now: datetime) -> None:
    ref = comment(given.round(), given.person(), now, "다른 생각")
    for number in range(30):
        report(ANONYMOUS, ref, now, seed=str(number))
    assert (len(reports_on(ref)), public(ref)) == (30, "다른 생각")


@pytest.mark.parametrize("decision", [KEEP, HIDE, REDACT])
def test_before_publication_only_where_the_round_says_so(
    given: Given, now: datetime, decision: ModerationDecision
) -> None:
    held = given.round(premoderated=True)
    ref = comment(held, given.person(), now, "이름은 김나루")
    assert public(ref, premoderated=True) == ""
    decide(moderators(held)[0], ref, decision, now, passage="김나루")
    seen = {KEEP: "이름은 김나루", HIDE: "", REDACT: "이름은 "}
    assert public(ref, premoderated=True) == seen[decision]


def test_the_author_is_told_by_mail_where_there_is_an_address(given: Given, now: datetime) -> None:
    held = given.round()
    author = given.person(address="author@example.org")
    ref = comment(held, author, now, "이름은 김나루")
    action_ref = decide(moderators(held)[0], ref, REDACT, now, passage="김나루")
    (mail,) = mails()
    assert (mail.address, mail.locale) == ("author@example.org", Locale.KO)
    facts = {"action": action_ref, "decision": "redact", "language": "ko"}
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

"""Reports: the rules of "Moderation" by name."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS
from deliberate.domain.comments import AlreadyWithdrawn
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    ModerationDecision,
    NothingToReport,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.participants import Participant
from deliberate.services import moderation
from deliberate.services.moderation import Ruling
from tests.factories.contributions import (
    comment,
    decide,
    report,
    reports_on,
    seen_now,
)
from tests.factories.given import Given
from tests.services.moderating import (
    ATTACK,
    HATE,
    HIDE,
    KEEP,
    REDACT,
    counted,
    journal,
    moderators,
    public,
    race,
)

pytestmark = pytest.mark.usefixtures("app_context")


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
    assert race(app, [lambda: report(reporter, ref, now)] * 8) == []
    assert len(reports_on(ref)) == 1
    assert len(journal("report")) == 1


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


def test_what_its_author_took_back_is_left_alone(given: Given, now: datetime) -> None:
    held = given.round()
    ref = comment(held, given.person(), now)
    withdraw(ref, now)
    with pytest.raises(AlreadyWithdrawn):
        decide(moderators(held)[0], ref, HIDE, now)

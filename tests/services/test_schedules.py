"""Changing announced times: a public reason always, a second official to close earlier."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from deliberate.domain.actors import WORKER
from deliberate.domain.errors import NotPermitted
from deliberate.domain.rounds import GRACE, RoundClosed, RoundState
from deliberate.domain.schedule_changes import (
    NotAnExtension,
    NotAnnouncedYet,
    NotAShortening,
    NothingToApprove,
    OwnRequest,
    ReasonMissing,
    ScheduleSettled,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.queries.round_pages import round_page, schedule_page
from deliberate.services import schedules
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
WHY = {"ko": "명절이 끼어 있습니다.", "en": "A holiday falls into it."}
BECOMES = {"ko": "그대로 남습니다.", "en": "It stays as it is."}


def closing_of(made: Round, moment: datetime) -> datetime:
    return round_page(made.ref, moment).view.closes_at


def state_of(made: Round, moment: datetime) -> RoundState:
    return round_page(made.ref, moment).view.state


def waiting_id(made: Round, moment: datetime) -> int:
    waiting = schedule_page(made.ref, made.staff.second_official, moment).waiting
    assert waiting is not None
    return waiting.id


def verbs(made: Round) -> list[str]:
    wanted = select(JournalEntry.verb).where(JournalEntry.object_ref == made.ref)
    return list(db.session.scalars(wanted.order_by(JournalEntry.id)))


def test_an_extension_takes_effect_at_once(given: Given, now: datetime) -> None:
    made = given.round()
    later = made.closes_at + DAY
    schedules.extend_round(made.staff.official, made.ref, later, WHY, now)
    assert closing_of(made, now) == later
    (change,) = round_page(made.ref, now).changes
    assert change.reasons == WHY
    assert verbs(made)[-1] == "extend"


def test_a_round_extended_before_its_snapshot_opens_again(given: Given, now: datetime) -> None:
    made = given.round()
    after = made.closes_at + timedelta(hours=1)
    assert state_of(made, after) is RoundState.COUNTING
    schedules.extend_round(made.staff.official, made.ref, after + DAY, WHY, after)
    assert state_of(made, after) is RoundState.OPEN


def test_no_extension_after_the_snapshot(given: Given, now: datetime) -> None:
    made = given.round()
    counted_at = made.closes_at + GRACE
    take_snapshot(made.ref, counted_at, WORKER)
    with pytest.raises(ScheduleSettled):
        schedules.extend_round(made.staff.official, made.ref, counted_at + DAY, WHY, counted_at)
    assert state_of(made, counted_at) is RoundState.CLOSED


def test_a_shortening_waits_for_a_second_official(given: Given, now: datetime) -> None:
    made = given.round()
    sooner = made.closes_at - DAY
    schedules.ask_to_shorten(made.staff.official, made.ref, sooner, WHY, now)
    assert closing_of(made, now) == made.closes_at
    assert round_page(made.ref, now).changes == []
    change = waiting_id(made, now)
    with pytest.raises(OwnRequest):
        schedules.approve_change(made.staff.official, made.ref, change, now)
    with pytest.raises(NotPermitted):
        schedules.approve_change(made.staff.moderators[0], made.ref, change, now)
    schedules.approve_change(made.staff.second_official, made.ref, change, now)
    assert closing_of(made, now) == sooner
    with pytest.raises(NothingToApprove):
        schedules.approve_change(made.staff.second_official, made.ref, change, now)
    assert verbs(made)[-2:] == ["ask to shorten", "shorten"]


def test_closing_early_happens_at_the_moment_of_the_approval(given: Given, now: datetime) -> None:
    made = given.round()
    schedules.ask_to_close_early(made.staff.official, made.ref, WHY, now)
    approved_at = now + timedelta(hours=3)
    change = waiting_id(made, approved_at)
    schedules.approve_change(made.staff.second_official, made.ref, change, approved_at)
    assert closing_of(made, approved_at) == approved_at
    assert state_of(made, approved_at) is RoundState.COUNTING
    assert state_of(made, approved_at - timedelta(microseconds=1)) is RoundState.OPEN


def test_a_later_change_puts_an_open_request_aside(given: Given, now: datetime) -> None:
    made = given.round()
    schedules.ask_to_shorten(made.staff.official, made.ref, made.closes_at - DAY, WHY, now)
    change = waiting_id(made, now)
    schedules.extend_round(made.staff.official, made.ref, made.closes_at + DAY, WHY, now)
    assert schedule_page(made.ref, made.staff.official, now).waiting is None
    with pytest.raises(NothingToApprove):
        schedules.approve_change(made.staff.second_official, made.ref, change, now)


def test_a_request_is_not_approved_once_its_time_has_passed(given: Given, now: datetime) -> None:
    made = given.round()
    sooner = now + DAY
    schedules.ask_to_shorten(made.staff.official, made.ref, sooner, WHY, now)
    with pytest.raises(NotAShortening):
        schedules.approve_change(
            made.staff.second_official, made.ref, waiting_id(made, sooner), sooner
        )


def test_cancelling_says_why_and_what_happens_to_what_was_given(
    given: Given, now: datetime
) -> None:
    made = given.round()
    with pytest.raises(ReasonMissing):
        schedules.cancel_round(made.staff.official, made.ref, WHY, {"ko": "남습니다."}, now)
    schedules.cancel_round(made.staff.official, made.ref, WHY, BECOMES, now)
    page = round_page(made.ref, now)
    assert page.view.state is RoundState.CANCELLED
    (change,) = page.changes
    assert change.reasons == {each: f"{WHY[each]}\n\n{BECOMES[each]}" for each in WHY}
    with pytest.raises(RoundClosed):
        take_snapshot(made.ref, made.closes_at + GRACE, WORKER)


Change = Callable[[Round, dict[str, str], datetime], None]
CHANGES: dict[str, Change] = {
    "extend": lambda made, why, now: schedules.extend_round(
        made.staff.official, made.ref, made.closes_at + DAY, why, now
    ),
    "shorten": lambda made, why, now: schedules.ask_to_shorten(
        made.staff.official, made.ref, made.closes_at - DAY, why, now
    ),
    "close early": lambda made, why, now: schedules.ask_to_close_early(
        made.staff.official, made.ref, why, now
    ),
    "cancel": lambda made, why, now: schedules.cancel_round(
        made.staff.official, made.ref, why, BECOMES, now
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_change_without_a_reason_in_both_languages(
    given: Given, now: datetime, change: Change
) -> None:
    made = given.round()
    for why in ({}, {"ko": WHY["ko"]}, {"ko": WHY["ko"], "en": " \n"}):
        with pytest.raises(ReasonMissing):
            change(made, why, now)
    assert schedule_page(made.ref, made.staff.official, now).changes == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_before_the_announcement_times_are_changed_in_the_setup(
    given: Given, now: datetime, change: Change
) -> None:
    with pytest.raises(NotAnnouncedYet):
        change(given.round_in_setup(), WHY, now)


def test_an_extension_lies_ahead(given: Given, now: datetime) -> None:
    made = given.round()
    with pytest.raises(NotAnExtension):
        schedules.extend_round(made.staff.official, made.ref, made.closes_at, WHY, now)

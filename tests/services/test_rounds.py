"""Use cases of rounds: setting up, announcing; the rules of "Rounds" by name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from deliberate.domain.actors import Role
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.frameworks import Changeability, NothingToPublish
from deliberate.domain.participants import Assurance
from deliberate.domain.round_setup import (
    BadPhases,
    NoteMissing,
    RoundAnnounced,
    RoundNotReady,
)
from deliberate.domain.rounds import (
    Activity,
    ResultsVisibility,
    RoundState,
)
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.rounds import RoundClause
from deliberate.persistence.queries.round_pages import is_being_set_up, round_page
from deliberate.persistence.queries.round_setup import clauses_page, draft_round_of, setup_page
from deliberate.persistence.queries.rounds import newest_round_of, open_round_of, rounds_of
from deliberate.services import round_setup, rounds
from tests.factories.given import Given
from tests.factories.rounds import DESCRIPTIONS, FOR_GUESTS, TITLES, phase

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def verbs(ref: str) -> list[str]:
    wanted = select(JournalEntry.verb).where(JournalEntry.object_ref == ref)
    return list(db.session.scalars(wanted.order_by(JournalEntry.id)))


def test_a_round_opens_and_closes_by_the_clock_alone(given: Given, now: datetime) -> None:
    made = given.round()
    framework_ref = made.framework.ref
    opened = open_round_of(framework_ref, made.opens_at)
    assert opened is not None
    assert opened.ref == made.ref
    assert opened.state is RoundState.OPEN
    assert opened.activities_now == FOR_GUESTS
    assert (opened.number, opened.titles) == (1, TITLES)
    assert opened.results is ResultsVisibility.SEALED
    assert open_round_of(framework_ref, made.closes_at - timedelta(microseconds=1)) is not None
    assert open_round_of(framework_ref, made.closes_at) is None
    newest = newest_round_of(framework_ref, made.closes_at)
    assert newest is not None
    assert newest.state is RoundState.COUNTING
    assert dict(newest.activities_now) == {}


def test_phases_open_activities_in_turn(given: Given, now: datetime) -> None:
    comments = {Activity.COMMENT: Assurance.GUEST}
    votes = {Activity.VOTE_ON_CLAUSES: Assurance.KNOWN}
    made = given.round(
        phases=(phase(now, now + DAY, comments), phase(now + 2 * DAY, now + 3 * DAY, votes))
    )
    seen = [open_round_of(made.framework.ref, now + days * DAY) for days in (0, 1, 2, 3)]
    assert [each and dict(each.activities_now) for each in seen] == [comments, {}, votes, None]


def test_nobody_sees_a_round_before_it_is_announced(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    assert rounds_of(made.framework.ref, now) == []
    with pytest.raises(NotFound):
        round_page(made.ref, now)
    stranger = given.person()
    assert not is_being_set_up(made.ref, stranger)
    assert is_being_set_up(made.ref, made.staff.official)
    with pytest.raises(NotPermitted):
        setup_page(made.ref, stranger, now)
    with pytest.raises(NotPermitted):
        draft_round_of(made.framework.ref, made.staff.moderators[0])


def test_only_officials_of_the_framework_set_up_a_round(given: Given, now: datetime) -> None:
    made, other = given.round_in_setup(), given.framework()
    for actor in (made.staff.moderators[0], other.official, given.person(Role.OPERATOR)):
        with pytest.raises(NotPermitted):
            rounds.create_round(actor, made.framework.ref, now)
        with pytest.raises(NotPermitted):
            round_setup.name_round(actor, made.ref, TITLES, DESCRIPTIONS, now)
        with pytest.raises(NotPermitted):
            rounds.announce_round(actor, made.ref, now)
    with pytest.raises(SignInNeeded):
        rounds.announce_round(given.guest()[0], made.ref, now)


def test_two_officials_begin_one_round(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    assert rounds.create_round(made.staff.second_official, made.framework.ref, now) == made.ref
    assert verbs(made.ref).count("create") == 1


def test_a_round_needs_a_published_version(given: Given, now: datetime) -> None:
    drafted = given.draft()
    with pytest.raises(NothingToPublish):
        rounds.create_round(drafted.official, drafted.ref, now)


def test_before_opening_officials_say_of_every_clause_what_can_change(
    given: Given, now: datetime
) -> None:
    made = given.round_in_setup()
    with transaction() as session:
        session.execute(delete(RoundClause))
    with pytest.raises(RoundNotReady):
        rounds.announce_round(made.staff.official, made.ref, now)
    first, *others = made.framework.clause_refs
    notes = {"ko": "헌법 제11조로 정해져 있다.", "en": "Fixed by article 11 of the constitution."}
    fixed = Changeability.FIXED
    for wrong in ({}, {"ko": notes["ko"], "en": "  "}):
        with pytest.raises(NoteMissing):
            round_setup.say_changeability(made.staff.official, made.ref, first, fixed, wrong, now)
    round_setup.say_changeability(made.staff.official, made.ref, first, fixed, notes, now)
    round_setup.leave_the_rest_open(made.staff.official, made.ref, now)
    said = clauses_page(made.ref, made.staff.official).said
    assert said[first].changeability is fixed
    assert said[first].notes == notes
    assert {said[each].changeability for each in others} == {Changeability.OPEN}
    rounds.announce_round(made.staff.official, made.ref, now)
    (bound,) = round_page(made.ref, now).bound
    assert (bound.ref, bound.changeability, bound.notes) == (first, fixed, notes)


def test_a_clause_of_another_framework_is_not_in_the_round(given: Given, now: datetime) -> None:
    made, other = given.round_in_setup(), given.framework()
    with pytest.raises(NotFound):
        round_setup.say_changeability(
            made.staff.official, made.ref, other.clause_refs[0], Changeability.OPEN, {}, now
        )


def test_both_languages_say_what_the_round_is_about(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    half = {"ko": "제1차", "en": " "}
    round_setup.name_round(made.staff.official, made.ref, half, DESCRIPTIONS, now)
    with pytest.raises(RoundNotReady) as refused:
        rounds.announce_round(made.staff.official, made.ref, now)
    assert refused.value.missing == 1


def test_times_lie_ahead_or_are_now(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    late = now + MINUTE
    with pytest.raises(RoundNotReady):
        rounds.announce_round(made.staff.official, made.ref, late)
    rounds.announce_round(made.staff.official, made.ref, late, at_once=True)
    view = open_round_of(made.framework.ref, late)
    assert view is not None
    assert view.opens_at == late


def test_a_round_whose_time_is_over_cannot_be_opened_at_once(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    with pytest.raises(BadPhases):
        rounds.announce_round(made.staff.official, made.ref, made.closes_at, at_once=True)


def test_phases_do_not_overlap_and_end_after_they_begin(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    wrong = [
        (phase(now, now),),
        (phase(now + DAY, now),),
        (phase(now, now + 2 * DAY), phase(now + DAY, now + 3 * DAY)),
    ]
    for phases in wrong:
        with pytest.raises(BadPhases):
            round_setup.set_phases(made.staff.official, made.ref, phases, now)
    turned = (phase(now + DAY, now + 2 * DAY), phase(now, now + DAY))
    round_setup.set_phases(made.staff.official, made.ref, turned, now)
    opening = setup_page(made.ref, made.staff.official, now).opening
    assert [each.opens_at for each in opening.phases] == [now, now + DAY]


def test_after_announcing_nothing_of_it_changes(given: Given, now: datetime) -> None:
    made = given.round()
    official, ref = made.staff.official, made.ref
    for change in (
        lambda: round_setup.name_round(official, ref, TITLES, DESCRIPTIONS, now),
        lambda: round_setup.set_phases(official, ref, (phase(now, now + DAY),), now),
        lambda: round_setup.set_visibility(
            official, ref, ResultsVisibility.LIVE, now, premoderated=False
        ),
        lambda: round_setup.leave_the_rest_open(official, ref, now),
        lambda: round_setup.say_changeability(
            official, ref, made.framework.clause_refs[0], Changeability.OPEN, {}, now
        ),
        lambda: rounds.announce_round(official, ref, now),
    ):
        with pytest.raises(RoundAnnounced):
            change()


def test_one_round_at_a_time(given: Given, now: datetime) -> None:
    made = given.round()
    official = made.staff.official
    second = rounds.create_round(official, made.framework.ref, now)
    assert second != made.ref
    round_setup.name_round(official, second, TITLES, DESCRIPTIONS, now)
    round_setup.set_phases(official, second, (phase(now, now + DAY),), now)
    round_setup.leave_the_rest_open(official, second, now)
    with pytest.raises(RoundNotReady):
        rounds.announce_round(official, second, now)
    assert setup_page(second, official, now).number == 2


def test_the_journal_says_what_was_done_and_never_the_words(given: Given, now: datetime) -> None:
    made = given.round(hears=True)
    wanted = ["create", "name", "set times", "set visibility", "say changeability"]
    wanted += ["set targets", "announce"]
    assert verbs(made.ref) == wanted
    entries = db.session.scalars(
        select(JournalEntry).where(JournalEntry.object_ref == made.ref)
    ).all()
    assert {each.role for each in entries} == {"official"}
    assert {each.reason for each in entries} == {None}


def test_a_language_without_words_is_absent(given: Given, now: datetime) -> None:
    made = given.round_in_setup()
    round_setup.name_round(made.staff.official, made.ref, {"ko": "제목"}, {}, now)
    opening = setup_page(made.ref, made.staff.official, now).opening
    assert (opening.titles, opening.descriptions) == ({"ko": "제목"}, {})


def test_the_page_of_a_round_names_its_version(given: Given, now: datetime) -> None:
    made = given.round()
    page = round_page(made.ref, now)
    assert (page.framework.slug, page.framework.number) == (made.framework.slug, 1)
    assert page.view.schedule.changes_next_at(now) == made.closes_at

"""Voting on clauses: the rules of "Votes" by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.credentials import Newcomer, token_hash
from deliberate.domain.errors import NotFound, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity, AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.domain.votes import ClauseChoice, OrganisationsDoNotVote, StaleWording
from deliberate.persistence.database import Model, db
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Participant, Receipt, WebSession
from deliberate.persistence.models.votes import ClauseVote, UnclearMark
from deliberate.persistence.queries.accounts import visitor_by_token_hash
from deliberate.services import guests, schedules, votes
from tests.factories.given import Given
from tests.factories.rounds import phase
from tests.factories.votes import ballot, new_version, vote
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
AGREE, DISAGREE = ClauseChoice.AGREE, ClauseChoice.DISAGREE


def stranger(seed: str = "a seed") -> Newcomer:
    return Newcomer("ko", seed, SECRET_KEY)


def cast() -> list[ClauseVote]:
    db.session.rollback()
    return list(db.session.scalars(select(ClauseVote).order_by(ClauseVote.id)))


def counted(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_one_vote_for_each_person_and_target_and_the_last_one_counts(
    given: Given, now: datetime
) -> None:
    held, person = given.round(), given.person()
    for step, choice in enumerate(ClauseChoice):
        votes.cast_vote(person, ballot(held), choice, now + step * DAY)
        (only,) = cast()
        assert (only.choice, only.cast_at) == (choice, now + step * DAY)


def test_the_language_in_which_the_words_were_seen_is_stored(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    for seen in (Locale.EN, Locale.KO):
        votes.cast_vote(person, ballot(held, seen=seen), AGREE, now)
        assert [each.locale for each in cast()] == [seen]


def test_people_and_clauses_are_counted_apart(given: Given, now: datetime) -> None:
    held, one, other = given.round(), given.person(), given.guest()[0]
    vote(held, one, AGREE, now)
    vote(held, one, DISAGREE, now, place=1)
    vote(held, other, DISAGREE, now)
    assert [each.choice for each in cast()] == [AGREE, DISAGREE, DISAGREE]


def test_a_vote_can_be_changed_until_closing_and_not_at_it(given: Given, now: datetime) -> None:
    """ "Closes 18:00" excludes 18:00:00."""
    held, person = given.round(), given.person()
    vote(held, person, AGREE, now)
    vote(held, person, DISAGREE, held.closes_at - TICK)
    with pytest.raises(RoundClosed):
        vote(held, person, AGREE, held.closes_at)
    assert [each.choice for each in cast()] == [DISAGREE]


def test_nobody_votes_before_the_round_opens_or_between_its_phases(
    given: Given, now: datetime
) -> None:
    held = given.round(
        phases=(phase(now + DAY, now + 2 * DAY), phase(now + 3 * DAY, now + 4 * DAY))
    )
    person = given.person()
    for moment in (now, now + DAY - TICK, now + 2 * DAY):
        with pytest.raises(RoundNotOpen):
            vote(held, person, AGREE, moment)
    assert cast() == []
    vote(held, person, AGREE, now + 3 * DAY)


def test_nobody_votes_where_the_phase_is_for_something_else(given: Given, now: datetime) -> None:
    comments = {Activity.COMMENT: Assurance.GUEST}
    held = given.round(phases=(phase(now, now + DAY, comments),))
    with pytest.raises(RoundNotOpen):
        vote(held, given.person(), AGREE, now)


def test_a_cancelled_round_takes_no_vote(given: Given, now: datetime) -> None:
    held = given.round()
    words = {"ko": "까닭이 있어요.", "en": "There is a reason."}
    schedules.cancel_round(held.staff.official, held.ref, words, words, now)
    with pytest.raises(RoundClosed):
        vote(held, given.person(), AGREE, now)


def test_each_activity_asks_for_its_own_assurance(given: Given, now: datetime) -> None:
    known = {Activity.VOTE_ON_CLAUSES: Assurance.KNOWN}
    held = given.round(phases=(phase(now, now + DAY, known),))
    with pytest.raises(AssuranceTooLow) as refused:
        vote(held, given.guest()[0], AGREE, now)
    assert refused.value.needed is Assurance.KNOWN
    before = counted(Participant)
    with pytest.raises(AssuranceTooLow):
        votes.cast_vote(ANONYMOUS, ballot(held), AGREE, now, stranger())
    assert counted(Participant) == before
    vote(held, given.person(), AGREE, now)
    assert len(cast()) == 1


def test_only_people_vote(given: Given, now: datetime) -> None:
    """An organisation proposes, co-signs and comments; its delegate cannot vote for it."""
    held, delegate = given.round(), given.person()
    acting = replace(delegate, acting_for=given.organisation(delegate))
    for use_case in (
        lambda: votes.cast_vote(acting, ballot(held), AGREE, now),
        lambda: votes.mark_unclear(acting, ballot(held), now),
    ):
        with pytest.raises(OrganisationsDoNotVote):
            use_case()
    assert cast() == []
    vote(held, delegate, AGREE, now)


def test_a_vote_belongs_to_the_wording_it_was_cast_on(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    on = ballot(held)
    votes.cast_vote(person, on, AGREE, now)
    (only,) = cast()
    stored = db.session.get_one(ClauseWording, only.wording_id)
    assert stored.ref == on.wording_ref


def test_a_vote_on_other_words_than_the_rounds_is_refused(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    other = ballot(held, place=1).wording_ref
    new_version(held.framework.slug, held.framework.clause_refs[0], now)
    for wording_ref in (other, "nothing", "", ballot(held).wording_ref):
        with pytest.raises(StaleWording):
            votes.cast_vote(person, replace(ballot(held), wording_ref=wording_ref), AGREE, now)
    assert cast() == []


def test_a_clause_that_the_round_is_not_about_cannot_be_voted_on(
    given: Given, now: datetime
) -> None:
    held, elsewhere = given.round(), given.round()
    person = given.person()
    for wrong in (
        replace(ballot(elsewhere), round_ref=held.ref),
        replace(ballot(held), clause_ref="nothing"),
        replace(ballot(held), round_ref="nothing"),
    ):
        with pytest.raises(NotFound):
            votes.cast_vote(person, wrong, AGREE, now)
    assert cast() == []


def test_a_first_vote_makes_a_stranger_a_guest_with_a_way_back(given: Given, now: datetime) -> None:
    held = given.round()
    entry = votes.cast_vote(ANONYMOUS, ballot(held), AGREE, now, stranger())
    assert entry is not None
    visitor = visitor_by_token_hash(token_hash(entry.token), now)
    back = visitor_by_token_hash(
        token_hash(guests.return_with_receipt(entry.code, SECRET_KEY, now)), now
    )
    assert visitor is not None
    assert back is not None
    assert visitor.actor == back.actor
    assert not visitor.actor.is_known
    vote(held, visitor.actor, DISAGREE, now)
    assert [each.choice for each in cast()] == [DISAGREE]


def test_a_first_vote_that_is_sent_twice_counts_once(given: Given, now: datetime) -> None:
    held = given.round()
    before = counted(Participant)
    entries = [
        votes.cast_vote(ANONYMOUS, ballot(held), choice, now, stranger())
        for choice in (AGREE, DISAGREE)
    ]
    assert len({each.code for each in entries if each}) == 1
    assert counted(Participant) == before + 1
    assert counted(Receipt) == 1
    assert [each.choice for each in cast()] == [DISAGREE]
    assert votes.cast_vote(ANONYMOUS, ballot(held), AGREE, now, stranger("another seed"))
    assert len(cast()) == 2


def test_a_refused_stranger_leaves_nothing_behind(given: Given, now: datetime) -> None:
    held = given.round()
    stale = replace(ballot(held), wording_ref="nothing")
    before = [counted(each) for each in (Participant, Receipt, WebSession, JournalEntry)]
    with pytest.raises(StaleWording):
        votes.cast_vote(ANONYMOUS, stale, AGREE, now, stranger())
    with pytest.raises(RoundClosed):
        votes.cast_vote(ANONYMOUS, ballot(held), AGREE, held.closes_at, stranger())
    with pytest.raises(SignInNeeded):
        votes.cast_vote(ANONYMOUS, ballot(held), AGREE, now)
    with pytest.raises(SignInNeeded):
        votes.cast_vote(Actor(participant_ref="nobody"), ballot(held), AGREE, now)
    after = [counted(each) for each in (Participant, Receipt, WebSession, JournalEntry)]
    assert after == before


def journal() -> list[tuple[Any, ...]]:
    """Return everything that the journal says but when."""
    db.session.rollback()
    rows = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id))
    return [
        (row.role, row.actor_ref, row.verb, row.object_kind, row.object_ref, row.reason, row.digest)
        for row in rows
    ]


def test_the_journal_says_that_someone_voted_and_never_how(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    said = []
    for choice in ClauseChoice:
        before = len(journal())
        vote(held, person, choice, now)
        said.append(journal()[before:])
    assert said[0] == [
        ("participant", person.account_ref, "vote", "clause", ballot(held).clause_ref, None, None)
    ]
    assert all(each == said[0] for each in said)


def test_this_is_unclear_is_said_once_and_can_be_taken_back(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    for _ in range(2):
        votes.mark_unclear(person, ballot(held), now)
    assert counted(UnclearMark) == 1
    assert cast() == []
    for _ in range(2):
        votes.unmark_unclear(person, ballot(held), now)
    assert counted(UnclearMark) == 0
    with pytest.raises(RoundClosed):
        votes.mark_unclear(person, ballot(held), held.closes_at)
    assert [each[2] for each in journal() if "unclear" in each[2]] == [
        "mark unclear",
        "mark unclear",
        "unmark unclear",
    ]


def test_a_stranger_can_say_that_a_clause_is_unclear(given: Given, now: datetime) -> None:
    held = given.round()
    assert votes.mark_unclear(ANONYMOUS, ballot(held), now, stranger())
    assert counted(UnclearMark) == 1

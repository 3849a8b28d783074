"""What one person sees of the voting on a clause; see `test_sealed.py` for what nobody sees."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event, update

from deliberate.domain.actors import ANONYMOUS, Actor, Via
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import ResultsVisibility
from deliberate.domain.votes import ClauseChoice, SupportBand, Tally
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.mine import given_by
from deliberate.persistence.queries.rounds import clause_in_round
from deliberate.persistence.queries.votes import VotePanel, vote_panel
from deliberate.services import claims, votes
from tests.factories import counting
from tests.factories.given import Given
from tests.factories.rounds import Round, announced, phase
from tests.factories.votes import ballot, new_version, vote
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
AGREE, WITH_CHANGES, DISAGREE, UNCLEAR = ClauseChoice
WORKER = Actor(via=Via.WORKER)


def panel_of(held: Round, viewer: Actor, now: datetime, place: int = 0) -> VotePanel:
    db.session.rollback()
    return vote_panel(held.framework.slug, held.framework.clause_refs[place], viewer, now)


def freeze(held: Round) -> datetime:
    counted_at = held.closes_at + timedelta(minutes=1)
    assert counting.take_snapshot(held.ref, counted_at, WORKER)
    return counted_at


def finish(held: Round) -> datetime:
    """Count, answer and publish a round; return a moment after that."""
    later = freeze(held) + DAY
    with transaction() as session:
        session.execute(
            update(ConsultationRound)
            .where(ConsultationRound.ref == held.ref)
            .values(answered_at=later, published_at=later)
        )
    return later


def test_results_are_sealed_until_the_snapshot_for_everyone(given: Given, now: datetime) -> None:
    """From officials, moderators, operators and the voters themselves too."""
    held, voter = given.round(), given.person()
    vote(held, voter, AGREE, now)
    eyes = (ANONYMOUS, voter, held.staff.official, held.staff.moderators[0], operator(given))
    for moment in (now, held.closes_at, held.closes_at + timedelta(hours=1)):
        for viewer in eyes:
            found = panel_of(held, viewer, moment)
            assert found.results is None
            assert found.people == 1
    counted_at = freeze(held)
    for viewer in eyes:
        found = panel_of(held, viewer, counted_at)
        assert found.results is not None
        assert found.results.headline == Tally(agree=1)


def operator(given: Given) -> Actor:
    person = given.person()
    return Actor(
        account_ref=person.account_ref, participant_ref=person.participant_ref, is_operator=True
    )


def test_live_results_are_shown_where_the_round_announced_them(given: Given, now: datetime) -> None:
    held = given.round(results=ResultsVisibility.LIVE)
    vote(held, given.person(), WITH_CHANGES, now)
    found = panel_of(held, ANONYMOUS, now).results
    assert found is not None
    assert found.headline == Tally(agree_with_changes=1)
    assert panel_of(held, ANONYMOUS, held.closes_at).results is None


def test_guests_are_shown_apart_from_the_headline(given: Given, now: datetime) -> None:
    held = given.round(results=ResultsVisibility.LIVE)
    for choice in (AGREE, AGREE, DISAGREE):
        vote(held, given.guest()[0], choice, now)
    vote(held, given.person(), DISAGREE, now)
    for counted_at in (now, None):
        found = panel_of(held, ANONYMOUS, counted_at or freeze(held))
        assert found.results is not None
        assert found.people == 4
        assert found.results.headline == Tally(disagree=1)
        assert found.results.headline.band is SupportBand.BELOW
        assert found.results.guests == Tally(agree=2, disagree=1)
        assert found.results.mix == {Assurance.GUEST: 3, Assurance.KNOWN: 1}


def test_a_snapshot_stays_as_it_was_counted(given: Given, now: datetime) -> None:
    held, person = given.round(), given.person()
    guest, code = given.guest()
    vote(held, guest, DISAGREE, now)
    vote(held, person, AGREE, now)
    counted_at = freeze(held)
    before = panel_of(held, ANONYMOUS, counted_at)
    claims.claim_receipt(person, code, SECRET_KEY, counted_at)
    assert panel_of(held, ANONYMOUS, counted_at) == before


def test_one_sees_ones_own_vote_and_nobody_elses(given: Given, now: datetime) -> None:
    held, one, other = given.round(), given.person(), given.guest()[0]
    vote(held, one, AGREE, now)
    vote(held, other, DISAGREE, now)
    assert [
        (found.own.choice if found.own else None)
        for found in (panel_of(held, each, now) for each in (one, other, ANONYMOUS))
    ] == [AGREE, DISAGREE, None]
    assert panel_of(held, one, now, place=1).own is None


def test_an_unchanged_wording_carries_a_vote_on(given: Given, now: datetime) -> None:
    first, person = given.round(), given.person()
    vote(first, person, AGREE, now)
    later = finish(first)
    second = announced(first.framework, later)
    own = panel_of(second, person, later).own
    assert own is not None
    assert (own.choice, own.in_this_round, own.on_these_words) == (AGREE, False, True)
    vote(second, person, DISAGREE, later)
    own = panel_of(second, person, later).own
    assert own is not None
    assert (own.choice, own.in_this_round) == (DISAGREE, True)


def test_changed_words_ask_the_owner_to_look_again(given: Given, now: datetime) -> None:
    first, person = given.round(), given.person()
    vote(first, person, AGREE, now)
    later = finish(first)
    new_version(first.framework.slug, first.framework.clause_refs[0], later)
    second = announced(first.framework, later)
    found = panel_of(second, person, later)
    assert found.own is not None
    assert (found.own.choice, found.own.on_these_words) == (AGREE, False)
    assert found.people == 0
    (mine,) = given_by(person).votes
    assert mine.spot.has_changed
    assert mine.choice is AGREE


def test_the_button_feeds_a_flag_that_no_vote_touches(given: Given, now: datetime) -> None:
    held = given.round()
    people = [given.guest()[0] for _ in range(20)]
    for each in people:
        vote(held, each, UNCLEAR, now)
    assert not panel_of(held, ANONYMOUS, now).is_marked_unclear
    for each in people[:3]:
        votes.mark_unclear(each, ballot(held), now)
    found = panel_of(held, people[0], now)
    assert (found.marks, found.has_marked, found.is_marked_unclear) == (3, True, True)


def test_a_panel_is_there_only_for_clauses_of_an_announced_round(
    given: Given, now: datetime
) -> None:
    silent, setting_up, held = given.framework(), given.round_in_setup(), given.round()
    for framework in (silent, setting_up.framework):
        assert clause_in_round(framework.ref, framework.clause_refs[0]) is None
        with pytest.raises(NotFound):
            vote_panel(framework.slug, framework.clause_refs[0], ANONYMOUS, now)
    assert clause_in_round(held.framework.ref, held.framework.clause_refs[0]) is not None
    assert clause_in_round(held.framework.ref, silent.clause_refs[0]) is None
    for slug, ref in (
        (held.framework.slug, silent.clause_refs[0]),
        ("nothing", held.framework.clause_refs[0]),
    ):
        with pytest.raises(NotFound):
            vote_panel(slug, ref, ANONYMOUS, now)


def test_voting_is_open_until_the_last_phase_that_follows_without_a_gap(
    given: Given, now: datetime
) -> None:
    held = given.round(
        phases=(
            phase(now, now + DAY),
            phase(now + DAY, now + 2 * DAY),
            phase(now + 3 * DAY, now + 4 * DAY),
        )
    )
    assert panel_of(held, ANONYMOUS, now).open_until == now + 2 * DAY
    between = panel_of(held, ANONYMOUS, now + 2 * DAY)
    assert (between.is_open, between.open_until) == (False, None)


def statements(given: Given, now: datetime, size: int) -> tuple[int, int]:
    """Return how many statements the panel and the personal page of a voter need."""
    held, voter = given.round(given.framework(1, size)), given.person()
    for place in range(size):
        vote(held, voter, AGREE, now, place)
    vote(held, given.guest()[0], AGREE, now)
    db.session.rollback()
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        panel_of(held, voter, now)
        panel = len(seen)
        assert len(given_by(voter).votes) == size
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return panel, len(seen) - panel


def test_the_number_of_queries_does_not_grow(given: Given, now: datetime) -> None:
    small, large = statements(given, now, 2), statements(given, now, 9)
    assert small == large
    assert max(small) <= 20

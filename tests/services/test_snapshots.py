"""The closing snapshot: when it may be taken, what it holds, and that it is taken once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, select

from deliberate.domain.actors import ANONYMOUS, WORKER, Actor
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import GRACE, RoundNotOpen, RoundStillOpen
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import AssuranceFact, Participant
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.queries.rounds import newest_round_of, rounds_of
from deliberate.persistence.queries.snapshots import closing_snapshot, due_rounds
from deliberate.services.votes import Ballot, cast_vote, mark_unclear
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


def ballot(made: Round, place: int = 0) -> Ballot:
    clause_ref = made.framework.clause_refs[place]
    wording = select(ClauseWording.ref).join(Clause, Clause.id == ClauseWording.clause_id)
    wording_ref = db.session.scalars(wording.where(Clause.ref == clause_ref)).one()
    return Ballot(made.ref, clause_ref, wording_ref, Locale.KO)


def raise_to(actor: Actor, level: Assurance, now: datetime) -> None:
    with transaction() as session:
        wanted = select(Participant.id).where(Participant.ref == actor.participant_ref)
        participant_id = session.scalars(wanted).one()
        fact = AssuranceFact(participant_id=participant_id, level=level, established_at=now)
        session.add(fact)


def add_comment(made: Round, by: Actor, now: datetime, **facts: datetime) -> None:
    with transaction() as session:
        by_ref = select(Participant.id).where(Participant.ref == by.participant_ref)
        round_id = select(ConsultationRound.id).where(ConsultationRound.ref == made.ref)
        given = Contribution(
            kind=ContributionKind.COMMENT,
            round_id=session.scalars(round_id).one(),
            participant_id=session.scalars(by_ref).one(),
            channel=Channel.WEB,
            created_at=now,
            **facts,
        )
        session.add(given)
        session.flush()
        session.add(
            ContributionText(
                contribution_id=given.id, locale=Locale.EN, body="words", is_original=True
            )
        )
        wording_id = session.scalars(select(ClauseWording.id).limit(1)).one()
        session.add(Comment(contribution_id=given.id, wording_id=wording_id))


def test_it_is_taken_half_a_minute_after_closing_and_once(given: Given, now: datetime) -> None:
    made = given.round()
    with pytest.raises(RoundStillOpen):
        take_snapshot(made.ref, made.closes_at + GRACE - TICK, WORKER)
    assert due_rounds(made.closes_at + GRACE - TICK) == []
    assert due_rounds(made.closes_at + GRACE) == [made.ref]
    assert take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    first = closing_snapshot(made.ref)
    assert not take_snapshot(made.ref, made.closes_at + DAY, made.staff.official)
    assert closing_snapshot(made.ref) == first
    assert due_rounds(made.closes_at + DAY) == []
    closings = select(JournalEntry.role, JournalEntry.via).where(JournalEntry.verb == "close")
    assert [tuple(each) for each in db.session.execute(closings)] == [("worker", WORKER.via)]


def test_a_clock_set_back_does_not_reopen_a_counted_round(given: Given, now: datetime) -> None:
    made = given.round()
    take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    view = newest_round_of(made.framework.ref, made.closes_at - DAY)
    assert view is not None
    assert dict(view.activities_now) == {}
    assert not take_snapshot(made.ref, made.closes_at - DAY, WORKER)


def test_only_officials_and_the_worker_close(given: Given, now: datetime) -> None:
    made = given.round()
    moment = made.closes_at + GRACE
    with pytest.raises(NotPermitted):
        take_snapshot(made.ref, moment, made.staff.moderators[0])
    with pytest.raises(SignInNeeded):
        take_snapshot(made.ref, moment, ANONYMOUS)
    with pytest.raises(NotFound):
        take_snapshot("nowhere", moment, WORKER)
    with pytest.raises(RoundNotOpen):
        take_snapshot(given.round_in_setup().ref, moment, WORKER)


def test_it_freezes_tallies_split_by_assurance(given: Given, now: datetime) -> None:
    made = given.round(given.framework(sections=1, clauses=2))
    guest, known, enrolled = given.guest()[0], given.guest()[0], given.guest()[0]
    raise_to(known, Assurance.KNOWN, now)
    raise_to(enrolled, Assurance.KNOWN, now)
    raise_to(enrolled, Assurance.ENROLLED, now)
    for who in (guest, known, enrolled):
        cast_vote(who, ballot(made), ClauseChoice.AGREE, now)
    cast_vote(known, ballot(made), ClauseChoice.DISAGREE, now)
    cast_vote(guest, ballot(made, 1), ClauseChoice.UNCLEAR, now)
    mark_unclear(known, ballot(made, 1), now)
    take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    body = closing_snapshot(made.ref)
    assert body is not None
    first, second = body["clauses"]
    assert (first["clause"], first["wording"]) == (
        ballot(made).clause_ref,
        ballot(made).wording_ref,
    )
    assert first["revisions"] == {"ko": 1, "en": 1}
    assert first["votes"] == {
        "agree": {"guest": 1, "enrolled": 1},
        "agree with changes": {},
        "disagree": {"known": 1},
        "unclear": {},
    }
    assert second["votes"]["unclear"] == {"guest": 1}
    assert (first["unclear_marks"], second["unclear_marks"]) == (0, 1)
    assert body["participants"] == {
        "total": 3,
        "by_assurance": {"guest": 1, "known": 1, "enrolled": 1},
        "by_channel": {"web": 3},
        "by_language": {"ko": 3},
    }


def test_it_counts_comments_by_channel_and_language(given: Given, now: datetime) -> None:
    made = given.round()
    one, two, drafting = given.guest()[0], given.guest()[0], given.guest()[0]
    add_comment(made, one, now, submitted_at=now)
    add_comment(made, one, now, submitted_at=now, withdrawn_at=now)
    add_comment(made, two, now, submitted_at=now, hidden_at=now)
    add_comment(made, drafting, now)
    cast_vote(two, ballot(made), ClauseChoice.AGREE, now)
    take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    body = closing_snapshot(made.ref)
    assert body is not None
    assert body["comments"] == {
        "total": 3,
        "withdrawn": 1,
        "hidden": 1,
        "by_channel": {"web": 3},
        "by_language": {"en": 3},
    }
    assert body["participants"]["total"] == 2
    assert body["participants"]["by_language"] == {"en": 2, "ko": 1}


def test_whoever_took_part_is_counted_once_before_and_after(given: Given, now: datetime) -> None:
    made = given.round()
    one, two = given.guest()[0], given.guest()[0]
    for place in (0, 1):
        cast_vote(one, ballot(made, place), ClauseChoice.AGREE, now)
    add_comment(made, one, now, submitted_at=now)
    mark_unclear(two, ballot(made), now)
    for moment in (now, made.closes_at + GRACE):
        (view,) = rounds_of(made.framework.ref, moment)
        assert view.taken_part == 2
        if moment != now:
            take_snapshot(made.ref, moment, WORKER)
    (counted,) = rounds_of(made.framework.ref, made.closes_at + DAY)
    assert counted.taken_part == 2


@pytest.mark.parametrize("size", [1, 15])
def test_it_asks_a_fixed_number_of_queries(given: Given, now: datetime, size: int) -> None:
    made = given.round(given.framework(sections=1, clauses=size))
    for place in range(size):
        cast_vote(given.guest()[0], ballot(made, place), ClauseChoice.AGREE, now)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    take_snapshot(made.ref, made.closes_at + GRACE, WORKER)
    assert len([each for each in asked if each.startswith("SELECT")]) == 24
    assert db.session.scalars(select(ClosingSnapshot.round_id)).all() != []

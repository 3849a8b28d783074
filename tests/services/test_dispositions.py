"""Rule: every amendment and every comment gets a public answer in both languages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.amendments import AmendmentGone, AmendmentKind
from deliberate.domain.answers import AlreadyAnswered, NothingToAnswer, StaleAnswer
from deliberate.domain.dispositions import (
    REASON_LENGTH,
    OfficialWordsMissing,
    OfficialWordsTooLong,
    Outcome,
    OwnProposal,
    StaleDisposition,
)
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.rounds import RoundStillOpen
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Answer, AnsweredComment, Disposition
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.next_versions import NewClause
from deliberate.persistence.queries.mine import given_by
from deliberate.services import answers, dispositions, next_versions
from tests.factories import amendments, comments
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.at_once import at_once, refusals

REASONS = {"ko": "쉬운 말로 고쳐 반영합니다.", "en": "Taken up in plainer words."}
ANSWERS = {"ko": "말씀하신 대로 기한을 늘립니다.", "en": "The time is extended as you ask."}
ONE_MINUTE = timedelta(minutes=1)


@pytest.fixture
def held(given: Given, app_context: Flask) -> Round:
    return given.round()


@pytest.fixture
def author(given: Given) -> Actor:
    return given.person()


def close(held: Round) -> datetime:
    """Count a round; return a moment after that."""
    later = held.closes_at + ONE_MINUTE
    take_snapshot(held.ref, later, held.staff.official)
    return later


def propose(held: Round, author: Actor, now: datetime, **facts: object) -> str:
    bodies = {"en": "Nothing is decided by machines alone."}
    return amendments.stored(held, author, now, bodies, **facts)  # type: ignore[arg-type]


def dispose(
    actor: Actor, ref: str, now: datetime, seen: int = 0, outcome: Outcome = Outcome.ACCEPTED
) -> None:
    dispositions.record_disposition(actor, ref, outcome, REASONS, seen, now)


def withdraw(ref: str, now: datetime) -> None:
    with transaction() as session:
        session.scalars(
            select(Contribution).where(Contribution.ref == ref)
        ).one().withdrawn_at = now


def outcomes() -> list[tuple[Outcome, int]]:
    db.session.rollback()
    return [(row.outcome, row.revision) for row in db.session.scalars(select(Disposition))]


def test_an_amendment_gets_an_outcome_with_a_public_reason(
    held: Round, author: Actor, now: datetime
) -> None:
    ref = propose(held, author, now)
    with pytest.raises(RoundStillOpen):
        dispose(held.staff.official, ref, now)
    later = close(held)
    dispose(held.staff.official, ref, later)
    assert outcomes() == [(Outcome.ACCEPTED, 1)]
    dispose(held.staff.second_official, ref, later, 1, Outcome.PARTLY_ACCEPTED)
    assert outcomes() == [(Outcome.PARTLY_ACCEPTED, 2)]


@pytest.mark.parametrize("missing", ["ko", "en"])
def test_a_reason_stands_in_both_languages(
    held: Round, author: Actor, now: datetime, missing: str
) -> None:
    ref, later = propose(held, author, now), close(held)
    for words in ("", "  \n"):
        with pytest.raises(OfficialWordsMissing):
            dispositions.record_disposition(
                held.staff.official, ref, Outcome.ACCEPTED, REASONS | {missing: words}, 0, later
            )
    long = REASONS | {missing: "a" * (REASON_LENGTH + 3)}
    with pytest.raises(OfficialWordsTooLong) as refused:
        dispositions.record_disposition(held.staff.official, ref, Outcome.ACCEPTED, long, 0, later)
    assert refused.value.over == 3
    assert outcomes() == []


def test_two_officials_at_once_do_not_overwrite_each_other(
    held: Round, author: Actor, now: datetime, app: Flask
) -> None:
    ref, later = propose(held, author, now), close(held)
    both = (held.staff.official, held.staff.second_official)
    results = at_once(
        app, *[lambda official=official: dispose(official, ref, later) for official in both]
    )
    assert refusals(results) == [StaleDisposition]
    assert outcomes() == [(Outcome.ACCEPTED, 1)]


def test_only_officials_of_the_framework_decide_and_never_about_their_own(
    held: Round, author: Actor, given: Given, now: datetime
) -> None:
    ref = propose(held, author, now)
    own = propose(held, held.staff.official, now)
    later = close(held)
    elsewhere = given.person(Role.OFFICIAL, given.framework().ref)
    for other in (author, elsewhere, held.staff.moderators[0]):
        with pytest.raises(NotPermitted):
            dispose(other, ref, later)
    with pytest.raises(SignInNeeded):
        dispose(Actor(), ref, later)
    with pytest.raises(OwnProposal):
        dispose(held.staff.official, own, later)
    dispose(held.staff.second_official, own, later)


def test_a_withdrawn_amendment_needs_no_answer(held: Round, author: Actor, now: datetime) -> None:
    ref = propose(held, author, now)
    withdraw(ref, now)
    later = close(held)
    with pytest.raises(AmendmentGone):
        dispose(held.staff.official, ref, later)
    with pytest.raises(NotFound):
        dispose(held.staff.official, "nothing", later)


def test_a_new_clause_that_is_taken_up_gets_one_permanent_identity(
    held: Round, author: Actor, now: datetime
) -> None:
    ref = propose(held, author, now, kind=AmendmentKind.NEW_CLAUSE)
    later = close(held)
    dispose(held.staff.official, ref, later, 0, Outcome.NOT_ACCEPTED)
    assert db.session.scalars(select(NewClause)).all() == []
    for seen, outcome in ((1, Outcome.ACCEPTED), (2, Outcome.OUT_OF_SCOPE), (3, Outcome.ACCEPTED)):
        dispose(held.staff.official, ref, later, seen, outcome)
    assert len(db.session.scalars(select(NewClause)).all()) == 1


def test_the_journal_says_that_it_was_decided_and_never_why(
    held: Round, author: Actor, now: datetime
) -> None:
    ref, later = propose(held, author, now), close(held)
    dispose(held.staff.official, ref, later)
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "dispose")).one()
    assert (entry.object_ref, entry.role, entry.reason) == (ref, "official", None)


def test_several_comments_get_one_answer_and_each_comment_one_at_most(
    held: Round, author: Actor, now: datetime
) -> None:
    refs = [comments.comment(author, held, now) for _ in range(3)]
    with pytest.raises(RoundStillOpen):
        answers.answer_comments(held.staff.official, held.ref, refs, ANSWERS, now)
    later = close(held)
    answers.answer_comments(held.staff.official, held.ref, refs[:2], ANSWERS, later)
    with pytest.raises(AlreadyAnswered) as refused:
        answers.answer_comments(held.staff.official, held.ref, refs, ANSWERS, later)
    assert set(refused.value.refs) == set(refs[:2])
    answers.answer_comments(held.staff.official, held.ref, refs[2:], ANSWERS, later)
    assert answered() == (2, 3)


def answered() -> tuple[int, int]:
    """Return how many answers there are, and how many answered comments."""
    db.session.rollback()
    return (
        db.session.scalar(select(func.count(Answer.id))) or 0,
        db.session.scalar(select(func.count(AnsweredComment.comment_id))) or 0,
    )


def test_nobody_learns_of_an_answer_before_the_outcome_is_published(
    held: Round, author: Actor, now: datetime
) -> None:
    refs, later = [comments.comment(author, held, now)], close(held)
    answers.answer_comments(held.staff.official, held.ref, refs, ANSWERS, later)
    assert [each.is_answered for each in given_by(author).comments] == [False]
    next_versions.publish_outcome(held.staff.official, held.ref, later)
    assert [each.is_answered for each in given_by(author).comments] == [True]


def test_two_officials_who_answer_at_once_give_one_answer(
    held: Round, author: Actor, now: datetime, app: Flask
) -> None:
    refs, later = [comments.comment(author, held, now)], close(held)
    both = (held.staff.official, held.staff.second_official)
    results = at_once(
        app,
        *[
            lambda official=official: answers.answer_comments(
                official, held.ref, refs, ANSWERS, later
            )
            for official in both
        ],
    )
    assert refusals(results) == [AlreadyAnswered]
    assert answered() == (1, 1)


def test_an_answer_names_comments_of_this_round_that_stand(
    held: Round, author: Actor, now: datetime
) -> None:
    stays, gone = (comments.comment(author, held, now) for _ in range(2))
    withdraw(gone, now)
    later = close(held)
    for refs in ([stays, gone], ["nothing"]):
        with pytest.raises(NotFound):
            answers.answer_comments(held.staff.official, held.ref, refs, ANSWERS, later)
    with pytest.raises(NothingToAnswer):
        answers.answer_comments(held.staff.official, held.ref, [], ANSWERS, later)
    with pytest.raises(OfficialWordsMissing):
        answers.answer_comments(held.staff.official, held.ref, [stays], {"ko": "네."}, later)
    with pytest.raises(NotPermitted):
        answers.answer_comments(author, held.ref, [stays], ANSWERS, later)
    assert answered() == (0, 0)


def test_an_answer_can_change_and_be_taken_back_until_publication(
    held: Round, author: Actor, now: datetime
) -> None:
    refs, later = [comments.comment(author, held, now)], close(held)
    ref = answers.answer_comments(held.staff.official, held.ref, refs, ANSWERS, later)
    answers.change_answer(held.staff.second_official, ref, REASONS, 1, later)
    with pytest.raises(StaleAnswer):
        answers.change_answer(held.staff.official, ref, ANSWERS, 1, later)
    with pytest.raises(NotPermitted):
        answers.take_answer_back(author, ref, later)
    answers.take_answer_back(held.staff.official, ref, later)
    assert answered() == (0, 0)

"""Rules: "Comments", and what "Rounds" says about writing in one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import (
    CommentTooLong,
    EmptyComment,
    NothingToReplyTo,
    ReplyTooDeep,
    Stance,
)
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import Conflict, DomainError, NotFound, SignInNeeded
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity, AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.domain.votes import StaleWording
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.comments import CommentStanding, Submission
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.participants import Participant, Receipt, WebSession
from deliberate.services import comments
from tests.factories import comments as given_comments
from tests.factories import rounds
from tests.factories.given import Given
from tests.factories.rounds import Round

STRANGER = Newcomer("en", "a seed of one browser", "the key of a test, as long as a real one")


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    """A round that takes comments, from guests too."""
    return rounds.announced(given.framework(), now)


@pytest.fixture
def person(held: Round, given: Given) -> Actor:
    return given.person()


def how_many(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def contribution(ref: str) -> Contribution:
    return db.session.scalars(select(Contribution).where(Contribution.ref == ref)).one()


def test_a_comment_keeps_words_stance_language_and_the_wording_it_is_about(
    held: Round, person: Actor, now: datetime
) -> None:
    new = given_comments.new_comment(held, body=" It failed.\r\n ", stance=Stance.CONCERN)
    ref = comments.post_comment(person, new, now).ref
    row = db.session.execute(
        select(Contribution, Comment, ContributionText)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ContributionText, ContributionText.contribution_id == Contribution.id)
        .where(Contribution.ref == ref)
    ).one()
    given, said, text = row
    assert (text.body, text.locale, text.is_original) == ("It failed.", "en", True)
    assert (said.stance, said.parent_id) == (Stance.CONCERN, None)
    assert (given.submitted_at, given.pseudonym, given.organisation_id) == (now, None, None)
    assert how_many(CommentStanding) == 1


@pytest.mark.parametrize(
    ("body", "refusal"), [(" \n", EmptyComment), ("x" * 5_001, CommentTooLong)]
)
def test_words_that_cannot_stand_leave_nothing(
    held: Round, person: Actor, now: datetime, body: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        given_comments.comment(person, held, now, body=body)
    assert how_many(Contribution) == 0


def test_the_clock_ends_comments(held: Round, person: Actor, now: datetime) -> None:
    last = held.closes_at - timedelta(microseconds=1)
    assert given_comments.comment(person, held, last)
    with pytest.raises(RoundClosed):
        given_comments.comment(person, held, held.closes_at)
    assert how_many(Contribution) == 1


def test_a_round_takes_comments_only_where_it_says_so(
    app_context: Flask, given: Given, now: datetime
) -> None:
    voting = {Activity.VOTE_ON_CLAUSES: Assurance.GUEST}
    phase = rounds.phase(now, now + timedelta(days=3), voting)
    made = rounds.announced(given.framework(), now, phases=(phase,))
    with pytest.raises(RoundNotOpen):
        given_comments.comment(given.person(), made, now)


def test_a_round_may_ask_for_more_assurance(
    app_context: Flask, given: Given, now: datetime
) -> None:
    known = {Activity.COMMENT: Assurance.KNOWN}
    phase = rounds.phase(now, now + timedelta(days=3), known)
    made = rounds.announced(given.framework(), now, phases=(phase,))
    guest, _code = given.guest()
    with pytest.raises(AssuranceTooLow):
        given_comments.comment(guest, made, now)
    with pytest.raises(AssuranceTooLow):
        comments.post_comment(ANONYMOUS, given_comments.new_comment(made), now, STRANGER)
    assert how_many(Contribution) == 0


def test_a_comment_on_words_that_have_changed_is_refused(
    held: Round, person: Actor, now: datetime
) -> None:
    with pytest.raises(StaleWording):
        given_comments.comment(person, held, now, wording_ref="other")
    elsewhere = given_comments.new_comment(held)
    with pytest.raises(NotFound):
        comments.post_comment(person, replace(elsewhere, clause_ref="nowhere"), now)
    assert how_many(Contribution) == 0


def test_a_stranger_becomes_a_guest_with_the_comment(held: Round, now: datetime) -> None:
    posted = comments.post_comment(ANONYMOUS, given_comments.new_comment(held), now, STRANGER)
    assert posted.token
    assert posted.code
    assert how_many(Receipt) == 1
    with pytest.raises(SignInNeeded):
        given_comments.comment(ANONYMOUS, held, now)


def test_a_refused_stranger_leaves_no_guest(held: Round, now: datetime) -> None:
    before = how_many(Participant)
    with pytest.raises(RoundClosed):
        comments.post_comment(ANONYMOUS, given_comments.new_comment(held), held.closes_at, STRANGER)
    assert how_many(Participant) == before


def test_replies_are_one_level_deep(
    held: Round, person: Actor, given: Given, now: datetime
) -> None:
    first = given_comments.comment(person, held, now)
    reply = given_comments.comment(given.person(), held, now, parent_ref=first)
    assert contribution(reply).id != contribution(first).id
    with pytest.raises(ReplyTooDeep):
        given_comments.comment(person, held, now, parent_ref=reply)


def test_a_reply_stays_on_the_clause_of_its_comment(
    held: Round, person: Actor, now: datetime
) -> None:
    first = given_comments.comment(person, held, now, clause=0)
    with pytest.raises(NotFound):
        given_comments.comment(person, held, now, clause=1, parent_ref=first)
    with pytest.raises(NotFound):
        given_comments.comment(person, held, now, parent_ref="nothing")


@pytest.mark.parametrize("fact", ["withdrawn_at", "hidden_at"])
def test_nobody_replies_to_what_cannot_be_read(
    held: Round, person: Actor, now: datetime, fact: str
) -> None:
    ref = given_comments.comment(person, held, now)
    with transaction():
        setattr(contribution(ref), fact, now)
    with pytest.raises(NothingToReplyTo):
        given_comments.comment(person, held, now, parent_ref=ref)


def test_the_same_form_sent_twice_makes_one_comment(
    held: Round, person: Actor, now: datetime
) -> None:
    new = given_comments.new_comment(held)
    first = comments.post_comment(person, new, now)
    again = comments.post_comment(person, replace(new, body="Other words"), now)
    assert again.ref == first.ref
    assert (how_many(Contribution), how_many(Submission)) == (1, 1)


def test_the_same_form_of_a_stranger_gives_the_same_receipt(held: Round, now: datetime) -> None:
    new = given_comments.new_comment(held)
    people = how_many(Participant)
    first = comments.post_comment(ANONYMOUS, new, now, STRANGER)
    again = comments.post_comment(ANONYMOUS, new, now, STRANGER)
    assert (again.ref, again.code) == (first.ref, first.code)
    assert how_many(Contribution) == 1
    assert how_many(Participant) == people + 1


def test_a_form_that_someone_else_has_sent_is_refused(
    held: Round, person: Actor, given: Given, now: datetime
) -> None:
    new = given_comments.new_comment(held)
    comments.post_comment(person, new, now)
    with pytest.raises(Conflict):
        comments.post_comment(given.person(), new, now)
    people, sessions = how_many(Participant), how_many(WebSession)
    with pytest.raises(Conflict):
        comments.post_comment(ANONYMOUS, new, now, STRANGER)
    assert how_many(Contribution) == 1
    assert (how_many(Participant), how_many(WebSession)) == (people, sessions)


def test_a_form_sent_at_once_from_many_places_makes_one_comment(
    held: Round, app: Flask, now: datetime
) -> None:
    new = given_comments.new_comment(held)
    db.session.rollback()
    senders = 8
    together = Barrier(senders)

    def send(_number: int) -> tuple[str, str | None]:
        with app.app_context():
            together.wait()
            posted = comments.post_comment(ANONYMOUS, new, now, STRANGER)
            return posted.ref, posted.code

    with ThreadPoolExecutor(senders) as pool:
        answers = set(pool.map(send, range(senders)))
    assert len(answers) == 1
    assert (how_many(Contribution), how_many(Receipt)) == (1, 1)

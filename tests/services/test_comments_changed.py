"""Rules: corrections, answers to comments and translations in "Comments"."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.comments import (
    EDIT_WINDOW,
    AlreadyWithdrawn,
    NotYours,
    OwnComment,
    SameLanguage,
    UnderModeration,
)
from deliberate.domain.credentials import Newcomer
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision
from deliberate.domain.rounds import RoundClosed
from deliberate.domain.votes import CommentChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.comments import (
    CommentCorrection,
    CommentStanding,
    TranslationRequest,
)
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.votes import CommentVote
from deliberate.services.comment_translations import ask_for_translation, translate_comment
from deliberate.services.comment_votes import answer_comment
from deliberate.services.comments import withdraw_comment
from deliberate.services.corrections import correct_comment
from tests.factories import comments as given_comments
from tests.factories import rounds
from tests.factories.given import Given
from tests.factories.rounds import Round

STRANGER = Newcomer("en", "a seed of one browser", "the key of a test, as long as a real one")


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    return rounds.announced(given.framework(), now)


@pytest.fixture
def author(held: Round, given: Given) -> Actor:
    return given.person()


@pytest.fixture
def ref(held: Round, author: Actor, now: datetime) -> str:
    """A comment that has just been posted."""
    return given_comments.comment(author, held, now, body="First words")


def texts(ref: str) -> dict[str, str]:
    rows = db.session.execute(
        select(ContributionText.locale, ContributionText.body)
        .join(Contribution, Contribution.id == ContributionText.contribution_id)
        .where(Contribution.ref == ref)
    )
    return {row.locale.value: row.body for row in rows}


def earlier(ref: str) -> list[tuple[int, str, str]]:
    rows = db.session.execute(
        select(CommentCorrection)
        .join(Contribution, Contribution.id == CommentCorrection.comment_id)
        .where(Contribution.ref == ref)
        .order_by(CommentCorrection.number, CommentCorrection.locale)
    ).scalars()
    return [(row.number, row.locale.value, row.body) for row in rows]


def standing(ref: str) -> tuple[int, int, int]:
    row = db.session.scalars(
        select(CommentStanding)
        .join(Contribution, Contribution.id == CommentStanding.comment_id)
        .where(Contribution.ref == ref)
    ).one()
    return row.agreed, row.disagreed, row.passed


def moderate(ref: str, decision: ModerationDecision, now: datetime) -> None:
    """Let someone decide about a comment, as the queue of moderators does."""
    span = (0, 5) if decision is ModerationDecision.REDACT else (None, None)
    with transaction() as session:
        found = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        found.hidden_at = now if decision is ModerationDecision.HIDE else None
        session.add(
            ModerationAction(
                contribution_id=found.id,
                decision=decision,
                rule=ConductRule.PERSONAL_DATA,
                start_offset=span[0],
                end_offset=span[1],
                decided_by=session.scalars(select(Account.id).limit(1)).one(),
                decided_at=now,
            )
        )


def test_within_the_first_quarter_of_an_hour_words_are_replaced(
    author: Actor, ref: str, now: datetime
) -> None:
    correct_comment(author, ref, "Other words", now + EDIT_WINDOW - timedelta(seconds=1))
    assert texts(ref) == {"en": "Other words"}
    assert earlier(ref) == []


def test_afterwards_a_correction_keeps_the_earlier_words_readable(
    author: Actor, ref: str, now: datetime
) -> None:
    correct_comment(author, ref, "Second words", now + EDIT_WINDOW)
    correct_comment(author, ref, "Third words", now + timedelta(days=1))
    assert texts(ref) == {"en": "Third words"}
    assert earlier(ref) == [(1, "en", "First words"), (2, "en", "Second words")]


def test_the_same_words_again_are_no_correction(author: Actor, ref: str, now: datetime) -> None:
    correct_comment(author, ref, "First words  \r\n", now + timedelta(days=1))
    assert earlier(ref) == []


def test_a_translation_goes_with_the_words_that_it_translated(
    author: Actor, ref: str, now: datetime
) -> None:
    translate_comment(author, ref, Locale.KO, "처음 말", now)
    correct_comment(author, ref, "Second words", now + timedelta(hours=1))
    assert texts(ref) == {"en": "Second words"}
    assert earlier(ref) == [(1, "en", "First words"), (1, "ko", "처음 말")]


def test_only_the_author_corrects_and_only_while_the_round_is_open(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    with pytest.raises(NotYours):
        correct_comment(given.person(), ref, "Not mine", now)
    with pytest.raises(SignInNeeded):
        correct_comment(ANONYMOUS, ref, "Not mine", now)
    with pytest.raises(RoundClosed):
        correct_comment(author, ref, "Too late", held.closes_at)
    assert texts(ref) == {"en": "First words"}


@pytest.mark.parametrize("decision", [ModerationDecision.HIDE, ModerationDecision.REDACT])
def test_what_a_moderator_took_away_cannot_come_back_by_a_change(
    author: Actor, ref: str, now: datetime, decision: ModerationDecision
) -> None:
    moderate(ref, decision, now)
    with pytest.raises(UnderModeration):
        correct_comment(author, ref, "Again", now)
    with pytest.raises(UnderModeration):
        translate_comment(author, ref, Locale.KO, "다시", now)
    moderate(ref, ModerationDecision.RESTORE, now)
    correct_comment(author, ref, "Again", now)
    assert texts(ref) == {"en": "Again"}


def test_a_withdrawn_comment_is_left_alone(author: Actor, ref: str, now: datetime) -> None:
    withdraw_comment(author, ref, now)
    with pytest.raises(AlreadyWithdrawn):
        correct_comment(author, ref, "Again", now)
    with pytest.raises(AlreadyWithdrawn):
        answer_comment(ANONYMOUS, ref, CommentChoice.AGREE, Locale.EN, now, STRANGER)
    with pytest.raises(AlreadyWithdrawn):
        ask_for_translation(ANONYMOUS, ref, Locale.KO, now)


def test_one_answer_a_person_and_the_last_one_counts(ref: str, given: Given, now: datetime) -> None:
    reader, other = given.person(), given.person()
    for choice in (CommentChoice.AGREE, CommentChoice.PASS, CommentChoice.DISAGREE):
        answer_comment(reader, ref, choice, Locale.KO, now)
    answer_comment(other, ref, CommentChoice.AGREE, Locale.EN, now)
    assert standing(ref) == (1, 1, 0)
    assert len(db.session.scalars(select(CommentVote)).all()) == 2


def test_nobody_answers_their_own_comment_and_no_organisation_any(
    author: Actor, ref: str, now: datetime
) -> None:
    with pytest.raises(OwnComment):
        answer_comment(author, ref, CommentChoice.AGREE, Locale.EN, now)
    assert standing(ref) == (0, 0, 0)


def test_a_stranger_becomes_a_guest_with_an_answer(ref: str, now: datetime) -> None:
    welcome = answer_comment(ANONYMOUS, ref, CommentChoice.AGREE, Locale.EN, now, STRANGER)
    again = answer_comment(ANONYMOUS, ref, CommentChoice.AGREE, Locale.EN, now, STRANGER)
    assert welcome is not None
    assert again is not None
    assert again.code == welcome.code
    assert standing(ref) == (1, 0, 0)


def test_answers_given_at_once_are_all_counted(
    ref: str, app: Flask, given: Given, now: datetime
) -> None:
    readers = [given.person() for _ in range(6)]
    db.session.rollback()
    together = Barrier(len(readers))

    def answer(reader: Actor) -> None:
        with app.app_context():
            together.wait()
            answer_comment(reader, ref, CommentChoice.AGREE, Locale.EN, now)

    with ThreadPoolExecutor(len(readers)) as pool:
        list(pool.map(answer, readers))
    assert standing(ref) == (len(readers), 0, 0)


def test_answers_end_with_the_round(held: Round, ref: str, given: Given) -> None:
    with pytest.raises(RoundClosed):
        answer_comment(given.person(), ref, CommentChoice.AGREE, Locale.EN, held.closes_at)


def test_anyone_may_ask_for_a_translation_and_twice_is_once(ref: str, now: datetime) -> None:
    ask_for_translation(ANONYMOUS, ref, Locale.KO, now)
    ask_for_translation(ANONYMOUS, ref, Locale.KO, now + timedelta(days=1))
    ask_for_translation(ANONYMOUS, ref, Locale.EN, now)
    asked = db.session.scalars(select(TranslationRequest)).all()
    assert [(each.locale, each.asked_at) for each in asked] == [(Locale.KO, now)]


def test_a_translator_or_the_author_translates_by_hand(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    ask_for_translation(ANONYMOUS, ref, Locale.KO, now)
    with pytest.raises(NotPermitted):
        translate_comment(given.person(), ref, Locale.KO, "남의 말", now)
    with pytest.raises(SignInNeeded):
        translate_comment(given.guest()[0], ref, Locale.KO, "남의 말", now)
    translate_comment(author, ref, Locale.KO, "내 말", now)
    translator = given.person(Role.TRANSLATOR, held.framework.ref)
    translate_comment(translator, ref, Locale.KO, "옮긴 말", now)
    assert texts(ref) == {"en": "First words", "ko": "옮긴 말"}
    assert db.session.scalars(select(TranslationRequest)).all() == []
    with pytest.raises(SameLanguage):
        translate_comment(translator, ref, Locale.EN, "Over the original", now)
    assert texts(ref)["en"] == "First words"


def test_a_one_time_name_stays_alone_in_the_journal_whatever_its_author_does(
    held: Round, author: Actor, now: datetime
) -> None:
    once = given_comments.comment(author, held, now, one_time_name="Early Bridge 77")
    correct_comment(author, once, "Changed", now)
    translate_comment(author, once, Locale.KO, "고친 말", now)
    withdraw_comment(author, once, now)
    entries = db.session.scalars(select(JournalEntry).where(JournalEntry.object_ref == once)).all()
    assert [each.verb for each in entries] == ["comment", "correct", "translate", "withdraw"]
    assert {each.actor_ref for each in entries} == {None}
    assert len({each.role for each in entries}) == 1

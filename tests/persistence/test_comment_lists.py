"""Rules: the order of comments, what of them is shown, and what a list costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import (
    PAGE_LENGTH,
    CommentOrder,
    reader_seed,
    seen_band,
    shuffle_of,
)
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision
from deliberate.domain.visibility import Visibility
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.participants import Account, Participant
from deliberate.persistence.queries import comment_pages, comments
from deliberate.persistence.queries.comment_rows import CommentView
from deliberate.persistence.queries.comments import CommentList, Reading
from deliberate.services.comment_translations import translate_comment
from deliberate.services.comments import withdraw_comment
from deliberate.services.corrections import correct_comment
from tests.factories import comments as given_comments
from tests.factories import rounds, votes
from tests.factories.given import Given
from tests.factories.rounds import Round

SEOUL = "Asia/Seoul"


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    return rounds.announced(given.framework(), now)


def reading(now: datetime, order: CommentOrder = CommentOrder.MIXED, page: int = 1) -> Reading:
    return Reading(now, SEOUL, order, page)


def listed(held: Round, wanted: Reading, viewer: Actor = ANONYMOUS) -> CommentList:
    return comments.comments_of(held.framework.clause_refs[0], viewer, wanted)


def refs(found: CommentList) -> list[str]:
    return [each.ref for each in found.comments]


def say(held: Round, given: Given, moments: list[datetime]) -> list[str]:
    person = given.person()
    return [given_comments.comment(person, held, moment) for moment in moments]


def set_answers(ref: str, agreed: int = 0, disagreed: int = 0, passed: int = 0) -> None:
    with transaction() as session:
        its_id = select(Contribution.id).where(Contribution.ref == ref).scalar_subquery()
        session.execute(
            update(CommentStanding)
            .where(CommentStanding.comment_id == its_id)
            .values(agreed=agreed, disagreed=disagreed, passed=passed)
        )


def lots() -> dict[str, int]:
    rows = db.session.execute(
        select(Contribution.ref, CommentStanding.lot).join(
            CommentStanding, CommentStanding.comment_id == Contribution.id
        )
    )
    return {row.ref: row.lot for row in rows}


def decide(ref: str, decision: ModerationDecision, now: datetime) -> None:
    with transaction() as session:
        found = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        found.hidden_at = now if decision is ModerationDecision.HIDE else None
        redacts = decision is ModerationDecision.REDACT
        session.add(
            ModerationAction(
                contribution_id=found.id,
                decision=decision,
                rule=ConductRule.PERSONAL_DATA,
                start_offset=4 if redacts else None,
                end_offset=12 if redacts else None,
                decided_by=session.scalars(select(Account.id).limit(1)).one(),
                decided_at=now,
            )
        )


def words(view: CommentView) -> str:
    return "".join(passage.text for text in view.texts for passage in text.passages)


def test_by_default_the_least_seen_come_first_and_each_reader_has_their_own_shuffle(
    held: Round, given: Given, now: datetime
) -> None:
    said = say(held, given, [now] * 12)
    answered = dict(zip(said, [0, 2, 3, 9, 10, 40] * 2, strict=True))
    for ref, number in answered.items():
        set_answers(ref, passed=number)
    drawn, clause_ref = lots(), held.framework.clause_refs[0]
    orders = set()
    for reader in (ANONYMOUS, given.person(), given.guest()[0]):
        seed = reader_seed(clause_ref, reader.participant_ref, now.date())
        place = shuffle_of(seed).place
        expected = sorted(said, key=lambda ref: (seen_band(answered[ref]), place(drawn[ref])))
        assert refs(listed(held, reading(now), reader)) == expected
        orders.add(tuple(expected))
    assert len(orders) == 3


def test_strangers_share_one_order_for_a_day_in_the_site_s_own_time_zone(
    held: Round, given: Given, now: datetime
) -> None:
    say(held, given, [now] * 9)
    morning = now.replace(hour=15, minute=0)  # midnight in Seoul
    today = refs(listed(held, reading(now)))
    assert refs(listed(held, reading(morning - timedelta(seconds=1)))) == today
    assert refs(listed(held, reading(morning))) != today


def test_newest_goes_by_the_day_alone(held: Round, given: Given, now: datetime) -> None:
    """Public times are dates: not even an order tells who spoke first on one day."""
    midnight = now.replace(hour=15, minute=0)
    today = [midnight - timedelta(minutes=each + 1) for each in range(8)]
    tomorrow = [midnight + timedelta(minutes=each) for each in range(8)]
    said = say(held, given, today + tomorrow)
    found = refs(listed(held, reading(now, CommentOrder.NEWEST)))
    assert set(found[:8]) == set(said[8:])
    assert set(found[8:]) == set(said[:8])
    by_time = list(reversed(said[8:])), said[8:]
    assert found[:8] not in by_time
    other = refs(listed(held, reading(now, CommentOrder.NEWEST), given.person()))
    assert other != found


def test_most_agreed_is_agreement_less_disagreement(
    held: Round, given: Given, now: datetime
) -> None:
    low, high, middle = say(held, given, [now] * 3)
    set_answers(low, agreed=9, disagreed=9)
    set_answers(high, agreed=5, passed=50)
    set_answers(middle, agreed=5, disagreed=2)
    assert refs(listed(held, reading(now, CommentOrder.AGREED))) == [high, middle, low]


def test_pages_hold_every_comment_once(held: Round, given: Given, now: datetime) -> None:
    said = say(held, given, [now] * (PAGE_LENGTH + 3))
    first, second = (listed(held, reading(now, page=page)) for page in (1, 2))
    assert (first.pages, first.total, len(first.comments)) == (2, PAGE_LENGTH + 3, PAGE_LENGTH)
    assert sorted(refs(first) + refs(second)) == sorted(said)
    for page in (0, 3, -1):
        with pytest.raises(NotFound):
            listed(held, reading(now, page=page))


def test_replies_hang_on_their_comment_the_first_three_in_the_list(
    held: Round, given: Given, now: datetime
) -> None:
    first, other = say(held, given, [now] * 2)
    person = given.person()
    replies = [
        given_comments.comment(person, held, now + timedelta(days=day), parent_ref=first)
        for day in range(5)
    ]
    found = {each.ref: each for each in listed(held, reading(now)).comments}
    assert set(found) == {first, other}
    assert [each.ref for each in found[first].replies] == replies[:3]
    assert (found[first].reply_count, found[other].reply_count) == (5, 0)
    page = comment_pages.comment_page(first, reading(now))
    assert [each.ref for each in page.replies] == replies
    assert listed(held, reading(now)).total == 7


def test_withdrawn_and_hidden_comments_leave_a_place_without_words_at_the_end(
    held: Round, given: Given, now: datetime
) -> None:
    person = given.person()
    gone, hidden, stands = (given_comments.comment(person, held, now) for _ in range(3))
    reply = given_comments.comment(person, held, now, parent_ref=gone)
    withdraw_comment(person, gone, now)
    decide(hidden, ModerationDecision.HIDE, now)
    found = listed(held, reading(now))
    views = {each.ref: each for each in found.comments}
    assert refs(found)[0] == stands
    assert found.total == 2
    assert (views[gone].visibility, words(views[gone])) == (Visibility.WITHDRAWN, "")
    assert (views[hidden].visibility, words(views[hidden])) == (Visibility.HIDDEN, "")
    assert views[hidden].rule is ConductRule.PERSONAL_DATA
    assert [each.ref for each in views[gone].replies] == [reply]


def test_a_redaction_takes_translations_and_earlier_words_along(
    held: Round, given: Given, now: datetime
) -> None:
    person, later = given.person(), now + timedelta(hours=1)
    ref = given_comments.comment(person, held, now, body="Call 555 1234 5678 now")
    correct_comment(person, ref, "Ask 555-1234 today", later)
    translate_comment(person, ref, Locale.KO, "555-1234로 물어보세요", later)
    decide(ref, ModerationDecision.REDACT, later)
    page = comment_pages.comment_page(ref, reading(later))
    assert words(page.comment) == "Ask  today"
    assert [text.is_original for text in page.comment.texts] == [True]
    assert page.earlier == []
    panel = comment_pages.answer_panel(ref, given.person(), later)
    assert panel.missing == []
    assert not panel.may_translate


def test_earlier_words_are_readable_with_the_day_of_the_correction(
    held: Round, given: Given, now: datetime
) -> None:
    person, later = given.person(), now + timedelta(days=2)
    ref = given_comments.comment(person, held, now, body="First words")
    correct_comment(person, ref, "Second words", later)
    page = comment_pages.comment_page(ref, reading(later))
    assert words(page.comment) == "Second words"
    assert page.comment.texts[0].corrected_at == later
    assert [(each.bodies, each.until) for each in page.earlier] == [({"en": "First words"}, later)]


def test_a_comment_stays_on_the_wording_that_it_was_read_on(
    held: Round, given: Given, now: datetime
) -> None:
    ref = given_comments.comment(given.person(), held, now)
    assert listed(held, reading(now)).comments[0].on_these_words
    assert comment_pages.comment_page(ref, reading(now)).read_words is None
    votes.new_version(held.framework.slug, held.framework.clause_refs[0], now)
    assert not listed(held, reading(now)).comments[0].on_these_words
    page = comment_pages.comment_page(ref, reading(now))
    assert page.read_words is not None
    assert "automated decision 1" in page.read_words.bodies["en"]
    assert page.place.clause.bodies["en"] == "Other words than before."


def test_in_a_premoderated_round_everybody_waits_but_the_author(
    app_context: Flask, given: Given, now: datetime
) -> None:
    held = rounds.announced(given.framework(), now, premoderated=True)
    author = given.person()
    ref = given_comments.comment(author, held, now)
    assert listed(held, reading(now)).comments == []
    with pytest.raises(NotFound):
        comment_pages.comment_page(ref, reading(now))
    with pytest.raises(NotFound):
        comment_pages.answer_panel(ref, given.person(), now)
    own = comment_pages.answer_panel(ref, author, now)
    assert (own.is_published, own.is_own, bool(words(own.comment))) == (False, True, True)
    decide(ref, ModerationDecision.KEEP, now)
    assert refs(listed(held, reading(now))) == [ref]


def test_nothing_public_leads_from_a_one_time_name_to_its_author(
    held: Round, given: Given, now: datetime
) -> None:
    person = given.person()
    given_comments.comment(person, held, now, one_time_name="Early Bridge 77")
    given_comments.comment(person, held, now)
    views = {each.author: each for each in listed(held, reading(now)).comments}
    once = views.pop("Early Bridge 77")
    (usual,) = views.values()
    same = [
        field.name
        for field in fields(CommentView)
        if getattr(once, field.name) == getattr(usual, field.name)
    ]
    assert not {"ref", "author", "texts"} & set(same)
    secrets = db.session.execute(select(Participant.ref, Participant.pseudonym)).all()
    for secret in (each for row in secrets for each in row):
        assert secret not in repr(once)


def test_counts_by_clause_are_of_what_can_be_read(held: Round, given: Given, now: datetime) -> None:
    person = given.person()
    first = given_comments.comment(person, held, now)
    given_comments.comment(person, held, now, parent_ref=first)
    gone = given_comments.comment(person, held, now, clause=2)
    given_comments.comment(person, held, now, clause=3)
    withdraw_comment(person, gone, now)
    of = held.framework.clause_refs
    counts = comments.counts_of(held.framework.slug, 1)
    assert counts == {of[0]: 2, of[3]: 1}
    votes.new_version(held.framework.slug, of[0], now)
    assert comments.counts_of(held.framework.slug, 2) == counts


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def queries_of(held: Round, now: datetime, ref: str, viewer: Actor) -> list[int]:
    found = []
    for ask in (
        lambda: listed(held, reading(now), viewer),
        lambda: comment_pages.comment_page(ref, reading(now)),
        lambda: comment_pages.answer_panel(ref, viewer, now),
        lambda: comments.counts_of(held.framework.slug, 1),
    ):
        db.session.rollback()
        db.session.expunge_all()
        with counted() as statements:
            ask()
        found.append(len(statements))
    return found


def test_no_page_of_comments_costs_more_queries_when_there_are_more(
    held: Round, given: Given, now: datetime
) -> None:
    person, viewer = given.person(), given.person()
    first = given_comments.comment(person, held, now)
    given_comments.comment(viewer, held, now, parent_ref=first)
    few = queries_of(held, now, first, viewer)
    for _ in range(25):
        said = given_comments.comment(person, held, now)
        given_comments.comment(given.person(), held, now, parent_ref=said)
        given_comments.comment(person, held, now, parent_ref=first)
    assert queries_of(held, now, first, viewer) == few
    assert few[0] <= 8
    assert few[1] <= 13
    assert few[3] == 1

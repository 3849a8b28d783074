"""Rules: the order of comments, what of them is shown, and what a list costs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.queries import comment_pages, comments
from deliberate.persistence.queries.comments import CommentList, Reading
from deliberate.services.comments import withdraw_comment
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
    assert few[0] <= 10
    assert few[1] <= 15
    assert few[3] == 1

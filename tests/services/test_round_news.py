"""Mail about rounds: to everyone whom it concerns, once, and to nobody who wants none."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from deliberate.domain.actors import ANONYMOUS, WORKER, Actor, Role
from deliberate.domain.credentials import LinkSpent, stop_token
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.round_news import FRESH, LAST_DAYS, RoundNews
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.models.participants import Account
from deliberate.persistence.queries.news import due_news, news_choice, news_choices
from deliberate.services import schedules
from deliberate.services.round_news import owe_round_news, stop_news, wish_for_news
from deliberate.services.votes import Ballot, cast_vote
from tests.factories import people
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.at_once import at_once
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

DAY = timedelta(days=1)
STAFF = 4
REASONS = {"ko": "더 들으려고 합니다.", "en": "We want to hear more."}


def addresses() -> list[str]:
    rows = db.session.scalars(select(OutboxMessage.address).order_by(OutboxMessage.id))
    return list(rows)


def tell(made: Round, news: RoundNews, now: datetime, batch: int = 200) -> int:
    return owe_round_news(WORKER, made.ref, news, now, batch)


def vote(made: Round, actor: Actor, now: datetime) -> None:
    clause_ref = made.framework.clause_refs[0]
    wording = select(ClauseWording.ref).join(Clause, Clause.id == ClauseWording.clause_id)
    wording_ref = db.session.scalars(wording.where(Clause.ref == clause_ref)).one()
    ballot = Ballot(made.ref, clause_ref, wording_ref, Locale.KO)
    cast_vote(actor, ballot, ClauseChoice.AGREE, now)


def test_the_opening_reaches_those_who_work_on_it_have_taken_part_or_asked(
    given: Given, now: datetime
) -> None:
    made = given.round()
    for address in ("voted@example.org", "asked@example.org", "stranger@example.org"):
        people.new_account(now, address)
    vote(made, people.actor_at("voted@example.org"), now)
    wish_for_news(people.actor_at("asked@example.org"), made.framework.ref, now, is_wanted=True)
    assert due_news(now) == [(made.ref, RoundNews.OPENING)]
    assert tell(made, RoundNews.OPENING, now) == STAFF + 2
    assert {"voted@example.org", "asked@example.org"} < set(addresses())
    assert "stranger@example.org" not in addresses()
    assert made.framework.official_address in addresses()


def test_everyone_is_told_once_however_often_the_worker_looks(given: Given, now: datetime) -> None:
    made = given.round()
    while tell(made, RoundNews.OPENING, now):
        pass
    assert due_news(now) == []
    assert tell(made, RoundNews.OPENING, now + DAY) == 0
    assert len(addresses()) == len(set(addresses())) == STAFF


def test_a_worker_that_died_goes_on_where_it_was(given: Given, now: datetime) -> None:
    made = given.round()
    assert tell(made, RoundNews.OPENING, now, batch=3) == 3
    assert due_news(now) == [(made.ref, RoundNews.OPENING)]
    assert tell(made, RoundNews.OPENING, now, batch=3) == STAFF - 3
    assert len(set(addresses())) == STAFF


def test_a_batch_that_fails_owes_nothing_and_is_tried_again(given: Given, now: datetime) -> None:
    made = given.round()

    def fails(*_: object) -> None:
        raise ConnectionError

    event.listen(db.session, "before_commit", fails)
    try:
        with pytest.raises(ConnectionError):
            tell(made, RoundNews.OPENING, now)
    finally:
        event.remove(db.session, "before_commit", fails)
    db.session.rollback()
    assert addresses() == []
    assert tell(made, RoundNews.OPENING, now) == STAFF


def test_two_workers_at_once_double_nothing(given: Given, app: Flask, now: datetime) -> None:
    made = given.round()
    db.session.rollback()
    workers = [lambda: tell(made, RoundNews.OPENING, now, 1)] * 6
    assert sum(at_once(app, *workers)) == STAFF
    while tell(made, RoundNews.OPENING, now):
        pass
    assert len(addresses()) == len(set(addresses())) == STAFF


def test_last_days_and_result_are_told_in_their_time(given: Given, now: datetime) -> None:
    made = given.round()
    while tell(made, RoundNews.OPENING, now):
        pass
    late = made.closes_at - LAST_DAYS
    assert due_news(late - DAY) == []
    assert due_news(late) == [(made.ref, RoundNews.LAST_DAYS)]
    counted = made.closes_at + timedelta(seconds=31)
    take_snapshot(made.ref, counted, WORKER)
    assert due_news(counted) == [(made.ref, RoundNews.RESULT)]
    assert tell(made, RoundNews.RESULT, counted) == STAFF
    assert due_news(counted + FRESH) == []


def test_a_cancelled_round_is_no_news_even_in_the_middle_of_telling(
    given: Given, now: datetime
) -> None:
    made = given.round()
    assert tell(made, RoundNews.OPENING, now, batch=1) == 1
    schedules.cancel_round(made.staff.official, made.ref, REASONS, REASONS, now)
    assert due_news(now) == []
    assert tell(made, RoundNews.OPENING, now) == 0
    assert len(addresses()) == 1


def test_whoever_wants_no_mail_gets_none_and_a_disabled_account_neither(
    given: Given, now: datetime
) -> None:
    made = given.round()
    wish_for_news(made.staff.official, made.framework.ref, now, is_wanted=False)
    with transaction() as session:
        gone = made.staff.second_official.account_ref
        session.scalars(select(Account).where(Account.ref == gone)).one().disabled_at = now
    assert tell(made, RoundNews.OPENING, now) == STAFF - 2
    assert made.framework.official_address not in addresses()


def test_mail_of_one_text_is_not_mail_of_another(given: Given, now: datetime) -> None:
    made, other = given.round(), given.round()
    assert tell(made, RoundNews.OPENING, now) == STAFF
    assert other.framework.official_address not in addresses()


def test_the_link_in_a_mail_ends_it_without_a_sign_in(given: Given, now: datetime) -> None:
    made = given.round()
    official = made.staff.official
    token = stop_token(str(official.account_ref), made.framework.ref, SECRET_KEY)
    for _ in range(2):
        stop_news(token, SECRET_KEY, now)
    assert not news_choice(official, made.framework.slug).is_told
    wish_for_news(official, made.framework.ref, now, is_wanted=True)
    assert news_choice(official, made.framework.slug).is_told


@pytest.mark.parametrize("account", ["", "0000000000"])
def test_a_forged_link_ends_nothing(given: Given, now: datetime, account: str) -> None:
    made = given.round()
    forged = stop_token(str(made.staff.official.account_ref), made.framework.ref, "guessed")
    for token in (forged, "", "a.b", stop_token(account, made.framework.ref, SECRET_KEY)):
        with pytest.raises(LinkSpent):
            stop_news(token, SECRET_KEY, now)
    assert news_choice(made.staff.official, made.framework.slug).is_told


def test_what_is_stored_holds_no_token_and_the_journal_no_address(
    given: Given, now: datetime
) -> None:
    made = given.round()
    while tell(made, RoundNews.OPENING, now):
        pass
    facts = db.session.scalars(select(OutboxMessage.facts)).first()
    assert facts is not None
    assert set(json.loads(facts)) == {
        "round", "slug", "framework", "closes_at", "title_ko", "title_en", "account",
    }  # fmt: skip
    told = db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "tell opening")).all()
    assert [(each.role, each.object_ref, each.reason) for each in told] == [
        ("worker", made.ref, None)
    ]


def test_only_the_worker_tells_and_only_an_account_wishes(given: Given, now: datetime) -> None:
    made = given.round()
    with pytest.raises(NotPermitted):
        owe_round_news(made.staff.official, made.ref, RoundNews.OPENING, now)
    with pytest.raises(NotFound):
        owe_round_news(WORKER, "0000000000", RoundNews.OPENING, now)
    with pytest.raises(SignInNeeded):
        wish_for_news(ANONYMOUS, made.framework.ref, now, is_wanted=True)
    with pytest.raises(NotFound):
        wish_for_news(made.staff.official, "0000000000", now, is_wanted=True)
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_an_account_sees_the_texts_that_it_is_told_about(given: Given, now: datetime) -> None:
    made, _other = given.round(), given.framework()
    moderator = given.person(Role.MODERATOR, made.framework.ref)
    assert [each.ref for each in news_choices(moderator)] == [made.framework.ref]
    assert [each.is_told for each in news_choices(moderator)] == [True]
    assert news_choices(given.person()) == []
    with pytest.raises(NotFound):
        news_choice(moderator, "nothing-here")

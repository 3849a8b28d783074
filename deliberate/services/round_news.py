"""Telling people about a round: each piece of news once to everyone whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import LinkSpent, open_stop_token
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.round_news import RoundNews, news_due
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, owe_mail, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.news import NewsRun, NewsWish
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.rounds import ConsultationRound, RoundText
from deliberate.persistence.news import Reader, next_readers
from deliberate.persistence.people import account_id_of
from deliberate.persistence.quorums import waiting_quorums
from deliberate.persistence.rounds import schedule_of
from deliberate.persistence.upsert import upsert

BATCH = 200
"""How many mails are owed in one transaction: few enough that nobody waits for it."""


def owe_round_news(
    actor: Actor, round_ref: str, news: RoundNews, now: datetime, batch: int = BATCH
) -> int:
    """Owe the next mails about a round; return how many, 0 when everyone is told.

    What has been told to whom is kept in the same transaction as the mails, so a worker that dies
    goes on where it was and nobody is told twice. News that is over by now is put aside; a result
    that is sealed for groups that were missed waits. Raises `NotFound`, `NotPermitted`,
    `SignInNeeded`.
    """
    with transaction() as session:
        row = session.scalar(select(ConsultationRound).where(ConsultationRound.ref == round_ref))
        if row is None:
            raise NotFound
        framework = session.get_one(Framework, row.framework_id)
        authorize(actor, Permission.ROUND_TELL, framework.ref)
        schedule = schedule_of(session, row)
        quorum = waiting_quorums(session, [row], {row.id: schedule}).get(row.id)
        if quorum is not None and quorum.is_sealed(now):
            return 0
        run = _run(session, row, news, now)
        if run.done_at is not None:
            return 0
        readers: list[Reader] = []
        if news in news_due(schedule, now, quorum):
            readers += next_readers(session, row.framework_id, run.through_account, batch)
        facts = _facts(session, row, framework, schedule.closes_at)
        for each in readers:
            _owe(session, each, news, facts, now)
        if readers:
            run.through_account = readers[-1].id
        else:
            run.done_at = now
            thing = Thing("round", round_ref)
            record(session, actor, f"tell {news}", thing, now, framework_ref=framework.ref)
        return len(readers)


def _run(session: Session, row: ConsultationRound, news: RoundNews, now: datetime) -> NewsRun:
    """Return how far a piece of news has come, held alone: two workers take turns."""
    values = {"round_id": row.id, "news": news, "through_account": 0, "begun_at": now}
    upsert(session, NewsRun, values, ("round_id", "news"), ())
    return session.scalars(
        select(NewsRun).where(NewsRun.round_id == row.id, NewsRun.news == news).with_for_update()
    ).one()


def _facts(
    session: Session, row: ConsultationRound, framework: Framework, closes_at: datetime
) -> Mapping[str, str]:
    texts = session.execute(
        select(RoundText.locale, RoundText.title).where(RoundText.round_id == row.id)
    )
    titles = {f"title_{each.locale.value}": " ".join(each.title.split()) for each in texts}
    return {
        "round": row.ref,
        "slug": framework.slug,
        "framework": framework.ref,
        "closes_at": closes_at.isoformat(),
        **titles,
    }


def _owe(
    session: Session, reader: Reader, news: RoundNews, facts: Mapping[str, str], now: datetime
) -> None:
    told = {**facts, "account": reader.account_ref}
    template = f"round_{news.name.lower()}"
    owe_mail(session, template, reader.address, reader.locale, told, now)


def wish_for_news(actor: Actor, framework_ref: str, now: datetime, *, is_wanted: bool) -> None:
    """Say whether one wants mail about the rounds of a framework; the last word counts.

    Raises `NotFound`, `SignInNeeded`.
    """
    authorize(actor, Permission.ACCOUNT_MANAGE)
    with transaction() as session:
        _wish(session, account_id_of(session, actor), framework_ref, now, is_wanted=is_wanted)


def stop_news(token: str, key: str, now: datetime) -> None:
    """End the mail that this token came with, for whoever holds it; again changes nothing.

    Raises `LinkSpent` for a forged token, or where the account or the framework is gone.
    """
    account_ref, framework_ref = open_stop_token(token, key)
    with transaction() as session:
        account_id = session.scalar(select(Account.id).where(Account.ref == account_ref))
        if account_id is None:
            raise LinkSpent
        _wish(session, account_id, framework_ref, now, is_wanted=False)


def _wish(
    session: Session, account_id: int, framework_ref: str, now: datetime, *, is_wanted: bool
) -> None:
    framework_id = session.scalar(select(Framework.id).where(Framework.ref == framework_ref))
    if framework_id is None:
        raise NotFound
    values = {
        "account_id": account_id,
        "framework_id": framework_id,
        "is_wanted": is_wanted,
        "said_at": now,
    }
    keys = ("account_id", "framework_id")
    upsert(session, NewsWish, values, keys, ("is_wanted", "said_at"))

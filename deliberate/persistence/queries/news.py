"""What is to be told about rounds, and who has asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.representation import QUORUM_WAITS
from deliberate.domain.round_news import FRESH, RoundNews, news_due
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework, FrameworkVersion, VersionText
from deliberate.persistence.models.news import NewsRun, NewsWish
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.news import is_concerned
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.quorums import waiting_quorums
from deliberate.persistence.rounds import schedules_of


def due_news(now: datetime) -> list[tuple[str, RoundNews]]:
    """Return (round, news) of everything that has not been told to everyone yet.

    Rounds that were counted long ago are not looked at, so the past of a site costs nothing.
    """
    session = db.session()
    old = exists().where(
        ClosingSnapshot.round_id == ConsultationRound.id,
        ClosingSnapshot.taken_at <= now - FRESH - QUORUM_WAITS,
    )
    rows = session.scalars(
        select(ConsultationRound).where(
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.cancelled_at.is_(None),
            ~old,
        )
    ).all()
    if not rows:
        return []
    schedules = schedules_of(session, rows)
    told = _told([row.id for row in rows])
    quorums = waiting_quorums(session, rows, schedules)
    return [
        (row.ref, news)
        for row in rows
        for news in news_due(schedules[row.id], now, quorums.get(row.id))
        if (row.id, news) not in told
    ]


def _told(round_ids: Sequence[int]) -> set[tuple[int, RoundNews]]:
    rows = db.session.execute(
        select(NewsRun.round_id, NewsRun.news).where(
            NewsRun.round_id.in_(round_ids), NewsRun.done_at.is_not(None)
        )
    )
    return {(each.round_id, each.news) for each in rows}


@dataclass(frozen=True)
class NewsChoice:
    """Whether someone is told by mail about the rounds of a framework."""

    ref: str
    slug: str
    titles: Texts
    is_told: bool


def news_choices(actor: Actor) -> list[NewsChoice]:
    """Return the published frameworks of which an account is told, or said whether it wants it."""
    return [each for each, is_near in _choices(actor) if is_near]


def news_choice(actor: Actor, slug: str) -> NewsChoice:
    """Return whether an account is told about one framework; raises `NotFound`."""
    for each, _ in _choices(actor, slug):
        return each
    raise NotFound


def _choices(actor: Actor, slug: str | None = None) -> list[tuple[NewsChoice, bool]]:
    newest = (
        select(FrameworkVersion.id)
        .where(
            FrameworkVersion.framework_id == Framework.id,
            FrameworkVersion.published_at.is_not(None),
        )
        .order_by(FrameworkVersion.number.desc())
        .limit(1)
        .correlate(Framework)
        .scalar_subquery()
    )
    wanted = (
        select(
            Framework.ref, Framework.slug, newest, NewsWish.is_wanted, is_concerned(Framework.id)
        )
        .select_from(Framework)
        .join(Account, Account.ref == actor.account_ref)
        .outerjoin(
            NewsWish,
            (NewsWish.account_id == Account.id) & (NewsWish.framework_id == Framework.id),
        )
        .where(newest.is_not(None))
        .order_by(Framework.slug)
    )
    if slug is not None:
        wanted = wanted.where(Framework.slug == slug)
    rows = db.session.execute(wanted).all()
    titles = texts_of(VersionText.version_id, VersionText.title, [row[2] for row in rows])
    return [
        (
            NewsChoice(ref, slug, titles[version_id], is_near if wish is None else wish),
            is_near or wish is not None,
        )
        for ref, slug, version_id, wish, is_near in rows
    ]

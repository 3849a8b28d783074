"""Who wants to be told of rounds, and how far each piece of news has come."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.round_news import RoundNews
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Moment, choice, reference


class NewsWish(Model):
    """Whether someone wants mail about the rounds of a framework; without a row we suppose it."""

    __tablename__ = "news_wish"

    account_id: Mapped[int] = reference("account.id", primary_key=True)
    framework_id: Mapped[int] = reference("framework.id", primary_key=True)
    is_wanted: Mapped[bool]
    said_at: Mapped[Moment]


class NewsRun(Model):
    """One piece of news on its way to everyone: it has come to this account and goes on there."""

    __tablename__ = "news_run"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    news: Mapped[RoundNews] = mapped_column(choice(RoundNews, "news"), primary_key=True)
    through_account: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[Moment]
    done_at: Mapped[Moment | None]

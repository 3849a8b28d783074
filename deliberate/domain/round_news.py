"""What people are told of a round by mail, and when: news that has grown old is no news."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from deliberate.domain.representation import Quorum
from deliberate.domain.rounds import RUNNING, Schedule, state_of

LAST_DAYS = timedelta(days=3)
"""How long before the end people are reminded."""
WORTH_A_REMINDER = timedelta(days=7)
"""A round that is shorter was told about only lately."""
FRESH = timedelta(days=7)
"""How long something is news, for a site whose worker stood still."""


class RoundNews(StrEnum):
    """A thing about a round that people are told, each once."""

    OPENING = "opening"
    LAST_DAYS = "last days"
    RESULT = "result"


def news_due(
    schedule: Schedule, now: datetime, quorum: Quorum | None = None
) -> tuple[RoundNews, ...]:
    """Return what there is to tell about a round at this moment, told already or not.

    `quorum`: for which its result may have to wait.
    """
    if schedule.cancelled_at is not None:
        return ()
    if schedule.snapshot_at is not None:
        return (RoundNews.RESULT,) if _is_news(schedule.snapshot_at, now, quorum) else ()
    if state_of(schedule, now) not in RUNNING:
        return ()
    due = [RoundNews.OPENING] if now < schedule.opens_at + FRESH else []
    is_long = schedule.closes_at - schedule.opens_at >= WORTH_A_REMINDER
    if is_long and now >= schedule.closes_at - LAST_DAYS:
        due.append(RoundNews.LAST_DAYS)
    return tuple(due)


def _is_news(counted_at: datetime, now: datetime, quorum: Quorum | None) -> bool:
    """Whether a result is told: once it is unsealed, for as long as it is fresh."""
    if quorum is None or not quorum.missed:
        return now < counted_at + FRESH
    return not quorum.is_sealed(now) and now < quorum.waits_until + FRESH

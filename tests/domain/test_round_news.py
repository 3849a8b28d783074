"""News of a round: when there is something to tell, and when it has grown old."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.round_news import FRESH, LAST_DAYS, RoundNews, news_due
from deliberate.domain.rounds import GRACE, Phase, Schedule

OPENS = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
CLOSES = OPENS + 21 * DAY


def schedule(days: int = 21) -> Schedule:
    return Schedule([Phase(OPENS, OPENS + days * DAY, {})], announced_at=OPENS - DAY)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (OPENS - TICK, ()),
        (OPENS, (RoundNews.OPENING,)),
        (OPENS + FRESH - TICK, (RoundNews.OPENING,)),
        (OPENS + FRESH, ()),
        (CLOSES - LAST_DAYS - TICK, ()),
        (CLOSES - LAST_DAYS, (RoundNews.LAST_DAYS,)),
        (CLOSES - TICK, (RoundNews.LAST_DAYS,)),
        (CLOSES, ()),
    ],
)
def test_each_piece_of_news_has_its_time(moment: datetime, due: tuple[RoundNews, ...]) -> None:
    assert news_due(schedule(), moment) == due


def test_the_result_is_news_once_it_is_counted_and_for_a_week() -> None:
    counted = replace(schedule(), snapshot_at=CLOSES + GRACE)
    assert news_due(counted, CLOSES + GRACE) == (RoundNews.RESULT,)
    assert news_due(counted, CLOSES + GRACE + FRESH) == ()


def test_a_round_of_a_few_days_has_no_reminder() -> None:
    short = schedule(days=6)
    assert news_due(short, OPENS + 5 * DAY) == (RoundNews.OPENING,)


def test_of_a_round_that_is_set_up_or_cancelled_nothing_is_told() -> None:
    assert news_due(replace(schedule(), announced_at=None), OPENS) == ()
    assert news_due(replace(schedule(), cancelled_at=OPENS), OPENS + DAY) == ()


def test_a_gap_between_phases_keeps_the_reminder() -> None:
    early = Phase(OPENS, OPENS + 5 * DAY, {})
    late = Phase(CLOSES - DAY, CLOSES, {})
    paused = Schedule([early, late], announced_at=OPENS)
    assert news_due(paused, CLOSES - 2 * DAY) == (RoundNews.LAST_DAYS,)

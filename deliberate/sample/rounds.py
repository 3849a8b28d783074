"""The rounds of the demo: one that has become version 2, and one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from deliberate.persistence.queries import frameworks
from deliberate.persistence.queries.rounds import newest_round_of
from deliberate.sample.amending import amend
from deliberate.sample.closing import close, explain_changes
from deliberate.sample.hall import Hall
from deliberate.sample.people import read_json
from deliberate.sample.saying import say_everything, vote_on_clause

WRITTEN = timedelta(days=120)
"""How long before the demo is made its framework was first published."""
FIRST, PUBLISHED, SECOND = timedelta(days=100), timedelta(days=30), timedelta(days=4)
"""How long before it the first round opened, its outcome was published, the second opened."""


def load_rounds(now: datetime, key: str) -> None:
    """Hold both rounds on the sample framework unless there is one; needs an application context.

    `key` is the site's; the sample framework has to be loaded as of `WRITTEN` before.
    """
    slug = read_json("framework.json")["slug"]
    if newest_round_of(frameworks.framework_view(slug).ref, now) is not None:
        return
    morning = now.replace(hour=0, minute=0, second=0, microsecond=0)
    about, published_at = read_json("round1.json"), morning - PUBLISHED
    first = _hold(Hall(slug, key, morning - FIRST), about)
    close(first, about, published_at)
    second = Hall(slug, key, morning - SECOND)
    explain_changes(second, about["summaries"], published_at)
    _hold(second, read_json("round2.json"))


def _hold(hall: Hall, about: Mapping[str, Any]) -> Hall:
    """Open a round and let everyone speak."""
    hall.open(about)
    say_everything(hall, about)
    for words in about["amendments"]:
        amend(hall, words)
    for number, counts in about["votes"].items():
        vote_on_clause(hall, number, counts)
    hall.let_people_say_who_they_are(hall.at(hours=60))
    return hall

"""How people voted on one clause in one round, by how sure we are of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from deliberate.domain.participants import Assurance
from deliberate.domain.votes import ClauseChoice, Tally, tally_of
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import AssuranceFact
from deliberate.persistence.models.votes import ClauseVote, UnclearMark
from deliberate.persistence.queries.snapshots import closing_snapshot

Counts = Mapping[Assurance, Mapping[ClauseChoice, int]]


@dataclass(frozen=True)
class Results:
    """How people voted; guests stand beside, outside the figures that count."""

    headline: Tally
    guests: Tally
    mix: Mapping[Assurance, int]
    """How many voted at each assurance."""

    @property
    def rows(self) -> list[tuple[ClauseChoice, int, int]]:
        """Return (choice, counted, guests) for each choice, in their order."""
        return [(each, self.headline.of(each), self.guests.of(each)) for each in ClauseChoice]


@dataclass(frozen=True)
class Count:
    """Everything that was counted on a clause; `results` are None while they are sealed."""

    people: int
    marks: int
    """How many say that the words are unclear, by the button and not by a vote."""
    results: Results | None


def sealed_count(round_id: int, wording_id: int) -> Count:
    """Count people and marks and read nobody's choice. Two queries, answered from an index."""
    people = db.session.scalar(
        select(func.count())
        .select_from(ClauseVote)
        .where(ClauseVote.round_id == round_id, ClauseVote.wording_id == wording_id)
    )
    return Count(people or 0, _marks(round_id, wording_id), None)


def live_count(round_id: int, wording_id: int) -> Count:
    """Count what stands in the tables now. Two queries."""
    level = _strongest()
    rows = db.session.execute(
        select(level.label("level"), ClauseVote.choice, func.count())
        .where(ClauseVote.round_id == round_id, ClauseVote.wording_id == wording_id)
        .group_by("level", ClauseVote.choice)
    )
    counts: defaultdict[Assurance, dict[ClauseChoice, int]] = defaultdict(dict)
    for place, choice, count in rows:
        counts[list(Assurance)[place]][choice] = count
    return _count(counts, _marks(round_id, wording_id))


def _marks(round_id: int, wording_id: int) -> int:
    marks = db.session.scalar(
        select(func.count())
        .select_from(UnclearMark)
        .where(UnclearMark.round_id == round_id, UnclearMark.wording_id == wording_id)
    )
    return marks or 0


def frozen_count(round_ref: str, wording_ref: str) -> Count:
    """Return what the closing snapshot says; words that it does not hold count nothing."""
    return count_in(closing_snapshot(round_ref) or {"clauses": []}, wording_ref)


def count_in(body: Mapping[str, Any], wording_ref: str) -> Count:
    """Return what the body of a snapshot says about one wording."""
    frozen = next((each for each in body["clauses"] if each["wording"] == wording_ref), None)
    if frozen is None:
        return _count({}, 0)
    counts: defaultdict[Assurance, dict[ClauseChoice, int]] = defaultdict(dict)
    for choice, by_level in frozen["votes"].items():
        for level, count in by_level.items():
            counts[Assurance(level)][ClauseChoice(choice)] = count
    return _count(counts, frozen["unclear_marks"])


def _strongest() -> ColumnElement[int]:
    """Return the place, in the order of `Assurance`, of the strongest fact about a voter."""
    order = {level: place for place, level in enumerate(Assurance)}
    return func.coalesce(
        select(func.max(case(order, value=AssuranceFact.level)))
        .where(AssuranceFact.participant_id == ClauseVote.participant_id)
        .correlate(ClauseVote)
        .scalar_subquery(),
        order[Assurance.GUEST],
    )


def _count(counts: Counts, marks: int) -> Count:
    mix = {level: sum(counts[level].values()) for level in Assurance if level in counts}
    sure = [counts[level] for level in counts if level is not Assurance.GUEST]
    headline = {choice: sum(each.get(choice, 0) for each in sure) for choice in ClauseChoice}
    return Count(
        people=sum(mix.values()),
        marks=marks,
        results=Results(tally_of(headline), tally_of(counts.get(Assurance.GUEST, {})), mix),
    )

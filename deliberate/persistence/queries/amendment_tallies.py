"""How people voted on one revision of an amendment, by how sure we are of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import RoundState
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.votes import AmendmentVote
from deliberate.persistence.queries.rounds import RoundView
from deliberate.persistence.queries.snapshots import closing_snapshot
from deliberate.persistence.tallies import amendment_votes

Counts = Mapping[AmendmentChoice, Mapping[str, int]]


@dataclass(frozen=True)
class AmendmentResults:
    """How people voted; guests stand beside, outside the figures that count."""

    counts: Counts

    @property
    def rows(self) -> list[tuple[AmendmentChoice, int, int]]:
        """Return (choice, counted, guests) for each choice, in their order."""
        return [(each, self._of(each), self._guests(each)) for each in AmendmentChoice]

    def _guests(self, choice: AmendmentChoice) -> int:
        return self.counts.get(choice, {}).get(Assurance.GUEST, 0)

    def _of(self, choice: AmendmentChoice) -> int:
        return sum(self.counts.get(choice, {}).values()) - self._guests(choice)

    @property
    def mix(self) -> Mapping[Assurance, int]:
        """How many voted at each assurance."""
        found: defaultdict[Assurance, int] = defaultdict(int)
        for by_level in self.counts.values():
            for level, count in by_level.items():
                found[Assurance(level)] += count
        return {level: found[level] for level in Assurance if level in found}


@dataclass(frozen=True)
class AmendmentCount:
    """What everyone may see of the votes on an amendment; no `results` while they are sealed."""

    people: int
    results: AmendmentResults | None


def count_of(view: RoundView, ref: str, revision_id: int) -> AmendmentCount:
    """Return what everyone may see: choices are not even read while they are sealed."""
    if view.is_told:
        return _frozen(view.ref, ref)
    if view.shows_results and view.state is not RoundState.COUNTING:
        votes = amendment_votes(db.session(), [revision_id])
        return _counted(votes[revision_id])
    people = db.session.scalar(
        select(func.count())
        .select_from(AmendmentVote)
        .where(AmendmentVote.revision_id == revision_id)
    )
    return AmendmentCount(people or 0, None)


def _frozen(round_ref: str, ref: str) -> AmendmentCount:
    return amendment_count_in(closing_snapshot(round_ref) or {}, ref)


def amendment_count_in(body: Mapping[str, Any], ref: str) -> AmendmentCount:
    """Return what the body of a snapshot says about one amendment; older ones say nothing."""
    frozen = next((each for each in body.get("amendments", []) if each["amendment"] == ref), None)
    votes = frozen["votes"] if frozen else {}
    return _counted({AmendmentChoice(choice): counts for choice, counts in votes.items()})


def _counted(counts: Counts) -> AmendmentCount:
    people = sum(sum(by_level.values()) for by_level in counts.values())
    return AmendmentCount(people, AmendmentResults(counts))

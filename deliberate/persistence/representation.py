"""Counting who was heard: once, when a round is counted, and only as `domain.disclosure` allows."""

from __future__ import annotations

import json
import logging
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.disclosure import (
    Family,
    GroupCount,
    GroupFigure,
    decided,
    group_figures,
    rounded,
)
from deliberate.domain.groups import families_of
from deliberate.domain.representation import Target, floor_status, missed
from deliberate.domain.votes import ClauseChoice, Tally
from deliberate.persistence.declarations import KeyDestroyed, NotTheirs
from deliberate.persistence.groups import ListedGroup, groups_of, targets_of
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.representation import GroupRelease
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.self_declarations import declared_in
from deliberate.persistence.taking_part import who_took_part

log = logging.getLogger(__name__)

Choices = Sequence[tuple[int, ClauseChoice]]
"""Who chose what on one thing."""


@dataclass(frozen=True)
class Heard:
    """Who took part in a round, and what they said about themselves. Never leaves this layer."""

    people: frozenset[int]
    places: Mapping[int, frozenset[int]]
    """Of the groups that each person belongs to; absent for those who said nothing."""
    groups: Sequence[ListedGroup]
    targets: Sequence[Target]

    @property
    def belonging(self) -> dict[str, int]:
        """How many say that they belong to each group, by its ref."""
        return {
            each.ref: sum(each.place in places for places in self.places.values())
            for each in self.groups
        }

    def statuses(self) -> dict[str, str]:
        """Return all that is told of each floor, by the ref of its group."""
        belonging, declaring = self.belonging, len(self.places)
        return {
            each.group: floor_status(each, belonging[each.group], declaring, len(self.people)).value
            for each in self.targets
        }


def heard_in(session: Session, keys: Path, row: ConsultationRound) -> Heard:
    """Return who was heard in a round, in six queries.

    Where what people said cannot be read, nobody has said anything: the round closes all the same,
    and its floors count as not met.
    """
    pairs = session.execute(who_took_part([row.id]))
    people = frozenset(each.participant_id for each in pairs)
    try:
        declared = declared_in(session, keys, row)
    except (OSError, KeyDestroyed, NotTheirs) as error:
        log.warning("declarations of round %s cannot be read: %s", row.ref, type(error).__name__)
        declared = {}
    return Heard(
        people,
        {person: places for person, places in declared.items() if person in people},
        groups_of(session, row.framework_id),
        targets_of(session, row.id),
    )


def add_release(session: Session, keys: Path, row: ConsultationRound, now: datetime) -> None:
    """Keep all that is ever told about the groups of a round that is being counted."""
    body = release_of(session, heard_in(session, keys, row), row)
    session.add(GroupRelease(round_id=row.id, taken_at=now, body=json.dumps(body)))


def release_of(session: Session, heard: Heard, row: ConsultationRound) -> dict[str, Any]:
    """Return what may be told about the groups of a round, as plain values for JSON."""
    families = _families(heard.groups)
    taking_part = [(person, ClauseChoice.AGREE) for person in heard.people]
    over_round = [_counted(family, heard, taking_part) for family in families]
    by_clause, statuses = _votes(session, row.id), heard.statuses()
    return {
        "declared": rounded(len(heard.places)),
        "names": _names(families),
        "floors": [{**asdict(each), "status": statuses[each.group]} for each in heard.targets],
        "missed": list(missed(heard.targets, heard.belonging)),
        "people": _told(over_round),
        "everyone": {wording_ref: _band(votes) for wording_ref, votes in by_clause.items()},
        "clauses": {
            wording_ref: _told(
                decided(over_round, [_counted(family, heard, votes) for family in families])
            )
            for wording_ref, votes in by_clause.items()
        },
    }


def _families(groups: Sequence[ListedGroup]) -> list[list[ListedGroup]]:
    """Return the groups of a list by what they are told of as where they are small."""
    by_group = {id(each.group): each for each in groups}
    families = families_of([each.group for each in groups])
    return [[by_group[id(group)] for group in family] for family in families]


def broader_ref(family: Sequence[ListedGroup]) -> str:
    """Return how a release names the broader group of a family."""
    return f"broader-{family[0].ref}"


def _names(families: Sequence[Sequence[ListedGroup]]) -> dict[str, Mapping[str, str]]:
    """Return what every group was called when it was counted."""
    names = {each.ref: each.group.names for family in families for each in family}
    broader = {
        broader_ref(family): family[0].group.broader
        for family in families
        if family[0].group.broader
    }
    return {**names, **broader}


def _counted(family: Sequence[ListedGroup], heard: Heard, choices: Choices) -> Family:
    """Count what people chose inside and outside each group, and the broader group of them all."""

    def count(ref: str, listed: Sequence[ListedGroup]) -> GroupCount:
        wanted = frozenset(each.place for each in listed)
        inside, outside = Counter[ClauseChoice](), Counter[ClauseChoice]()
        for person, choice in choices:
            belongs = not wanted.isdisjoint(heard.places.get(person, frozenset()))
            (inside if belongs else outside)[choice] += 1
        is_sensitive = any(each.group.is_sensitive for each in listed)
        return GroupCount(ref, _tally(inside), _tally(outside), is_sensitive)

    members = [count(each.ref, [each]) for each in family]
    return Family(members, count(broader_ref(family), family) if family[0].group.broader else None)


def _tally(choices: Counter[ClauseChoice]) -> Tally:
    return Tally(*(choices[each] for each in ClauseChoice))


def _votes(session: Session, round_id: int) -> dict[str, Choices]:
    """Return who chose what in a round, by wording, in one query."""
    rows = session.execute(
        select(ClauseWording.ref, ClauseVote.participant_id, ClauseVote.choice)
        .join(ClauseWording, ClauseWording.id == ClauseVote.wording_id)
        .where(ClauseVote.round_id == round_id)
        .order_by(ClauseWording.ref)
    )
    found: defaultdict[str, list[tuple[int, ClauseChoice]]] = defaultdict(list)
    for each in rows:
        found[each.ref].append((each.participant_id, each.choice))
    return dict(found)


def _band(votes: Choices) -> str | None:
    """Return the band of everyone together, guests too, as groups are counted."""
    band = _tally(Counter(choice for _person, choice in votes)).band
    return band.value if band else None


def _told(families: Sequence[Family]) -> list[dict[str, Any]]:
    return [_figure(each) for each in group_figures(families)]


def _figure(figure: GroupFigure) -> dict[str, Any]:
    """Return a figure as plain values; of a hidden group only its name."""
    if figure.band is None:
        return {"group": figure.group}
    return {"group": figure.group, "people": figure.people, "band": figure.band.value}

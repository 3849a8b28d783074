"""Small-group privacy: what may be told about stakeholder groups, and when it may be told anew.

The one place that decides it, for pages, files and reports alike. Nothing is told of a group that
has too few people in it or outside it; one that would be the only hidden one gets company, since
what is left of a total would tell about it. Which of the voters belong to a small group, and how
many, changes nothing of what is told: `test_disclosure_attacks` holds that.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberate.domain.votes import SupportBand, Tally

LEAST_PEOPLE = 10
LEAST_PEOPLE_SENSITIVE = 20
PEOPLE_STEP = 5
"""Numbers of people are told as the multiple of this below them."""
RENEWED_BY = 10
RENEWED_AFTER = timedelta(hours=24)

AGREEING = frozenset({SupportBand.EIGHTY, SupportBand.SIXTY})
NOT_AGREEING = frozenset({SupportBand.TWENTY, SupportBand.BELOW})


def least_people(*, is_sensitive: bool) -> int:
    """Return how many people there must be in a group before anything is told of it."""
    return LEAST_PEOPLE_SENSITIVE if is_sensitive else LEAST_PEOPLE


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How the people of one group voted on one thing, and everyone else."""

    group: str
    """Its ref."""
    inside: Tally
    outside: Tally
    is_sensitive: bool = False

    @property
    def least(self) -> int:
        """How many people there must be inside the group, and outside it."""
        return least_people(is_sensitive=self.is_sensitive)

    @property
    def is_safe(self) -> bool:
        """Whether enough people took a position in the group and outside it."""
        return min(self.inside.positions, self.outside.positions) >= self.least


@dataclass(frozen=True, slots=True)
class Family:
    """Groups that are told of one by one, or together as one broader group; never both.

    A broader group beside one of its parts would tell about the other parts.
    """

    members: Sequence[GroupCount]
    broader: GroupCount | None = None

    @property
    def told(self) -> Sequence[GroupCount]:
        """The groups that the family is told of as: each one where all are safe."""
        if self.broader is None or all(each.is_safe for each in self.members):
            return self.members
        return (self.broader,)

    def decided(self, *, is_apart: bool) -> Family:
        """Return the family as it is told of in a whole round, whatever one thing would allow."""
        if self.broader is None or is_apart:
            return Family(self.members)
        return Family((self.broader,))


def decided(over_round: Sequence[Family], on_thing: Sequence[Family]) -> list[Family]:
    """Return the families on one thing of a round, told of as the round as a whole allows.

    Both in the same order. Decided once, since a family that is told of one by one on one thing
    and together on another would tell about its parts by those who voted on only one of the two.
    """
    return [
        family.decided(is_apart=whole.told is whole.members)
        for whole, family in zip(over_round, on_thing, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """What is told of one group; without a band there are too few people to tell it safely."""

    group: str
    people: int = 0
    """Those who took a position, rounded down to a multiple of `PEOPLE_STEP`; 0 where hidden."""
    band: SupportBand | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether only the group's name is told."""
        return self.band is None


def group_figures(families: Sequence[Family]) -> tuple[GroupFigure, ...]:
    """Return what may be told about groups on one thing, in the order of the families.

    Where exactly one group would be hidden, the smallest of the others is hidden with it, judged by
    the rounded number, so that the choice tells no more than the figures did.
    """
    figures = tuple(_figure(each) for family in families for each in family.told)
    if sum(each.is_hidden for each in figures) != 1:
        return figures
    shown = [each for each in figures if not each.is_hidden]
    company = min(shown, key=lambda each: each.people, default=None)
    return tuple(GroupFigure(each.group) if each is company else each for each in figures)


def _figure(count: GroupCount) -> GroupFigure:
    if not count.is_safe:
        return GroupFigure(count.group)
    return GroupFigure(count.group, rounded(count.inside.positions), count.inside.band)


def rounded(people: int) -> int:
    """Return a number of people as it is told: the multiple of five below it."""
    return people - people % PEOPLE_STEP


def is_at_odds(everyone: SupportBand | None, group: SupportBand | None) -> bool:
    """Whether the majority agrees and a group does not; says nothing that the bands do not say."""
    return everyone in AGREEING and group in NOT_AGREEING


@dataclass(frozen=True, slots=True)
class Release:
    """What a figure that was told once rests on: marks of people, each with what they said."""

    marks: Set[str]
    """One for each person and what they said; who changes their mind gets another mark."""
    taken_at: datetime


def may_renew(marks: Set[str], earlier: Sequence[Release], now: datetime) -> bool:
    """Whether a figure may be told anew: a day has passed, and ten people changed it.

    Counted against every earlier release and not only the last one: ten who come and go again
    would otherwise frame the one person who came or went beside them.
    """
    return all(
        now - each.taken_at >= RENEWED_AFTER and _people_changed(marks, each.marks) >= RENEWED_BY
        for each in earlier
    )


def _people_changed(now: Set[str], before: Set[str]) -> int:
    """Count people: one who changed their mind took a mark along and left another."""
    came, went = len(now - before), len(before - now)
    return max(came, went)

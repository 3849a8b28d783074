"""Attacks on figures about groups: whoever reads everything that is told learns nothing hidden.

What can be derived is bounded from above here: the population is changed in what is hidden, and the
figures must not change with it. An attacker who sees the same figures for two populations cannot
tell which of them is true, whatever they subtract and combine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.disclosure import (
    Family,
    GroupCount,
    GroupFigure,
    decided,
    group_figures,
)
from deliberate.domain.votes import ClauseChoice, Tally, tally_of

FAMILIES: Sequence[Sequence[str]] = (("a", "b"), ("c", "d", "e"), ("f",))
SENSITIVE = frozenset("ae")
GROUPS = [group for family in FAMILIES for group in family]


@dataclass(frozen=True)
class Person:
    """Someone who voted, and what they said of themselves."""

    choice: ClauseChoice
    groups: frozenset[str]


def tally(people: Sequence[Person]) -> Tally:
    return tally_of({each: [p.choice for p in people].count(each) for each in ClauseChoice})


def counted(name: str, groups: Sequence[str], people: Sequence[Person]) -> GroupCount:
    inside = [each for each in people if each.groups & set(groups)]
    outside = [each for each in people if not each.groups & set(groups)]
    return GroupCount(name, tally(inside), tally(outside), bool(SENSITIVE & set(groups)))


def families(people: Sequence[Person]) -> list[Family]:
    return [
        Family(
            [counted(group, [group], people) for group in family],
            counted("+".join(family), family, people) if len(family) > 1 else None,
        )
        for family in FAMILIES
    ]


def published(people: Sequence[Person]) -> tuple[Tally, tuple[GroupFigure, ...]]:
    """Return everything that anyone can read: the totals to the last vote, and the figures."""
    return tally(people), group_figures(families(people))


PEOPLE = st.lists(
    st.tuples(
        st.builds(
            Person,
            st.sampled_from(ClauseChoice),
            st.frozensets(st.sampled_from(GROUPS), max_size=3),
        ),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=14,
).map(lambda drawn: [person for person, times in drawn for _each in range(times)])


def unsafe(people: Sequence[Person]) -> Mapping[str, GroupCount]:
    """Return the groups with too few members, each counted by itself."""
    every = (each for family in families(people) for each in family.members)
    return {each.group: each for each in every if each.inside.positions < each.least}


@given(PEOPLE, st.data())
def test_a_small_group_without_a_broader_one_can_be_of_any_size_and_mind(
    people: list[Person], data: st.DataObject
) -> None:
    """Subtracting totals: as many others of any mind could be its members."""
    if "f" not in unsafe(people):
        return
    everyone_else = [replace(each, groups=each.groups - {"f"}) for each in people]
    few = data.draw(st.sets(st.integers(0, len(people) - 1), max_size=9))
    other = [
        replace(each, groups=each.groups | {"f"}) if place in few else each
        for place, each in enumerate(everyone_else)
    ]
    assert published(other) == published(people)


def shared_out(
    people: Sequence[Person], family: Sequence[str], data: st.DataObject
) -> list[Person]:
    """Let the members of a family be of any of its groups."""
    other = []
    for person in people:
        theirs = person.groups & set(family)
        drawn = data.draw(st.sets(st.sampled_from(family), min_size=1)) if theirs else set()
        other.append(replace(person, groups=(person.groups - set(family)) | drawn))
    return other


@given(PEOPLE, st.data())
def test_within_a_family_that_is_told_as_one_anyone_could_be_of_any_of_its_groups(
    people: list[Person], data: st.DataObject
) -> None:
    """Combining a broader group with its parts: the parts can be shared out in any way."""
    family = data.draw(st.sampled_from([each for each in FAMILIES if len(each) > 1]))
    if not unsafe(people).keys() & set(family):
        return
    other = shared_out(people, family, data)
    if unsafe(other).keys() & set(family):
        assert published(other) == published(people)


@given(PEOPLE)
def test_what_is_shown_always_rests_on_enough_people_inside_and_outside(
    people: list[Person],
) -> None:
    _total, figures = published(people)
    by_name = {
        each.group: each
        for family in families(people)
        for each in (*family.members, *([family.broader] if family.broader else ()))
    }
    for figure in figures:
        cell = by_name[figure.group]
        if not figure.is_hidden:
            assert min(cell.inside.positions, cell.outside.positions) >= cell.least
            assert figure.people % 5 == 0
            assert figure.people <= cell.inside.positions


@given(PEOPLE)
def test_never_exactly_one_of_several_groups_is_hidden(people: list[Person]) -> None:
    _total, figures = published(people)
    assert len(figures) == 1 or [each.is_hidden for each in figures].count(True) != 1


def told_of_two_things(people: Sequence[Person]) -> list[tuple[GroupFigure, ...]]:
    """Everyone voted on the first thing, and every other person on the second."""
    over_round = families(people)
    return [
        group_figures(decided(over_round, families(voters))) for voters in (people, people[::2])
    ]


@given(PEOPLE, st.data())
def test_over_several_clauses_a_family_is_told_in_one_way(
    people: list[Person], data: st.DataObject
) -> None:
    """Combining clauses: a part that is told on one would tell about the whole on another."""
    told = [{each.group for each in figures} for figures in told_of_two_things(people)]
    assert told[0] == told[1]
    family = data.draw(st.sampled_from([each for each in FAMILIES if len(each) > 1]))
    if not unsafe(people).keys() & set(family):
        return
    other = shared_out(people, family, data)
    if unsafe(other).keys() & set(family):
        assert told_of_two_things(other) == told_of_two_things(people)

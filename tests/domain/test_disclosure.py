"""Rules: small-group privacy. Figures about groups, and when they may be told anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from deliberate.domain.disclosure import (
    Family,
    GroupCount,
    GroupFigure,
    Release,
    group_figures,
    is_at_odds,
    may_renew,
    rounded,
)
from deliberate.domain.votes import SupportBand, Tally

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(hours=24)
MANY = Tally(agree=40, disagree=40)


def count(
    group: str, agree: int, disagree: int = 0, outside: Tally = MANY, *, is_sensitive: bool = False
) -> GroupCount:
    inside = Tally(agree=agree, disagree=disagree)
    return GroupCount(group, inside, outside, is_sensitive)


def alone(*counts: GroupCount) -> list[Family]:
    return [Family([each]) for each in counts]


def told(*counts: GroupCount) -> dict[str, tuple[int, SupportBand | None]]:
    return {each.group: (each.people, each.band) for each in group_figures(alone(*counts))}


def test_a_group_is_told_of_in_a_band_with_its_number_rounded_down() -> None:
    found = told(count("rural", 10, 4), count("business", 3, 16))
    assert found == {"rural": (10, SupportBand.SIXTY), "business": (15, SupportBand.BELOW)}


@pytest.mark.parametrize(("is_sensitive", "least"), [(False, 10), (True, 20)])
def test_a_cell_needs_ten_people_in_the_group_and_twenty_in_a_sensitive_one(
    least: int, *, is_sensitive: bool
) -> None:
    enough = count("a", least, is_sensitive=is_sensitive)
    too_few = count("a", least - 1, is_sensitive=is_sensitive)
    assert (enough.is_safe, too_few.is_safe) == (True, False)


@pytest.mark.parametrize(("is_sensitive", "least"), [(False, 10), (True, 20)])
def test_a_cell_needs_as_many_people_outside_the_group(least: int, *, is_sensitive: bool) -> None:
    def group(outside: int) -> GroupCount:
        return count("a", 50, outside=Tally(agree=outside), is_sensitive=is_sensitive)

    assert (group(least).is_safe, group(least - 1).is_safe) == (True, False)


def test_people_who_do_not_understand_a_clause_do_not_make_a_cell_safe() -> None:
    assert not GroupCount("a", Tally(agree=9, unclear=30), MANY).is_safe
    assert not GroupCount("a", MANY, Tally(agree=9, unclear=30)).is_safe


def test_a_hidden_group_is_named_and_nothing_else_is_told_of_it() -> None:
    found = group_figures(alone(count("a", 9), count("b", 8), count("c", 30)))
    assert found[0] == GroupFigure("a", 0, None)
    assert [each.is_hidden for each in found] == [True, True, False]


def test_never_exactly_one_group_is_hidden() -> None:
    found = told(count("a", 9), count("b", 31), count("c", 12), count("d", 14))
    assert [group for group, (_people, band) in found.items() if band is None] == ["a", "c"]


def test_a_single_group_that_is_hidden_needs_no_company_where_there_is_none() -> None:
    assert told(count("a", 9)) == {"a": (0, None)}


def test_groups_are_told_of_one_by_one_or_as_the_broader_one_and_never_both() -> None:
    broader = count("both", 30)
    safe = Family([count("a", 15), count("b", 15)], broader)
    small = Family([count("a", 22), count("b", 8)], broader)
    assert [each.group for each in group_figures([safe])] == ["a", "b"]
    assert [each.group for each in group_figures([small])] == ["both"]


def test_a_broader_group_that_is_small_itself_is_hidden() -> None:
    (found,) = group_figures([Family([count("a", 3), count("b", 4)], count("both", 7))])
    assert found.is_hidden


@pytest.mark.parametrize(("people", "shown"), [(10, 10), (14, 10), (15, 15), (19, 15)])
def test_numbers_of_people_are_rounded_down_to_five(people: int, shown: int) -> None:
    assert rounded(people) == shown


@pytest.mark.parametrize(
    ("everyone", "group", "expected"),
    [
        (SupportBand.SIXTY, SupportBand.TWENTY, True),
        (SupportBand.EIGHTY, SupportBand.BELOW, True),
        (SupportBand.EIGHTY, SupportBand.FORTY, False),
        (SupportBand.FORTY, SupportBand.BELOW, False),
        (SupportBand.EIGHTY, None, False),
        (None, SupportBand.BELOW, False),
    ],
)
def test_the_flag_says_that_the_majority_agrees_and_a_group_does_not(
    everyone: SupportBand | None, group: SupportBand | None, *, expected: bool
) -> None:
    assert is_at_odds(everyone, group) is expected


def people(first: int, last: int) -> frozenset[str]:
    return frozenset(f"person {number}" for number in range(first, last))


def test_the_first_release_waits_for_nobody() -> None:
    assert may_renew(people(0, 3), [], NOON)


@pytest.mark.parametrize(("came", "expected"), [(9, False), (10, True)])
def test_a_figure_is_renewed_when_ten_different_people_changed_it(
    came: int, *, expected: bool
) -> None:
    before = Release(people(0, 40), NOON)
    assert may_renew(people(0, 40 + came), [before], NOON + DAY) is expected
    assert may_renew(people(came, 40), [before], NOON + DAY) is expected


def test_a_figure_is_not_renewed_within_a_day() -> None:
    before = Release(people(0, 40), NOON)
    assert not may_renew(people(0, 90), [before], NOON + DAY - timedelta(seconds=1))


def test_one_person_who_comes_and_goes_is_one_person_however_often() -> None:
    before = Release(people(0, 40), NOON)
    changed = people(5, 40) | {f"person {number} in other words" for number in range(5)}
    assert not may_renew(frozenset(changed), [before], NOON + 9 * DAY)


def test_ten_who_come_and_go_again_do_not_frame_the_one_who_left_beside_them() -> None:
    first = Release(people(0, 40), NOON)
    second = Release(people(0, 50), NOON + DAY)
    without_the_victim = people(1, 40)
    assert may_renew(without_the_victim, [second], NOON + 3 * DAY)
    assert not may_renew(without_the_victim, [first, second], NOON + 3 * DAY)

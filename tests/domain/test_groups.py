"""Rule: groups come from a default list, with names in both languages and their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberate.domain.groups import (
    DEFAULT_GROUPS,
    GROUPS_AT_MOST,
    GroupKind,
    families_of,
    packed,
    unpacked,
)
from deliberate.domain.localized import LOCALES

BY_NAME = {each.names["en"]: each for each in DEFAULT_GROUPS}


def test_every_default_group_has_a_name_of_its_own_in_both_languages() -> None:
    for locale in LOCALES:
        names = [each.names[locale] for each in DEFAULT_GROUPS]
        assert all(names)
        assert len(set(names)) == len(names)


def test_the_default_list_has_the_roles_and_the_lived_experience_of_the_rules() -> None:
    kinds = [each.kind for each in DEFAULT_GROUPS]
    assert (kinds.count(GroupKind.ROLE), kinds.count(GroupKind.EXPERIENCE)) == (6, 12)
    assert len(DEFAULT_GROUPS) <= GROUPS_AT_MOST


@pytest.mark.parametrize(
    "name", ["Disability", "Migrant or refugee of any status", "North Korean background", "LGBTQ+"]
)
def test_belonging_that_can_endanger_someone_is_marked_as_sensitive(name: str) -> None:
    assert BY_NAME[name].is_sensitive
    assert BY_NAME[name].is_under_represented


def test_a_broader_group_has_at_least_two_parts_so_that_it_hides_one_of_them() -> None:
    for family in families_of(DEFAULT_GROUPS):
        assert (len(family) > 1) == (family[0].broader is not None)


def test_families_keep_every_group_once_and_in_order() -> None:
    families = families_of(DEFAULT_GROUPS)
    assert [family[0] for family in families] == sorted(
        (family[0] for family in families), key=DEFAULT_GROUPS.index
    )
    every = [each for family in families for each in family]
    assert sorted(map(DEFAULT_GROUPS.index, every)) == list(range(len(DEFAULT_GROUPS)))


@given(st.sets(st.integers(0, GROUPS_AT_MOST - 1)))
def test_a_declaration_has_one_length_whatever_it_says_and_loses_nothing(places: set[int]) -> None:
    assert len(packed(places)) == len(packed([]))
    assert unpacked(packed(places)) == places


@pytest.mark.parametrize("place", [-1, GROUPS_AT_MOST])
def test_a_place_that_no_list_has_is_a_mistake(place: int) -> None:
    with pytest.raises(ValueError, match="no list"):
        packed([place])

"""Who is heard: a framework's list of groups, and what a round owes them before it opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import select

from deliberate.domain.actors import Role
from deliberate.domain.disclosure import LEAST_PEOPLE, LEAST_PEOPLE_SENSITIVE
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.groups import (
    DEFAULT_GROUPS,
    GROUPS_AT_MOST,
    Group,
    GroupKind,
    GroupNameMissing,
    GroupNameTaken,
    GroupsFixed,
    TooManyGroups,
)
from deliberate.domain.representation import BadShare, FloorTooLow, Target
from deliberate.domain.round_setup import (
    Blocker,
    OpeningBlocker,
    RoundAnnounced,
    RoundNotReady,
)
from deliberate.persistence.database import db
from deliberate.persistence.groups import ListedGroup
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.queries.groups import groups_page, targets_page
from deliberate.persistence.queries.round_setup import setup_page
from deliberate.services import groups, round_setup, rounds
from tests.factories.given import Given
from tests.factories.rounds import Round

pytestmark = pytest.mark.usefixtures("app_context")

NIGHT = Group({"ko": "밤 노동자", "en": "Workers at night"}, GroupKind.EXPERIENCE, True)


def listed(made: Round) -> list[ListedGroup]:
    return list(groups_page(made.framework.slug, made.staff.official).groups)


def test_a_framework_begins_with_the_default_list_in_both_languages(given: Given) -> None:
    made = given.round_in_setup(hears=True)
    assert [each.group for each in listed(made)] == list(DEFAULT_GROUPS)
    assert [each.place for each in listed(made)] == list(range(len(DEFAULT_GROUPS)))


def test_groups_are_configured_per_framework(given: Given, now: datetime) -> None:
    made, other = given.round_in_setup(hears=True), given.round_in_setup(hears=True)
    official, here = made.staff.official, made.framework.ref
    ref = groups.add_group(official, here, NIGHT, now)
    first = listed(made)[0]
    groups.remove_group(official, here, first.ref, now)
    changed = replace(NIGHT, names={"ko": "새벽 노동자", "en": "Early workers"}, is_sensitive=True)
    groups.change_group(official, here, ref, changed, now)
    assert [each.group for each in listed(made)] == [*DEFAULT_GROUPS[1:], changed]
    assert [each.group for each in listed(other)] == list(DEFAULT_GROUPS)
    assert groups.add_group(official, here, NIGHT, now) == listed(made)[0].ref, "the free place"


def test_the_list_is_fixed_once_a_round_is_announced(given: Given, now: datetime) -> None:
    made = given.round(hears=True)
    official, here, ref = made.staff.official, made.framework.ref, listed(made)[0].ref
    for change in (
        lambda: groups.add_group(official, here, NIGHT, now),
        lambda: groups.change_group(official, here, ref, NIGHT, now),
        lambda: groups.remove_group(official, here, ref, now),
    ):
        with pytest.raises(GroupsFixed):
            change()
    assert groups_page(made.framework.slug, official).is_fixed


def test_names_are_whole_and_told_apart(given: Given, now: datetime) -> None:
    made = given.round_in_setup(hears=True)
    official, here = made.staff.official, made.framework.ref
    half = replace(NIGHT, names={"ko": "밤 노동자"})
    half_broader = replace(NIGHT, broader={"en": "Work"})
    for group in (half, half_broader):
        with pytest.raises(GroupNameMissing):
            groups.add_group(official, here, group, now)
    taken = replace(NIGHT, names={"ko": "밤 노동자", "en": "Rural"})
    with pytest.raises(GroupNameTaken):
        groups.add_group(official, here, taken, now)
    for number in range(GROUPS_AT_MOST - len(DEFAULT_GROUPS)):
        names = {"ko": f"집단 {number}", "en": f"Group {number}"}
        groups.add_group(official, here, replace(NIGHT, names=names), now)
    with pytest.raises(TooManyGroups):
        groups.add_group(official, here, NIGHT, now)


def test_only_officials_of_the_framework_change_its_list(given: Given, now: datetime) -> None:
    made, other = given.round_in_setup(), given.framework()
    here, theirs = made.framework, other.official
    for actor in (made.staff.moderators[0], theirs, given.person(Role.OPERATOR)):
        with pytest.raises(NotPermitted):
            groups.add_group(actor, here.ref, NIGHT, now)
        with pytest.raises(NotPermitted):
            groups_page(here.slug, actor)
    with pytest.raises(SignInNeeded):
        groups.add_group(given.guest()[0], here.ref, NIGHT, now)
    with pytest.raises(NotFound):
        groups.remove_group(theirs, other.ref, listed(made)[0].ref, now)


def test_the_journal_never_names_a_group(given: Given, now: datetime) -> None:
    made = given.round_in_setup(hears=True)
    groups.add_group(made.staff.official, made.framework.ref, NIGHT, now)
    entry = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert entry is not None
    assert (entry.verb, entry.object_ref) == ("add group", made.framework.ref)
    assert entry.reason is None


def test_before_a_round_opens_each_priority_group_gets_a_share_and_a_floor(
    given: Given, now: datetime
) -> None:
    """Who is heard: before a round opens, each priority group gets a target share and a floor."""
    made = given.round_in_setup(hears=True)
    official = made.staff.official
    page = targets_page(made.ref, official)
    priority = [each for each in DEFAULT_GROUPS if each.is_under_represented]
    assert [each.group for each in page.groups] == priority
    fixed = list(page.targets.values())
    round_setup.set_targets(official, made.ref, fixed[1:], now)
    blocked = setup_page(made.ref, official, now).blockers
    assert blocked == (Blocker(OpeningBlocker.TARGETS_MISSING, 1),)
    with pytest.raises(RoundNotReady):
        rounds.announce_round(official, made.ref, now)
    round_setup.set_targets(official, made.ref, fixed, now)
    rounds.announce_round(official, made.ref, now)
    with pytest.raises(RoundAnnounced):
        round_setup.set_targets(official, made.ref, fixed[1:], now)


def test_a_floor_never_tells_about_single_people(given: Given, now: datetime) -> None:
    made = given.round_in_setup(hears=True)
    official = made.staff.official
    ordinary, sensitive = (
        next(
            each.ref
            for each in targets_page(made.ref, official).groups
            if each.group.is_sensitive is wanted
        )
        for wanted in (False, True)
    )
    for ref, least in ((ordinary, LEAST_PEOPLE), (sensitive, LEAST_PEOPLE_SENSITIVE)):
        with pytest.raises(FloorTooLow) as refused:
            round_setup.set_targets(official, made.ref, [Target(ref, 5, least - 1)], now)
        assert refused.value.least == least
    for share in (0, 101):
        with pytest.raises(BadShare):
            round_setup.set_targets(official, made.ref, [Target(ordinary, share, 10)], now)


def test_another_mark_asks_for_the_target_anew(given: Given, now: datetime) -> None:
    made = given.round_in_setup(hears=True)
    official = made.staff.official
    changed = next(each for each in targets_page(made.ref, official).groups)
    groups.change_group(
        official, made.framework.ref, changed.ref, replace(changed.group, is_sensitive=True), now
    )
    assert changed.ref not in targets_page(made.ref, official).targets

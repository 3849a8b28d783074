"""Rounds at any stage, set up through the doors that officials use. All need a context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from deliberate.domain.actors import Actor, Role
from deliberate.domain.disclosure import least_people
from deliberate.domain.participants import Assurance
from deliberate.domain.representation import Target
from deliberate.domain.rounds import Activity, Phase, ResultsVisibility, asked_for
from deliberate.persistence.database import transaction
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.representation import StakeholderGroup
from deliberate.persistence.queries.groups import targets_page
from deliberate.services import round_setup, rounds
from tests.factories import people
from tests.factories.frameworks import Published

FOR_GUESTS = {activity: asked_for(activity, Assurance.GUEST) for activity in Activity}
TITLES = {"ko": "제1차 의견수렴", "en": "First consultation round"}
DESCRIPTIONS = {"ko": "모든 조항에 대해 묻습니다.", "en": "We ask about every clause."}
DAYS_OPEN = 14


@dataclass(frozen=True)
class Staff:
    """Enough people for a round: two officials and two moderators."""

    official: Actor
    second_official: Actor
    moderators: tuple[Actor, Actor]


@dataclass(frozen=True)
class Round:
    """A round and who runs it."""

    ref: str
    framework: Published
    staff: Staff
    opens_at: datetime
    closes_at: datetime


def staff_of(framework: Published, now: datetime) -> Staff:
    """Give a framework the people that it lacks; its publisher is the first official."""
    second, *moderators = (people.new_account(now) for _ in range(3))
    people.grant(second, Role.OFFICIAL, framework.ref, now)
    for address in moderators:
        people.grant(address, Role.MODERATOR, framework.ref, now)
    first, other = (people.actor_at(address) for address in moderators)
    return Staff(framework.official, people.actor_at(second), (first, other))


def phase(
    opens_at: datetime,
    closes_at: datetime,
    activities: Mapping[Activity, Assurance] | None = None,
) -> Phase:
    """Return a phase; without `activities` everything is open to guests."""
    return Phase(opens_at, closes_at, FOR_GUESTS if activities is None else activities)


def set_up(
    framework: Published,
    now: datetime,
    *,
    phases: tuple[Phase, ...] = (),
    results: ResultsVisibility = ResultsVisibility.SEALED,
    premoderated: bool = False,
    hears: bool = False,
) -> Round:
    """Set up a round that could be announced now; one phase of two weeks unless told otherwise.

    `hears`: whether it owes the groups of the default list anything; otherwise none is marked.
    """
    staff = staff_of(framework, now)
    phases = phases or (phase(now, now + timedelta(days=DAYS_OPEN)),)
    ref = rounds.create_round(staff.official, framework.ref, now)
    round_setup.name_round(staff.official, ref, TITLES, DESCRIPTIONS, now)
    round_setup.set_phases(staff.official, ref, phases, now)
    round_setup.set_visibility(staff.official, ref, results, now, premoderated=premoderated)
    round_setup.leave_the_rest_open(staff.official, ref, now)
    if hears:
        fix_targets(staff.official, ref, now)
    else:
        _mark_no_group(framework.ref)
    return Round(ref, framework, staff, phases[0].opens_at, phases[-1].closes_at)


def _mark_no_group(framework_ref: str) -> None:
    here = select(Framework.id).where(Framework.ref == framework_ref).scalar_subquery()
    with transaction() as session:
        session.execute(
            update(StakeholderGroup)
            .where(StakeholderGroup.framework_id == here)
            .values(is_under_represented=False)
        )


def fix_targets(official: Actor, ref: str, now: datetime, share: int = 5) -> None:
    """Fix the lowest floor that there can be for every priority group of a round."""
    targets = [
        Target(each.ref, share, least_people(is_sensitive=each.group.is_sensitive))
        for each in targets_page(ref, official).groups
    ]
    round_setup.set_targets(official, ref, targets, now)


def announced(
    framework: Published,
    now: datetime,
    *,
    phases: tuple[Phase, ...] = (),
    results: ResultsVisibility = ResultsVisibility.SEALED,
    premoderated: bool = False,
    hears: bool = False,
) -> Round:
    """Announce a round; without `phases` it is open from now on."""
    made = set_up(
        framework, now, phases=phases, results=results, premoderated=premoderated, hears=hears
    )
    rounds.announce_round(made.staff.official, made.ref, now)
    return made

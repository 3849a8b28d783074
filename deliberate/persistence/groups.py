"""The stakeholder groups of a framework, and what a round owes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from deliberate.domain.groups import DEFAULT_GROUPS, Group
from deliberate.domain.localized import LOCALES
from deliberate.domain.representation import Target
from deliberate.persistence.models.representation import (
    GroupTarget,
    StakeholderGroup,
    StakeholderGroupText,
)
from deliberate.persistence.models.rounds import ConsultationRound


@dataclass(frozen=True)
class ListedGroup:
    """A group in the list of its framework."""

    id: int
    ref: str
    place: int
    group: Group


def groups_of(session: Session, framework_id: int) -> list[ListedGroup]:
    """Return the groups of a framework in the order of their places, in two queries."""
    rows = session.scalars(
        select(StakeholderGroup)
        .where(StakeholderGroup.framework_id == framework_id)
        .order_by(StakeholderGroup.place)
    ).all()
    words = _words(session, [row.id for row in rows])
    return [
        ListedGroup(
            row.id,
            row.ref,
            row.place,
            Group(
                {each.locale.value: each.name for each in words[row.id]},
                row.kind,
                row.is_under_represented,
                row.is_sensitive,
                {each.locale.value: each.broader for each in words[row.id] if each.broader} or None,
            ),
        )
        for row in rows
    ]


def _words(session: Session, ids: Collection[int]) -> Mapping[int, list[StakeholderGroupText]]:
    found: dict[int, list[StakeholderGroupText]] = {each: [] for each in ids}
    rows = session.scalars(
        select(StakeholderGroupText).where(StakeholderGroupText.group_id.in_(ids))
    )
    for each in rows:
        found[each.group_id].append(each)
    return found


def begin_groups(session: Session, framework_id: int) -> None:
    """Give a framework the default list where it has none yet."""
    has_some = exists().where(StakeholderGroup.framework_id == framework_id)
    if session.scalar(select(has_some)):
        return
    for place, group in enumerate(DEFAULT_GROUPS):
        add_group(session, framework_id, place, group)


def add_group(session: Session, framework_id: int, place: int, group: Group) -> StakeholderGroup:
    """Add a group at a place that is free."""
    row = StakeholderGroup(
        framework_id=framework_id,
        place=place,
        kind=group.kind,
        is_under_represented=group.is_under_represented,
        is_sensitive=group.is_sensitive,
    )
    session.add(row)
    session.flush()
    add_words(session, row.id, group)
    return row


def add_words(session: Session, group_id: int, group: Group) -> None:
    """Add what a group is called in each language."""
    broader = group.broader or {}
    session.add_all(
        StakeholderGroupText(
            group_id=group_id,
            locale=locale,
            name=group.names[locale],
            broader=broader.get(locale),
        )
        for locale in LOCALES
    )


def is_list_fixed(session: Session, framework_id: int) -> bool:
    """Whether a round of the framework was ever announced, so that people know its groups."""
    announced = exists().where(
        ConsultationRound.framework_id == framework_id, ConsultationRound.announced_at.is_not(None)
    )
    return bool(session.scalar(select(announced)))


def targets_of(session: Session, round_id: int) -> Sequence[Target]:
    """Return what a round owes its priority groups, in the order of the list."""
    rows = session.execute(
        select(GroupTarget, StakeholderGroup.ref)
        .join(StakeholderGroup, StakeholderGroup.id == GroupTarget.group_id)
        .where(GroupTarget.round_id == round_id)
        .order_by(StakeholderGroup.place)
    )
    return [Target(ref, target.share, target.floor) for target, ref in rows]

"""The list of stakeholder groups of a framework, until its first round is announced."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.groups import Group, GroupsFixed, ensure_group, free_place
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.groups import add_group as add_row
from deliberate.persistence.groups import add_words, groups_of, is_list_fixed
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.representation import (
    GroupTarget,
    StakeholderGroup,
    StakeholderGroupText,
)


def add_group(actor: Actor, framework_ref: str, group: Group, now: datetime) -> str:
    """Add a group at the first free place of the list; return its ref.

    Raises `GroupNameMissing`, `GroupNameTaken`, `TooManyGroups`, `GroupsFixed`, `NotFound`,
    `NotPermitted`, `SignInNeeded`.
    """
    with transaction() as session:
        framework_id = _changeable(session, actor, framework_ref)
        listed = groups_of(session, framework_id)
        ensure_group(group, [each.group for each in listed])
        place = free_place([each.place for each in listed])
        row = add_row(session, framework_id, place, group)
        _record(session, actor, "add group", framework_ref, now)
        return row.ref


def change_group(
    actor: Actor, framework_ref: str, group_ref: str, group: Group, now: datetime
) -> None:
    """Give a group other words, kind or marks; what a round owes it has to be fixed anew.

    Raises as `add_group`.
    """
    with transaction() as session:
        framework_id = _changeable(session, actor, framework_ref)
        row = _group(session, framework_id, group_ref)
        others = [each.group for each in groups_of(session, framework_id) if each.id != row.id]
        ensure_group(group, others)
        row.kind = group.kind
        row.is_under_represented = group.is_under_represented
        row.is_sensitive = group.is_sensitive
        session.execute(delete(GroupTarget).where(GroupTarget.group_id == row.id))
        _delete_words(session, row)
        add_words(session, row.id, group)
        _record(session, actor, "change group", framework_ref, now)


def remove_group(actor: Actor, framework_ref: str, group_ref: str, now: datetime) -> None:
    """Take a group off the list; nobody has said yet that they belong to it."""
    with transaction() as session:
        row = _group(session, _changeable(session, actor, framework_ref), group_ref)
        session.execute(delete(GroupTarget).where(GroupTarget.group_id == row.id))
        _delete_words(session, row)
        session.delete(row)
        _record(session, actor, "remove group", framework_ref, now)


def _changeable(session: Session, actor: Actor, framework_ref: str) -> int:
    """Return the id of a framework whose list can change, held until the transaction ends."""
    authorize(actor, Permission.GROUP_LIST, framework_ref)
    framework_id = session.scalar(
        select(Framework.id).where(Framework.ref == framework_ref).with_for_update()
    )
    if framework_id is None:
        raise NotFound
    if is_list_fixed(session, framework_id):
        raise GroupsFixed
    return framework_id


def _group(session: Session, framework_id: int, group_ref: str) -> StakeholderGroup:
    row = session.scalar(
        select(StakeholderGroup).where(
            StakeholderGroup.framework_id == framework_id, StakeholderGroup.ref == group_ref
        )
    )
    if row is None:
        raise NotFound
    return row


def _delete_words(session: Session, row: StakeholderGroup) -> None:
    session.execute(delete(StakeholderGroupText).where(StakeholderGroupText.group_id == row.id))


def _record(session: Session, actor: Actor, verb: str, framework_ref: str, now: datetime) -> None:
    """The journal says that the list changed, and never which group."""
    thing = Thing("framework", framework_ref)
    record(session, actor, verb, thing, now, framework_ref=framework_ref)

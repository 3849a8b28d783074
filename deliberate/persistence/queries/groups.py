"""The groups of a framework and what a round owes them, as officials see them before opening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.representation import Target
from deliberate.persistence.database import db
from deliberate.persistence.groups import ListedGroup, groups_of, is_list_fixed, targets_of
from deliberate.persistence.models.frameworks import Framework, FrameworkVersion, VersionText
from deliberate.persistence.queries.round_pages import FrameworkMark
from deliberate.persistence.queries.round_setup import round_being_set_up
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class GroupsPage:
    """The list of a framework's groups, for those who may change it."""

    framework_ref: str
    slug: str
    titles: Texts
    groups: Sequence[ListedGroup]
    is_fixed: bool

    def group(self, ref: str) -> ListedGroup:
        """Return a group of the list; raises `NotFound`."""
        found = next((each for each in self.groups if each.ref == ref), None)
        if found is None:
            raise NotFound
        return found


def groups_page(slug: str, viewer: Actor) -> GroupsPage:
    """Return the groups of a framework; raises `NotFound`, `NotPermitted`, `SignInNeeded`."""
    framework = db.session.scalar(select(Framework).where(Framework.slug == slug))
    if framework is None:
        raise NotFound
    authorize(viewer, Permission.GROUP_LIST, framework.ref)
    session = db.session()
    return GroupsPage(
        framework.ref,
        framework.slug,
        _titles(framework),
        groups_of(session, framework.id),
        is_list_fixed(session, framework.id),
    )


def _titles(framework: Framework) -> Texts:
    newest = db.session.scalars(
        select(FrameworkVersion.id)
        .where(FrameworkVersion.framework_id == framework.id)
        .order_by(FrameworkVersion.number.desc())
        .limit(1)
    ).all()
    found = texts_of(VersionText.version_id, VersionText.title, newest)
    return found[newest[0]] if newest else {}


@dataclass(frozen=True)
class TargetsPage:
    """The priority groups of a round that is being set up, and what is fixed for each."""

    ref: str
    framework: FrameworkMark
    groups: Sequence[ListedGroup]
    targets: Mapping[str, Target]
    """By the ref of the group; absent where nothing is fixed yet."""


def targets_page(ref: str, viewer: Actor) -> TargetsPage:
    """Return what a round owes its priority groups; raises as `setup_page`."""
    row, framework = round_being_set_up(ref, viewer)
    session = db.session()
    listed = groups_of(session, row.framework_id)
    return TargetsPage(
        row.ref,
        framework,
        [each for each in listed if each.group.is_under_represented],
        {each.group: each for each in targets_of(session, row.id)},
    )

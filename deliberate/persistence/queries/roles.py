"""Who holds which role, for those who may change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    RoleGrant,
)


@dataclass(frozen=True)
class Holder:
    """Someone who holds a role."""

    account_ref: str
    pseudonym: str
    address: str
    role: Role
    granted_at: datetime


@dataclass(frozen=True)
class RolesPage:
    """Who works on a framework."""

    ref: str
    slug: str
    is_small_body: bool
    holders: Sequence[Holder]


def holders_on(slug: str, viewer: Actor) -> RolesPage:
    """Return who holds roles on a framework.

    Raises `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    framework = db.session.scalar(select(Framework).where(Framework.slug == slug))
    authorize(viewer, Permission.ROLE_GRANT, framework.ref if framework else None)
    if framework is None:
        raise NotFound
    holders = _holders(framework.id)
    return RolesPage(framework.ref, framework.slug, framework.is_small_body, holders)


def operators(viewer: Actor) -> Sequence[Holder]:
    """Return who runs the site; raises `NotPermitted`, `SignInNeeded`."""
    authorize(viewer, Permission.OPERATOR_GRANT)
    return _holders(None)


def _holders(framework_id: int | None) -> list[Holder]:
    here = (
        RoleGrant.framework_id.is_(None)
        if framework_id is None
        else RoleGrant.framework_id == framework_id
    )
    rows = db.session.execute(
        select(
            Account.ref,
            Participant.pseudonym,
            ContactChannel.address,
            RoleGrant.role,
            RoleGrant.granted_at,
        )
        .join(Account, Account.id == RoleGrant.account_id)
        .join(Participant, Participant.id == Account.participant_id)
        .join(ContactChannel, ContactChannel.account_id == Account.id)
        .where(here, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.role, RoleGrant.granted_at)
    )
    return [Holder(*row) for row in rows]

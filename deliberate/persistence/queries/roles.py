"""Who holds which role, for those who may change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

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
from deliberate.persistence.models.trust import OperatorProposal, RoleInvitation


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


@dataclass(frozen=True)
class Invitation:
    """A role that waits for somebody."""

    ref: str
    role: Role
    slug: str
    address: str
    expires_at: datetime


def invitations_on(framework_ref: str, viewer: Actor, now: datetime) -> Sequence[Invitation]:
    """Return whom a role on a framework waits for; raises `NotPermitted`."""
    authorize(viewer, Permission.ROLE_GRANT, framework_ref)
    return _invitations(now, Framework.ref == framework_ref)


def invitations_for(account_ref: str | None, now: datetime) -> Sequence[Invitation]:
    """Return the roles that are offered to an account's own addresses."""
    own = (
        select(ContactChannel.address)
        .join(Account, Account.id == ContactChannel.account_id)
        .where(Account.ref == account_ref)
    )
    return _invitations(now, RoleInvitation.address.in_(own))


def _invitations(now: datetime, which: ColumnElement[bool]) -> Sequence[Invitation]:
    rows = db.session.execute(
        select(
            RoleInvitation.ref,
            RoleInvitation.role,
            Framework.slug,
            RoleInvitation.address,
            RoleInvitation.expires_at,
        )
        .join(Framework, Framework.id == RoleInvitation.framework_id)
        .where(which, RoleInvitation.expires_at > now)
        .order_by(RoleInvitation.id)
    )
    return [Invitation(*row) for row in rows]


@dataclass(frozen=True)
class Proposal:
    """That somebody become an operator; it waits for another operator."""

    ref: str
    address: str
    proposed_at: datetime
    is_own: bool


def operator_proposals(viewer: Actor) -> Sequence[Proposal]:
    """Return the open proposals; raises `NotPermitted`, `SignInNeeded`."""
    authorize(viewer, Permission.OPERATOR_GRANT)
    proposer = aliased(Account)
    rows = db.session.execute(
        select(
            OperatorProposal.ref,
            ContactChannel.address,
            OperatorProposal.proposed_at,
            proposer.ref,
        )
        .join(ContactChannel, ContactChannel.account_id == OperatorProposal.account_id)
        .join(proposer, proposer.id == OperatorProposal.proposed_by)
        .where(OperatorProposal.decided_at.is_(None))
        .order_by(OperatorProposal.id)
    )
    return [Proposal(ref, address, at, by == viewer.account_ref) for ref, address, at, by in rows]


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

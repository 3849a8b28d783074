"""Offering a role to someone who has no account yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.participants import Account, ContactChannel
from deliberate.persistence.models.trust import RoleInvitation
from deliberate.persistence.roles import give_role


def accept_invitation(actor: Actor, ref: str, now: datetime) -> None:
    """Take up a role that was offered to one's own address; raises `NotFound`."""
    authorize(actor, Permission.ACCOUNT_MANAGE)
    with transaction() as session:
        invitation, account = _own(session, actor, ref, now)
        framework = session.get_one(Framework, invitation.framework_id)
        give_role(
            session, account.id, Role(invitation.role), framework.id, invitation.invited_by, now
        )
        session.delete(invitation)
        thing = Thing(f"role {invitation.role}", account.ref)
        record(session, actor, "accept", thing, now, framework_ref=framework.ref)


def decline_invitation(actor: Actor, ref: str, now: datetime) -> None:
    """Turn a role down that was offered to one's own address; raises `NotFound`."""
    authorize(actor, Permission.ACCOUNT_MANAGE)
    with transaction() as session:
        invitation, account = _own(session, actor, ref, now)
        framework = session.get_one(Framework, invitation.framework_id)
        session.delete(invitation)
        thing = Thing(f"role {invitation.role}", account.ref)
        record(session, actor, "decline", thing, now, framework_ref=framework.ref)


def withdraw_invitation(actor: Actor, framework_ref: str, ref: str, now: datetime) -> None:
    """Take an offer back; taking it back twice is harmless."""
    authorize(actor, Permission.ROLE_GRANT, framework_ref)
    with transaction() as session:
        framework_id = select(Framework.id).where(Framework.ref == framework_ref).scalar_subquery()
        gone = session.scalar(
            delete(RoleInvitation)
            .where(RoleInvitation.ref == ref, RoleInvitation.framework_id == framework_id)
            .returning(RoleInvitation.role)
        )
        if gone is not None:
            thing = Thing(f"role {gone}", ref)
            record(session, actor, "withdraw", thing, now, framework_ref=framework_ref)


def _own(session: Session, actor: Actor, ref: str, now: datetime) -> tuple[RoleInvitation, Account]:
    found = session.execute(
        select(RoleInvitation, Account)
        .join(ContactChannel, ContactChannel.address == RoleInvitation.address)
        .join(Account, Account.id == ContactChannel.account_id)
        .where(
            RoleInvitation.ref == ref,
            RoleInvitation.expires_at > now,
            Account.ref == actor.account_ref,
        )
        .with_for_update()
    ).first()
    if found is None:
        raise NotFound
    return found[0], found[1]

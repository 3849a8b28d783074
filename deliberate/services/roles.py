"""Giving and taking roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role, Via
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import (
    INVITATION_LIFETIME,
    SecondOperatorNeeded,
    UnknownAddress,
)
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.addresses import account_at, ensure_address
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, owe_mail, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.trust import RoleInvitation
from deliberate.persistence.roles import ensure_another_operator, give_role, standing_grant


def grant_role(
    actor: Actor, address: str, role: Role, framework_ref: str | None, now: datetime
) -> None:
    """Give the account at an address a role; a role that it has already stays as it is.

    Raises `UnknownAddress`, `NotFound`, `NotPermitted`, and `SecondOperatorNeeded` for an operator
    whom somebody would make alone in a page.
    """
    _authorize(actor, role, framework_ref)
    if role is Role.OPERATOR and actor.via is not Via.COMMAND_LINE:
        raise SecondOperatorNeeded
    with transaction() as session:
        account = account_at(session, address)
        if account is None:
            raise UnknownAddress
        framework_id = _framework_id(session, framework_ref)
        granted_by = _account_id(session, actor)
        if give_role(session, account.id, role, framework_id, granted_by, now):
            thing = Thing(f"role {role}", account.ref)
            record(session, actor, "grant", thing, now, framework_ref=framework_ref)


def offer_role(
    actor: Actor, address: str, role: Role, framework_ref: str, locale: str, now: datetime
) -> bool:
    """Give someone a role, or invite them by mail where the address is still unknown here.

    Returns whether an invitation was sent. Raises `BadAddress`, `NotFound`, `NotPermitted`.
    """
    try:
        grant_role(actor, address, role, framework_ref, now)
    except UnknownAddress:
        _invite(actor, ensure_address(address), role, framework_ref, locale, now)
        return True
    return False


def _invite(
    actor: Actor, address: str, role: Role, framework_ref: str, locale: str, now: datetime
) -> None:
    with transaction() as session:
        framework_id = _framework_id(session, framework_ref)
        session.execute(
            delete(RoleInvitation).where(
                RoleInvitation.address == address,
                RoleInvitation.role == role,
                RoleInvitation.framework_id == framework_id,
            )
        )
        invitation = RoleInvitation(
            address=address,
            role=role,
            framework_id=framework_id,
            invited_by=_account_id(session, actor),
            invited_at=now,
            expires_at=now + INVITATION_LIFETIME,
        )
        session.add(invitation)
        session.flush()
        owe_mail(session, "role_invitation", address, locale, {"role": role}, now)
        thing = Thing(f"role {role}", invitation.ref)
        record(session, actor, "invite", thing, now, framework_ref=framework_ref)


def revoke_role(
    actor: Actor, account_ref: str, role: Role, framework_ref: str | None, now: datetime
) -> None:
    """Take a role back; it ends with the holder's next request.

    Raises `NotFound`, `NotPermitted`, `LastOperator`.
    """
    _authorize(actor, role, framework_ref)
    with transaction() as session:
        account = session.scalar(select(Account).where(Account.ref == account_ref))
        if account is None:
            raise NotFound
        framework_id = _framework_id(session, framework_ref)
        grant = standing_grant(session, account.id, role, framework_id)
        if grant is None:
            return
        if role is Role.OPERATOR:
            ensure_another_operator(session, account.id)
        grant.revoked_at = now
        thing = Thing(f"role {role}", account.ref)
        record(session, actor, "revoke", thing, now, framework_ref=framework_ref)


def _authorize(actor: Actor, role: Role, framework_ref: str | None) -> None:
    operator = role is Role.OPERATOR
    if operator != (framework_ref is None):
        raise NotFound
    authorize(
        actor, Permission.OPERATOR_GRANT if operator else Permission.ROLE_GRANT, framework_ref
    )


def _framework_id(session: Session, framework_ref: str | None) -> int | None:
    if framework_ref is None:
        return None
    found = session.scalar(select(Framework.id).where(Framework.ref == framework_ref))
    if found is None:
        raise NotFound
    return found


def _account_id(session: Session, actor: Actor) -> int | None:
    return session.scalar(select(Account.id).where(Account.ref == actor.account_ref))

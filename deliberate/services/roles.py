"""Giving and taking roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import LastOperator, UnknownAddress
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.participants import Account, ContactChannel, RoleGrant


def grant_role(
    actor: Actor, address: str, role: Role, framework_ref: str | None, now: datetime
) -> None:
    """Give the account at an address a role; a role that it has already stays as it is.

    Raises `UnknownAddress`, `NotFound`, `NotPermitted`.
    """
    _authorize(actor, role, framework_ref)
    with transaction() as session:
        account = session.scalar(
            select(Account)
            .join(ContactChannel, ContactChannel.account_id == Account.id)
            .where(ContactChannel.address == address.strip().casefold())
        )
        if account is None:
            raise UnknownAddress
        framework_id = _framework_id(session, framework_ref)
        if _standing(session, account.id, role, framework_id) is not None:
            return
        session.add(
            RoleGrant(
                account_id=account.id,
                framework_id=framework_id,
                role=role,
                granted_by=_account_id(session, actor),
                granted_at=now,
            )
        )
        thing = Thing(f"role {role}", account.ref)
        record(session, actor, "grant", thing, now, framework_ref=framework_ref)


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
        grant = _standing(session, account.id, role, framework_id)
        if grant is None:
            return
        if role is Role.OPERATOR:
            _ensure_another_operator(session, account.id)
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


def _standing(
    session: Session, account_id: int, role: Role, framework_id: int | None
) -> RoleGrant | None:
    return session.scalar(
        select(RoleGrant).where(
            RoleGrant.account_id == account_id,
            RoleGrant.role == role,
            RoleGrant.framework_id.is_(None)
            if framework_id is None
            else RoleGrant.framework_id == framework_id,
            RoleGrant.revoked_at.is_(None),
        )
    )


def _ensure_another_operator(session: Session, account_id: int) -> None:
    """Hold all operators' grants, so that two of them cannot take each other's at once."""
    standing = session.scalars(
        select(RoleGrant.account_id)
        .where(RoleGrant.role == Role.OPERATOR, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update()
    )
    if not set(standing) - {account_id}:
        raise LastOperator

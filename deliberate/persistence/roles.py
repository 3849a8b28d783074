"""The rows of roles that stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Role
from deliberate.domain.participants import LastOperator
from deliberate.persistence.models.participants import RoleGrant


def standing_grant(
    session: Session, account_id: int, role: Role, framework_id: int | None
) -> RoleGrant | None:
    """Return the grant by which an account holds a role now; no framework: the operator's."""
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


def give_role(
    session: Session,
    account_id: int,
    role: Role,
    framework_id: int | None,
    granted_by: int | None,
    now: datetime,
) -> bool:
    """Add a grant unless it stands already; return whether anything changed."""
    if standing_grant(session, account_id, role, framework_id) is not None:
        return False
    session.add(
        RoleGrant(
            account_id=account_id,
            framework_id=framework_id,
            role=role,
            granted_by=granted_by,
            granted_at=now,
        )
    )
    return True


def is_operator(session: Session, account_id: int) -> bool:
    """Whether an account runs the site."""
    return standing_grant(session, account_id, Role.OPERATOR, None) is not None


def ensure_another_operator(session: Session, account_id: int) -> None:
    """Hold all operators' grants, so that two of them cannot go at once; raises `LastOperator`."""
    standing = session.scalars(
        select(RoleGrant.account_id)
        .where(RoleGrant.role == Role.OPERATOR, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
        .with_for_update()
    )
    if not set(standing) - {account_id}:
        raise LastOperator

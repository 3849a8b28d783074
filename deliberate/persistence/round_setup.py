"""A round that is being set up, as the use cases that do it and the task list see it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.round_setup import Opening, RoundAnnounced
from deliberate.persistence.groups import targets_of
from deliberate.persistence.models.frameworks import Framework, FrameworkVersion, VersionClause
from deliberate.persistence.models.participants import Account, RoleGrant
from deliberate.persistence.models.representation import StakeholderGroup
from deliberate.persistence.models.rounds import ConsultationRound, RoundClause, RoundText
from deliberate.persistence.rounds import announced_phases, round_alone


def framework_ref_of(session: Session, row: ConsultationRound) -> str:
    """Return the ref of the framework that a round is about."""
    return session.scalars(select(Framework.ref).where(Framework.id == row.framework_id)).one()


def round_in_setup(session: Session, actor: Actor, ref: str) -> tuple[ConsultationRound, str]:
    """Return a round that can still be set up, held alone, and its framework's ref.

    Raises `NotFound`, `NotPermitted`, `SignInNeeded`, `RoundAnnounced`.
    """
    row = round_alone(session, ref)
    framework_ref = framework_ref_of(session, row)
    authorize(actor, Permission.ROUND_SET_UP, framework_ref)
    if row.announced_at is not None:
        raise RoundAnnounced
    return row, framework_ref


def newest_version_id(session: Session, framework_id: int) -> int | None:
    """Return the newest published version of a framework, None before the first."""
    return session.scalar(
        select(FrameworkVersion.id)
        .where(
            FrameworkVersion.framework_id == framework_id,
            FrameworkVersion.published_at.is_not(None),
        )
        .order_by(FrameworkVersion.number.desc())
        .limit(1)
    )


def opening_of(session: Session, row: ConsultationRound) -> Opening:
    """Return everything that decides whether a round can be announced, in nine queries."""
    texts = session.scalars(select(RoundText).where(RoundText.round_id == row.id)).all()
    people = _people(session, row.framework_id)
    return Opening(
        titles={each.locale.value: each.title for each in texts if each.title},
        descriptions={each.locale.value: each.description for each in texts if each.description},
        phases=announced_phases(session, row.id),
        clauses=_count(session, VersionClause.id, VersionClause.version_id == row.version_id),
        clauses_said=_count(session, RoundClause.clause_id, RoundClause.round_id == row.id),
        officials=people.get(Role.OFFICIAL, 0),
        moderators=people.get(Role.MODERATOR, 0),
        is_small_body=session.scalars(
            select(Framework.is_small_body).where(Framework.id == row.framework_id)
        ).one(),
        has_newer_version=newest_version_id(session, row.framework_id) != row.version_id,
        has_other_round=_has_other_round(session, row),
        priority_groups=_priority_groups(session, row.framework_id),
        targets=len(targets_of(session, row.id)),
    )


def _count(session: Session, column: object, wanted: object) -> int:
    return session.scalars(select(func.count(column)).where(wanted)).one()  # type: ignore[arg-type]


def _priority_groups(session: Session, framework_id: int) -> int:
    return _count(
        session,
        StakeholderGroup.id,
        (StakeholderGroup.framework_id == framework_id) & StakeholderGroup.is_under_represented,
    )


def _people(session: Session, framework_id: int) -> dict[Role, int]:
    rows = session.execute(
        select(RoleGrant.role, func.count(RoleGrant.account_id.distinct()).label("people"))
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            RoleGrant.framework_id == framework_id,
            RoleGrant.revoked_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .group_by(RoleGrant.role)
    )
    return {each.role: each.people for each in rows}


def _has_other_round(session: Session, row: ConsultationRound) -> bool:
    """Whether another round of the framework is on its way from announcement to publication."""
    other = session.scalar(
        select(ConsultationRound.id)
        .where(
            ConsultationRound.framework_id == row.framework_id,
            ConsultationRound.id != row.id,
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.cancelled_at.is_(None),
            ConsultationRound.published_at.is_(None),
        )
        .limit(1)
    )
    return other is not None

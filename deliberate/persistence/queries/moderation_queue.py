"""What waits for a moderator: overdue appeals, then everything else by how long it has waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from deliberate.domain.actors import Actor, Role
from deliberate.domain.errors import NotPermitted, SignInNeeded
from deliberate.domain.moderation import ConductRule, Waiting, is_overdue
from deliberate.domain.permissions import Permission, can
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.moderation import Appeal, ContentReport, ModerationAction
from deliberate.persistence.models.participants import Account, Participant
from deliberate.persistence.models.rounds import ConsultationRound


@dataclass(frozen=True)
class QueueEntry:
    """A contribution that waits for a moderator."""

    ref: str
    why: Waiting
    slug: str
    since: datetime
    due_at: datetime | None
    is_overdue: bool
    reports: int
    rules: Sequence[ConductRule]
    """Those that reports, or the appealed decision, name."""


@dataclass(frozen=True)
class Queue:
    """Everything that waits on the frameworks of one moderator."""

    entries: Sequence[QueueEntry]
    """In the order in which they are to be looked at."""
    for_others: int
    """How much more waits that a different moderator has to decide."""

    def after(self, ref: str) -> QueueEntry | None:
        """Return what comes after an entry, the first where it is not in the queue any more."""
        refs = [each.ref for each in self.entries]
        place = refs.index(ref) + 1 if ref in refs else 0
        return self.entries[place] if place < len(self.entries) else None


def queue(viewer: Actor, now: datetime) -> Queue:
    """Return what waits for the viewer on the frameworks that they moderate; four queries.

    Raises `SignInNeeded`, and `NotPermitted` for someone who moderates none.
    """
    frameworks = moderated_by(viewer)
    rows = [*_appeals(frameworks, viewer), *_reported(frameworks), *_held(frameworks)]
    own = set(
        db.session.scalars(select(Participant.id).where(Participant.ref == viewer.participant_ref))
    )
    theirs = [row for row in rows if row.author_id not in own and not row.is_own_decision]
    rules = _reported_rules(row.contribution_id for row in theirs if row.why is Waiting.REPORT)
    entries = [_entry(row, rules, now) for row in theirs]
    return Queue(
        entries=sorted(entries, key=lambda each: (not each.is_overdue, each.since, each.ref)),
        for_others=len(rows) - len(theirs),
    )


def moderated_by(viewer: Actor) -> list[str]:
    """Return the refs of the frameworks whose queue the viewer may see.

    Raises `SignInNeeded`, `NotPermitted`.
    """
    found = [ref for ref in viewer.roles if can(viewer, Permission.MODERATION_QUEUE, ref)]
    if not found:
        raise NotPermitted if viewer.is_known else SignInNeeded
    return found


def is_moderator(viewer: Actor) -> bool:
    """Whether the viewer moderates any framework."""
    return any(Role.MODERATOR in roles for roles in viewer.roles.values())


def _waiting(since: Any, frameworks: Sequence[str], *more: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Contribution.id.label("contribution_id"),
            Contribution.ref,
            Contribution.participant_id.label("author_id"),
            Framework.slug,
            since.label("since"),
            *more,
        )
        .select_from(Contribution)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(Framework.ref.in_(frameworks), Contribution.submitted_at.is_not(None))
    )


@dataclass(frozen=True)
class _Row:
    contribution_id: int
    ref: str
    author_id: int
    slug: str
    why: Waiting
    since: datetime
    due_at: datetime | None = None
    rule: ConductRule | None = None
    reports: int = 0
    is_own_decision: bool = False


def _rows(why: Waiting, wanted: Select[*tuple[Any, ...]]) -> list[_Row]:
    return [_Row(why=why, **row) for row in db.session.execute(wanted).mappings()]


def _appeals(frameworks: Sequence[str], viewer: Actor) -> list[_Row]:
    own = Account.ref == viewer.account_ref
    wanted = (
        _waiting(
            Appeal.appealed_at,
            frameworks,
            Appeal.due_at,
            ModerationAction.rule,
            own.label("is_own_decision"),
        )
        .join(ModerationAction, ModerationAction.contribution_id == Contribution.id)
        .join(Appeal, Appeal.action_id == ModerationAction.id)
        .join(Account, Account.id == ModerationAction.decided_by)
        .where(Appeal.result.is_(None))
        .order_by(Appeal.due_at)
    )
    by_contribution: dict[int, _Row] = {}
    for row in _rows(Waiting.APPEAL, wanted):
        known = by_contribution.get(row.contribution_id)
        if known is None or known.is_own_decision:
            by_contribution[row.contribution_id] = row
    return list(by_contribution.values())


def _reported(frameworks: Sequence[str]) -> list[_Row]:
    wanted = (
        _waiting(
            func.min(ContentReport.reported_at, type_=ContentReport.reported_at.type),
            frameworks,
            func.count(ContentReport.id).label("reports"),
        )
        .join(ContentReport, ContentReport.contribution_id == Contribution.id)
        .where(
            ContentReport.settled_by.is_(None),
            Contribution.withdrawn_at.is_(None),
            ~_has_open_appeal(),
        )
        .group_by(Contribution.id, Contribution.ref, Contribution.participant_id, Framework.slug)
    )
    return _rows(Waiting.REPORT, wanted)


def _held(frameworks: Sequence[str]) -> list[_Row]:
    decided = exists().where(ModerationAction.contribution_id == Contribution.id)
    wanted = _waiting(Contribution.submitted_at, frameworks).where(
        ConsultationRound.premoderated.is_(True),
        Contribution.withdrawn_at.is_(None),
        ~decided,
    )
    return _rows(Waiting.HELD, wanted)


def _has_open_appeal() -> ColumnElement[bool]:
    return (
        select(Appeal.id)
        .join(ModerationAction, ModerationAction.id == Appeal.action_id)
        .where(ModerationAction.contribution_id == Contribution.id, Appeal.result.is_(None))
        .exists()
    )


def _reported_rules(contribution_ids: Any) -> dict[int, list[ConductRule]]:
    owner: InstrumentedAttribute[int] = ContentReport.contribution_id
    found: dict[int, list[ConductRule]] = {}
    rows = db.session.execute(
        select(owner, ContentReport.rule)
        .where(owner.in_(list(contribution_ids)), ContentReport.settled_by.is_(None))
        .order_by(ContentReport.id)
    )
    for contribution_id, rule in rows:
        rules = found.setdefault(contribution_id, [])
        if rule not in rules:
            rules.append(rule)
    return found


def _entry(row: _Row, rules: dict[int, list[ConductRule]], now: datetime) -> QueueEntry:
    return QueueEntry(
        ref=row.ref,
        why=row.why,
        slug=row.slug,
        since=row.since,
        due_at=row.due_at,
        is_overdue=row.due_at is not None and is_overdue(row.due_at, now),
        reports=row.reports,
        rules=[row.rule] if row.rule else rules.get(row.contribution_id, []),
    )

"""The public log of moderation: what was decided, never about whom or which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from deliberate.domain.errors import NotFound
from deliberate.domain.moderation import AppealResult, ConductRule, ModerationDecision
from deliberate.persistence.database import db
from deliberate.persistence.models.moderation import Appeal, ModerationAction

LOG_PAGE = 50


@dataclass(frozen=True)
class LogEntry:
    """A decision as the public log has it: nothing of the author and no words."""

    action_ref: str
    decided_at: datetime
    """Shown as a date."""
    rule: ConductRule
    decision: ModerationDecision
    appeal_result: AppealResult | None
    appeal_open: bool


@dataclass(frozen=True)
class LogPage:
    """A page of the public log, newest first."""

    entries: Sequence[LogEntry]
    page: int
    pages: int
    number: int
    """How many entries there are in all."""


def public_log(page: int) -> LogPage:
    """Return a page of every moderation action on the site; raises `NotFound`. Two queries."""
    number = db.session.scalar(select(func.count()).select_from(ModerationAction)) or 0
    pages = max(1, -(-number // LOG_PAGE))
    if not 1 <= page <= pages:
        raise NotFound
    rows = db.session.execute(
        select(ModerationAction, Appeal)
        .outerjoin(Appeal, Appeal.action_id == ModerationAction.id)
        .order_by(ModerationAction.id.desc())
        .limit(LOG_PAGE)
        .offset((page - 1) * LOG_PAGE)
    )
    entries = [
        LogEntry(
            action_ref=action.ref,
            decided_at=action.decided_at,
            rule=action.rule,
            decision=action.decision,
            appeal_result=appeal.result if appeal else None,
            appeal_open=appeal is not None and appeal.result is None,
        )
        for action, appeal in rows
    ]
    return LogPage(entries, page, pages, number)

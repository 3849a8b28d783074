"""The decisions about contributions, as `domain.visibility` wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from deliberate.domain.visibility import Action, Standing, standing_of
from deliberate.persistence.database import db
from deliberate.persistence.models.moderation import Appeal, ModerationAction


def latest_actions(contribution_ids: Iterable[int]) -> defaultdict[int, list[Action]]:
    """Return every decision about each contribution, oldest first; one query."""
    found: defaultdict[int, list[Action]] = defaultdict(list)
    rows = db.session.execute(
        select(ModerationAction, Appeal.id, Appeal.result)
        .outerjoin(Appeal, Appeal.action_id == ModerationAction.id)
        .where(ModerationAction.contribution_id.in_(list(contribution_ids)))
        .order_by(ModerationAction.id)
    )
    for row, appeal_id, result in rows:
        found[row.contribution_id].append(_action(row, appeal_id, result))
    return found


def standing_now(contribution_id: int) -> Standing:
    """Return what all decisions about one contribution have come to."""
    return standing_of(latest_actions([contribution_id])[contribution_id])


def _action(row: ModerationAction, appeal_id: int | None, result: Any) -> Action:
    span = None
    if row.start_offset is not None and row.end_offset is not None:
        span = (row.start_offset, row.end_offset)
    return Action(
        ref=row.ref,
        decision=row.decision,
        rule=row.rule,
        decided_at=row.decided_at,
        span=span,
        appeal_open=appeal_id is not None and result is None,
        appeal_result=result,
    )

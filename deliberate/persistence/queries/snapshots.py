"""What was frozen when the clock ended input: the same for everyone, for good."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.rounds import may_snapshot
from deliberate.persistence.database import db
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.rounds import schedules_of


def closing_snapshot(round_ref: str) -> dict[str, Any] | None:
    """Return the frozen body of a round, None until it stands.

    `clauses` is a list of `{"clause": ref, "wording": ref, "revisions": {locale: revision},
    "votes": {choice: {assurance: count}}, "unclear_marks": count}` in the order of the text;
    `amendments` is a list of `{"amendment": ref, "revision": number, "withdrawn": bool, "hidden":
    bool, "votes": as above, "signatures": {"people": count, "organisations": count}}` of those
    that were handed in, votes and signatures of the last revision; older snapshots have none.
    `participants` and `comments` hold `total` and counts by assurance, channel, language.
    """
    body = db.session.scalar(
        select(ClosingSnapshot.body)
        .join(ConsultationRound, ConsultationRound.id == ClosingSnapshot.round_id)
        .where(ConsultationRound.ref == round_ref)
    )
    return None if body is None else json.loads(body)


def frozen_bodies(session: Session, round_ids: Collection[int]) -> dict[int, Any]:
    """Return the frozen bodies of those rounds that have one."""
    rows = session.execute(
        select(ClosingSnapshot.round_id, ClosingSnapshot.body).where(
            ClosingSnapshot.round_id.in_(round_ids)
        )
    )
    return {round_id: json.loads(body) for round_id, body in rows}


def due_rounds(now: datetime) -> list[str]:
    """Return the refs of rounds whose time has come to be frozen, the longest closed first."""
    session = db.session()
    rows = session.scalars(
        select(ConsultationRound)
        .outerjoin(ClosingSnapshot, ClosingSnapshot.round_id == ConsultationRound.id)
        .where(
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.cancelled_at.is_(None),
            ClosingSnapshot.round_id.is_(None),
        )
    ).all()
    if not rows:
        return []
    schedules = schedules_of(session, rows)
    due = [row for row in rows if may_snapshot(schedules[row.id], now)]
    return [row.ref for row in sorted(due, key=lambda row: schedules[row.id].closes_at)]

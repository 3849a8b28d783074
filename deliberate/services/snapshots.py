"""Freezing what stood when the clock ended input."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.rounds import Schedule, ensure_may_snapshot
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import FrameworkVersion
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.representation import add_release
from deliberate.persistence.round_setup import framework_ref_of
from deliberate.persistence.rounds import round_alone, schedule_of
from deliberate.persistence.tallies import (
    amendment_tallies,
    clause_tallies,
    comment_counts,
    participant_counts,
)


def take_snapshot(round_ref: str, now: datetime, actor: Actor, keys: Path) -> bool:
    """Freeze a round, at the earliest half a minute after its closing; return whether it was now.

    Whatever was acknowledged is in it, since nobody writes in the round meanwhile; a second call
    changes nothing. `keys`: the folder with the key of what people said about themselves; what may
    be told of groups is kept with the count. Raises `RoundStillOpen`, `RoundNotOpen` (not
    announced), `RoundClosed` (cancelled), `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    with transaction() as session:
        row = round_alone(session, round_ref)
        framework_ref = framework_ref_of(session, row)
        authorize(actor, Permission.ROUND_CLOSE, framework_ref)
        schedule = schedule_of(session, row)
        if schedule.snapshot_at is not None:
            return False
        ensure_may_snapshot(schedule, now)
        body = _body(session, row, schedule, now)
        session.add(ClosingSnapshot(round_id=row.id, taken_at=now, body=json.dumps(body)))
        add_release(session, keys, row, now)
        thing = Thing("round", round_ref)
        record(session, actor, "close", thing, now, framework_ref=framework_ref)
        return True


def _body(
    session: Session, row: ConsultationRound, schedule: Schedule, now: datetime
) -> dict[str, Any]:
    version = select(FrameworkVersion.number).where(FrameworkVersion.id == row.version_id)
    return {
        "round": row.ref,
        "number": row.number,
        "version": session.scalar(version),
        "closed_at": schedule.closes_at.isoformat(),
        "taken_at": now.isoformat(),
        "participants": participant_counts(session, row.id),
        "comments": comment_counts(session, row.id),
        "clauses": clause_tallies(session, row),
        "amendments": amendment_tallies(session, row.id),
    }

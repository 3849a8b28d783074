"""Telling, while a round is open, which floors are met: seldom, and never about few people."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.disclosure import LEAST_PEOPLE, Release, may_renew
from deliberate.domain.rounds import RUNNING, state_of
from deliberate.persistence.database import transaction
from deliberate.persistence.declarations import mark_of, open_marks, round_key, seal_marks
from deliberate.persistence.models.representation import FloorSnapshot, GroupTarget
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.representation import heard_in
from deliberate.persistence.rounds import round_alone, schedule_of, schedules_of

FIRST_AFTER = timedelta(hours=24)
"""Nothing is told on the first day of a round."""


def tell_floors(keys: Path, now: datetime) -> int:
    """Take a snapshot of the floors of every open round where that is safe; return how many.

    Safe means that a day has passed and at least ten different people changed what is told, counted
    against every earlier snapshot (`domain.disclosure.may_renew`).
    """
    with transaction() as session:
        refs = _open_rounds(session, now)
    return sum(_tell(ref, keys, now) for ref in refs)


def _open_rounds(session: Session, now: datetime) -> list[str]:
    """Return the refs of the rounds that run, owe anybody anything and opened a day ago."""
    owing = select(GroupTarget.round_id).distinct()
    rows = session.scalars(
        select(ConsultationRound).where(
            ConsultationRound.id.in_(owing),
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.published_at.is_(None),
        )
    ).all()
    schedules = schedules_of(session, rows)
    return [
        row.ref
        for row in rows
        if state_of(schedules[row.id], now) in RUNNING
        and now >= schedules[row.id].opens_at + FIRST_AFTER
    ]


def _tell(ref: str, keys: Path, now: datetime) -> bool:
    with transaction() as session:
        row = round_alone(session, ref)
        if state_of(schedule_of(session, row), now) not in RUNNING:
            return False
        heard, key = heard_in(session, keys, row), round_key(keys, ref)
        marks = {mark_of(person, places, key) for person, places in heard.places.items()}
        earlier = [
            Release(open_marks(each.sealed_marks, key, ref), each.taken_at)
            for each in _told(session, row)
        ]
        if len(marks) < LEAST_PEOPLE or not may_renew(marks, earlier, now):
            return False
        session.add(
            FloorSnapshot(
                round_id=row.id,
                taken_at=now,
                statuses=json.dumps(heard.statuses()),
                sealed_marks=seal_marks(marks, key, ref),
            )
        )
        return True


def _told(session: Session, row: ConsultationRound) -> list[FloorSnapshot]:
    wanted = select(FloorSnapshot).where(FloorSnapshot.round_id == row.id)
    return list(session.scalars(wanted))

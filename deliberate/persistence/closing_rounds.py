"""Rounds that are counted and being answered, held for the use cases that answer and merge."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deliberate.domain.frameworks import AlreadyPublished
from deliberate.domain.rounds import RoundClosed, RoundStillOpen
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.round_setup import framework_ref_of
from deliberate.persistence.rounds import round_alone, schedule_of


def round_being_answered(session: Session, ref: str) -> tuple[ConsultationRound, str]:
    """Return a counted round whose outcome is not published, held alone, and its framework's ref.

    Raises `NotFound`, `RoundStillOpen` (not counted yet), `RoundClosed` (cancelled),
    `AlreadyPublished`.
    """
    row = round_alone(session, ref)
    schedule = schedule_of(session, row)
    if schedule.cancelled_at is not None:
        raise RoundClosed(schedule.cancelled_at)
    if schedule.snapshot_at is None:
        raise RoundStillOpen(schedule.closes_at)
    if schedule.published_at is not None:
        raise AlreadyPublished
    return row, framework_ref_of(session, row)

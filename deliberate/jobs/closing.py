"""Freezing rounds whose time is over."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from flask import Flask

from deliberate.config import Settings
from deliberate.domain.actors import WORKER
from deliberate.domain.errors import DomainError
from deliberate.persistence.database import db
from deliberate.persistence.queries.snapshots import due_rounds
from deliberate.services.snapshots import take_snapshot

log = logging.getLogger(__name__)


def close_due_rounds(app: Flask, wall: datetime) -> int:
    """Take every snapshot that is due by a clock that is believed; return how many were taken.

    Input has ended without it: this only counts. A round that cannot be frozen holds up no other.
    """
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        return sum(_close(ref, wall, settings.keys) for ref in due_rounds(wall))


def _close(ref: str, now: datetime, keys: Path) -> bool:
    try:
        taken = take_snapshot(ref, now, WORKER, keys)
    except DomainError as error:  # changed since it was found due: extended, cancelled
        log.info("round %s is not counted now: %s", ref, type(error).__name__)
        return False
    except Exception:
        log.exception("round %s could not be counted and will be tried again", ref)
        db.session.rollback()
        return False
    if taken:
        log.info("round %s is counted", ref)
    return taken

"""Counting rounds with the keys of the site under test. Needs a context."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from deliberate.config import Settings
from deliberate.domain.actors import Actor
from deliberate.services import snapshots


def take_snapshot(round_ref: str, now: datetime, actor: Actor) -> bool:
    """Count a round; return whether it was now."""
    settings: Settings = current_app.extensions["settings"]
    return snapshots.take_snapshot(round_ref, now, actor, settings.keys)

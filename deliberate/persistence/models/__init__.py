"""Tables: columns and named constraints, no policy."""

from __future__ import annotations

from deliberate.persistence.models import (
    amendments,
    concerns,
    contributions,
    dispositions,
    frameworks,
    journal,
    moderation,
    organisations,
    participants,
    rounds,
    votes,
)

__all__ = [
    "amendments",
    "concerns",
    "contributions",
    "dispositions",
    "frameworks",
    "journal",
    "moderation",
    "organisations",
    "participants",
    "rounds",
    "votes",
]

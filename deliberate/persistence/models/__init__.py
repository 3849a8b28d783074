"""Tables: columns and named constraints, no policy."""

from __future__ import annotations

from deliberate.persistence.models import (
    amendments,
    comments,
    concerns,
    contributions,
    dispositions,
    frameworks,
    journal,
    moderation,
    news,
    next_versions,
    organisations,
    participants,
    representation,
    rounds,
    second_factors,
    trust,
    votes,
)

__all__ = [
    "amendments",
    "comments",
    "concerns",
    "contributions",
    "dispositions",
    "frameworks",
    "journal",
    "moderation",
    "news",
    "next_versions",
    "organisations",
    "participants",
    "representation",
    "rounds",
    "second_factors",
    "trust",
    "votes",
]

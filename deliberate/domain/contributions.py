"""What comments, amendments and statements have in common."""

from __future__ import annotations

from enum import StrEnum


class ContributionKind(StrEnum):
    """What a person gave."""

    COMMENT = "comment"
    AMENDMENT = "amendment"
    STATEMENT = "statement"


class Channel(StrEnum):
    """The way by which a contribution came in."""

    WEB = "web"
    WORKSHOP = "workshop"
    PHONE = "phone"
    PAPER = "paper"

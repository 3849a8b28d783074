"""Proposed wordings."""

from __future__ import annotations

from enum import StrEnum


class AmendmentKind(StrEnum):
    """What an amendment does to the text."""

    CHANGE = "change"
    NEW_CLAUSE = "new clause"
    REMOVE = "remove"
    MOVE = "move"

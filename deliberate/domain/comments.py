"""Comments on clauses."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What a comment is, in its author's own eyes."""

    SUPPORT = "support"
    CONCERN = "concern"
    QUESTION = "question"
    SUGGESTION = "suggestion"

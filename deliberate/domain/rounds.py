"""Consultation rounds: what they are made of."""

from __future__ import annotations

from enum import StrEnum


class Activity(StrEnum):
    """What can be open in a phase of a round."""

    COMMENT = "comment"
    AMEND = "amend"
    COSIGN = "cosign"
    VOTE_ON_CLAUSES = "vote on clauses"
    VOTE_ON_AMENDMENTS = "vote on amendments"


class ResultsVisibility(StrEnum):
    """When choices on clauses and amendments may be seen; fixed before opening."""

    SEALED = "sealed"
    LIVE = "live"


class ScheduleChangeKind(StrEnum):
    """How a round's announced times were changed; each with a public reason."""

    EXTEND = "extend"
    SHORTEN = "shorten"
    CANCEL = "cancel"
    CLOSE_EARLY = "close early"

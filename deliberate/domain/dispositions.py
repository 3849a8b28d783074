"""Official answers to amendments."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What became of an amendment; always with a public reason."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_CHANGES = "accepted with changes"
    PARTLY_ACCEPTED = "partly accepted"
    NOT_ACCEPTED = "not accepted"
    OUT_OF_SCOPE = "out of scope"
    ALREADY_COVERED = "already covered"

"""From where the words of a published clause come."""

from __future__ import annotations

from enum import StrEnum


class WordOrigin(StrEnum):
    """Who put a stretch of words into a clause."""

    ORIGINAL = "original"
    """It stood in the first version."""
    AMENDMENT = "amendment"
    """Amendments asked for exactly these words."""
    OFFICIAL = "official"
    """Officials wrote it while they combined amendments."""

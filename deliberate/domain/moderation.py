"""Keeping the debate civil, with due process."""

from __future__ import annotations

from enum import StrEnum


class ConductRule(StrEnum):
    """The rules of conduct that a report or a decision cites."""

    ATTACK = "attack"
    HATE = "hate"
    PERSONAL_DATA = "personal data"
    SPAM = "spam"
    OFF_TOPIC = "off topic"
    UNLAWFUL = "unlawful"


class ModerationDecision(StrEnum):
    """What a moderator can do; nothing is ever deleted."""

    KEEP = "keep"
    HIDE = "hide"
    REDACT = "redact"
    RESTORE = "restore"


class AppealResult(StrEnum):
    """What a different moderator found."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"

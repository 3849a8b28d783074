"""Choices, one set for each kind of target."""

from __future__ import annotations

from enum import StrEnum


class ClauseChoice(StrEnum):
    """A position on a clause."""

    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree with changes"
    DISAGREE = "disagree"
    UNCLEAR = "unclear"
    """I don't understand it: reported beside support, never inside it."""


class AmendmentChoice(StrEnum):
    """A position on an amendment."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class CommentChoice(StrEnum):
    """A position on a comment; orders comments and is open."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105

"""Comments on clauses: what may be written, until when it may change, and in which order it stands.

The default order is a shuffle that is seeded for each reader, those that few people have answered
first. Each comment draws a lot when it is written; a seed sends every lot to a place by the map
`lot * factor + shift` modulo a prime, which is one-to-one, so a database can sort by it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.participants import ensure_pseudonym
from deliberate.domain.text import normalise

COMMENT_LENGTH = 5_000
EDIT_WINDOW = timedelta(minutes=15)
PAGE_LENGTH = 20
REPLIES_SHOWN = 3
SEEN_BANDS = (3, 10, 30)
"""Answers from which a comment counts as seen more; each bound belongs above."""
PLACES = 2_147_483_647
"""The prime (2³¹ − 1) of the shuffle: a lot times a factor stays below 2⁶³."""


class Stance(StrEnum):
    """What a comment is, in its author's own eyes."""

    SUPPORT = "support"
    CONCERN = "concern"
    QUESTION = "question"
    SUGGESTION = "suggestion"


class CommentOrder(StrEnum):
    """The orders in which a clause's comments can be read; the first is the default."""

    MIXED = "mixed"
    NEWEST = "newest"
    AGREED = "agreed"


class EmptyComment(DomainError):
    """Nothing is written."""


class CommentTooLong(DomainError):
    """A comment has `over` characters more than the `most` that there is room for."""

    def __init__(self, most: int, over: int) -> None:
        super().__init__()
        self.most = most
        self.over = over


class NameNotFresh(DomainError):
    """A one-time name that its author has used already would tie two contributions together."""


class ReplyTooDeep(DomainError):
    """Replies are one level deep: a reply has none of its own."""


class NothingToReplyTo(Conflict):
    """The comment was withdrawn or hidden."""


class AlreadyWithdrawn(Conflict):
    """The comment was withdrawn by its author."""


class UnderModeration(Conflict):
    """A moderator has hidden the comment or made a passage of it unreadable."""


class NotYours(DomainError):
    """Someone else wrote this."""

    status = 403


class OwnComment(DomainError):
    """Nobody answers their own comment with agree, disagree or pass."""

    status = 403


class SameLanguage(DomainError):
    """A translation is in the language of the original."""


def ensure_comment(text: str) -> str:
    """Return a comment's words as they are kept; raises `EmptyComment`, `CommentTooLong`."""
    words = normalise(text).strip()
    if not any(letter.isprintable() and not letter.isspace() for letter in words):
        raise EmptyComment
    over = len(words) - COMMENT_LENGTH
    if over > 0:
        raise CommentTooLong(COMMENT_LENGTH, over)
    return words


def ensure_fresh_name(name: str, used: Collection[str]) -> str:
    """Return a one-time name as it is shown; raises `BadPseudonym`, `NameNotFresh`.

    `used` are the names under which its author has already been seen.
    """
    shown = ensure_pseudonym(name)
    if shown.casefold() in {each.casefold() for each in used}:
        raise NameNotFresh
    return shown


def is_editable(submitted_at: datetime, now: datetime) -> bool:
    """Whether a comment still changes without a trace; from then on a correction is visible."""
    return now < submitted_at + EDIT_WINDOW


def ensure_replies_end(*, parent_is_reply: bool) -> None:
    """Raise `ReplyTooDeep` for a reply to a reply."""
    if parent_is_reply:
        raise ReplyTooDeep


def seen_band(answered: int) -> int:
    """Return how much a comment has been seen, 0 for least, from how many answered it."""
    return sum(answered >= bound for bound in SEEN_BANDS)


@dataclass(frozen=True, slots=True)
class Shuffle:
    """One of the orders that a seed can give."""

    factor: int
    shift: int

    def place(self, lot: int) -> int:
        """Return where a lot (1 … `PLACES` - 1) comes to stand; no two lots share a place."""
        return (lot * self.factor + self.shift) % PLACES


def shuffle_of(seed: str) -> Shuffle:
    """Return the same shuffle for the same seed, unlike ones for different seeds."""
    digest = sha256(seed.encode()).digest()
    return Shuffle(
        factor=int.from_bytes(digest[:8]) % (PLACES - 1) + 1,
        shift=int.from_bytes(digest[8:16]) % PLACES,
    )


def reader_seed(clause_ref: str, participant_ref: str | None, today: date) -> str:
    """Return the seed of a reader's order on one clause.

    Someone with a session keeps an order of their own; all strangers share one for a day, since
    they also share one cached page.
    """
    return f"{clause_ref}:{participant_ref or today.isoformat()}"

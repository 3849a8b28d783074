"""What still keeps the outcome of a round from being published: one list, always current."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.errors import DomainError


class PublicationBlocker(StrEnum):
    """A reason why the outcome of a round cannot be published yet."""

    NOT_COUNTED = "not counted"
    """The closing snapshot does not stand."""
    GROUPS_UNEXPLAINED = "groups unexplained"
    """A group's floor was not met, and nobody has said why the round closes without it."""
    AMENDMENTS_UNANSWERED = "amendments unanswered"
    COMMENTS_UNANSWERED = "comments unanswered"
    MODERATION_OPEN = "moderation open"
    """An appeal or a held contribution waits for a moderator."""
    TEXTS_UNDECIDED = "texts undecided"
    """Amendments conflict, or moved on since an official last saved the text of the clause."""
    NEW_CLAUSES_UNORDERED = "new clauses unordered"
    """Several new clauses stand after the same clause, and nobody has said in which order."""
    LANGUAGES_DIFFER = "languages differ"
    """A clause was changed, and nobody has confirmed that its languages say the same."""


@dataclass(frozen=True, slots=True)
class Closing:
    """Everything about a counted round that decides whether its outcome can be published.

    Each number counts what is still open; withdrawn, hidden (appeal over) and under-signed
    contributions need no answer and are not in it.
    """

    is_counted: bool
    amendments_unanswered: int = 0
    comments_unanswered: int = 0
    moderation_open: int = 0
    texts_undecided: int = 0
    """Clauses whose next text nobody has saved on the amendments as they are now."""
    new_clauses_unordered: int = 0
    languages_differ: int = 0
    groups_unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason, and how many places it concerns."""

    kind: PublicationBlocker
    count: int = 1


Check = Callable[[Closing], Iterator[Blocker]]


def _not_counted(closing: Closing) -> Iterator[Blocker]:
    if not closing.is_counted:
        yield Blocker(PublicationBlocker.NOT_COUNTED)


def _open(kind: PublicationBlocker, name: str) -> Check:
    def check(closing: Closing) -> Iterator[Blocker]:
        count = getattr(closing, name)
        if count:
            yield Blocker(kind, count)

    return check


CHECKS: tuple[Check, ...] = (
    _not_counted,
    _open(PublicationBlocker.GROUPS_UNEXPLAINED, "groups_unexplained"),
    _open(PublicationBlocker.AMENDMENTS_UNANSWERED, "amendments_unanswered"),
    _open(PublicationBlocker.COMMENTS_UNANSWERED, "comments_unanswered"),
    _open(PublicationBlocker.MODERATION_OPEN, "moderation_open"),
    _open(PublicationBlocker.TEXTS_UNDECIDED, "texts_undecided"),
    _open(PublicationBlocker.NEW_CLAUSES_UNORDERED, "new_clauses_unordered"),
    _open(PublicationBlocker.LANGUAGES_DIFFER, "languages_differ"),
)
"""Whatever else has to hold before publication gets its check here."""


def publication_blockers(closing: Closing) -> tuple[Blocker, ...]:
    """Return everything that still blocks publication, in the order in which it is worked off."""
    return tuple(blocker for check in CHECKS for blocker in check(closing))


class PublicationBlocked(DomainError):
    """The outcome cannot be published yet; `blockers` lists every reason."""

    status = 409

    def __init__(self, blockers: Sequence[Blocker]) -> None:
        super().__init__()
        self.blockers = tuple(blockers)


def ensure_publishable(closing: Closing) -> None:
    """Raise `PublicationBlocked` where anything is still open."""
    blockers = publication_blockers(closing)
    if blockers:
        raise PublicationBlocked(blockers)

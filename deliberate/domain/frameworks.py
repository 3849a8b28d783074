"""Frameworks, their versions, and the state of a text in one language."""

from __future__ import annotations

import re
from enum import StrEnum

from deliberate.domain.errors import DomainError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 60
TITLE_LENGTH = 300
NUMBER_LENGTH = 60
OPENING_LENGTH = 40
RESERVED_SLUGS = frozenset({"new"})


class FrameworkKind(StrEnum):
    """What the document calls itself."""

    MANIFESTO = "manifesto"
    STANDARDS = "standards"
    CHARTER = "charter"
    GUIDELINES = "guidelines"
    ORDINANCE = "ordinance"
    FRAMEWORK = "framework"


class TextState(StrEnum):
    """How one language of a text stands against the other."""

    CURRENT = "current"
    STALE = "stale"
    """The other language has changed; a translation is needed."""
    CONFIRMED = "confirmed"
    """A translator has confirmed that both say the same."""


class SummaryState(StrEnum):
    """How the plain summary of a clause stands in one language."""

    WRITTEN = "written"
    FOR_EARLIER_WORDS = "for earlier words"
    """The clause says something else since it was written, so readers do not see it."""
    MISSING = "missing"


class Changeability(StrEnum):
    """What can still change in a clause; officials say so before a round opens."""

    OPEN = "open"
    PARTLY = "partly"
    """Some of it is fixed; a note says what and why."""
    FIXED = "fixed"
    """Fixed by law or treaty."""


class BadSlug(DomainError):
    """An address for a framework is not small letters, digits and single dashes."""


class SlugTaken(DomainError):
    """Another framework has this address."""

    status = 409


class NothingToPublish(DomainError):
    """A framework without a single clause cannot be published."""


class LanguagesIncomplete(DomainError):
    """A clause or heading lacks one of the framework's languages; `missing` counts them."""

    def __init__(self, missing: int) -> None:
        super().__init__()
        self.missing = missing


class TitleTooLong(DomainError):
    """A title or number has more than `most` characters; `opening` is how it begins."""

    def __init__(self, opening: str, most: int) -> None:
        super().__init__()
        self.opening = opening
        self.most = most


class AlreadyPublished(DomainError):
    """This version is published and cannot change any more."""

    status = 409


def ensure_slug(text: str) -> str:
    """Return the slug; raises `BadSlug`."""
    slug = text.strip()
    if len(slug) > SLUG_LENGTH or not SLUG.fullmatch(slug) or slug in RESERVED_SLUGS:
        raise BadSlug
    return slug


def opening_words(body: str, length: int = OPENING_LENGTH) -> str:
    """Return how a text begins, by which a clause without a heading is called in a link.

    Whole words, at most `length` characters; an ellipsis where something follows.
    """
    first = " ".join(body.split())
    if len(first) <= length:
        return first
    whole_words = first[: length + 1].rpartition(" ")[0]
    return f"{(whole_words or first[:length]).rstrip(' ,;:.')}…"

"""Choices, one set for each kind of target, and what a number of them says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.actors import Actor
from deliberate.domain.errors import Conflict, DomainError

UNCLEAR_PERCENT = 15
UNCLEAR_VOTES = 20
HUNDRED = 100


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


class SupportBand(StrEnum):
    """How many of those who took a position stand behind a clause; each bound belongs above."""

    EIGHTY = "80 and more"
    SIXTY = "60 to 80"
    FORTY = "40 to 60"
    TWENTY = "20 to 40"
    BELOW = "below 20"


LOWER_BOUNDS = (
    (80, SupportBand.EIGHTY),
    (60, SupportBand.SIXTY),
    (40, SupportBand.FORTY),
    (20, SupportBand.TWENTY),
)


class OrganisationsDoNotVote(DomainError):
    """Someone speaks for an organisation, which proposes, co-signs and comments; people vote."""

    status = 403


class StaleWording(Conflict):
    """The words on the page are not those that the round is about."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many chose what on one clause."""

    agree: int = 0
    agree_with_changes: int = 0
    disagree: int = 0
    unclear: int = 0

    def of(self, choice: ClauseChoice) -> int:
        """Return how many chose this."""
        return {
            ClauseChoice.AGREE: self.agree,
            ClauseChoice.AGREE_WITH_CHANGES: self.agree_with_changes,
            ClauseChoice.DISAGREE: self.disagree,
            ClauseChoice.UNCLEAR: self.unclear,
        }[choice]

    @property
    def total(self) -> int:
        """Everyone who voted."""
        return self.positions + self.unclear

    @property
    def positions(self) -> int:
        """Those who understood the clause and took a position."""
        return self.supporting + self.disagree

    @property
    def supporting(self) -> int:
        """Those who agree, with changes or without."""
        return self.agree + self.agree_with_changes

    @property
    def band(self) -> SupportBand | None:
        """The band of support; None where nobody took a position."""
        return support_band(self.supporting, self.positions)

    @property
    def is_unclear(self) -> bool:
        """Whether so many do not understand the clause that it is flagged after closing."""
        return is_unclear(self.unclear, self.total)


def tally_of(counts: Mapping[ClauseChoice, int]) -> Tally:
    """Return the tally of a number for each choice; an absent choice counts nothing."""
    return Tally(
        agree=counts.get(ClauseChoice.AGREE, 0),
        agree_with_changes=counts.get(ClauseChoice.AGREE_WITH_CHANGES, 0),
        disagree=counts.get(ClauseChoice.DISAGREE, 0),
        unclear=counts.get(ClauseChoice.UNCLEAR, 0),
    )


def support_band(supporting: int, positions: int) -> SupportBand | None:
    """Return the half-open band, [80, 100] … [0, 20) percent, reckoned in whole numbers."""
    if not positions:
        return None
    reached = (band for bound, band in LOWER_BOUNDS if supporting * HUNDRED >= bound * positions)
    return next(reached, SupportBand.BELOW)


def is_unclear(said: int, of: int) -> bool:
    """Whether 15 % or more of at least 20 say that they do not understand a clause."""
    return of >= UNCLEAR_VOTES and said * HUNDRED >= of * UNCLEAR_PERCENT


def ensure_person(actor: Actor) -> None:
    """Raise `OrganisationsDoNotVote` for someone who speaks for an organisation: people vote."""
    if actor.acting_for is not None:
        raise OrganisationsDoNotVote

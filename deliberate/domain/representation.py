"""Who was heard, measured against floors that were fixed before: the inclusion quorum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from deliberate.domain.disclosure import least_people
from deliberate.domain.errors import DomainError
from deliberate.domain.localized import Localized, says_it_in_all

QUORUM_WAITS = timedelta(days=7)
"""For so long results stay sealed after closing while officials see to the groups they missed."""
WHOLE = 100
CONSENT_VERSION = 1
"""Of the wording that asks people about themselves; another wording gets the next number."""
KEY_KEPT_FOR = timedelta(days=30)
"""After publication; then what people said about themselves cannot be read any more by anyone."""


class FloorStatus(StrEnum):
    """All that is told of a group's floor while a round is open."""

    MET = "met"
    NOT_YET = "not yet"
    NOT_ENOUGH_EVIDENCE = "not enough evidence"
    """Not met, and fewer than half of those who took part said anything about themselves."""


class FloorTooLow(DomainError):
    """A floor so low that "met" would tell about a few people; `least` is the lowest."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self.least = least


class BadShare(DomainError):
    """A target share is a whole percentage from 1 to 100."""


class QuorumSettled(DomainError):
    """Results are unsealed, or the days for it have passed: no round is extended for its quorum."""

    status = 409


class NothingGiven(DomainError):
    """People are asked about themselves after they have taken part."""

    status = 409


class DeclarationOver(DomainError):
    """Input has ended: what people said about themselves can only be deleted."""

    status = 409


class KeysAway(DomainError):
    """The keys of the rounds cannot be reached, so nothing can be kept safely now."""

    status = 503


class ReadingReason(StrEnum):
    """Why what one person said about themselves may be read; the public journal names it."""

    COURT_ORDER = "court order"
    DANGER = "danger to life"
    ASKED = "asked by the person"


@dataclass(frozen=True, slots=True)
class Target:
    """What a round owes a priority group, fixed before it opens."""

    group: str
    """Its ref."""
    share: int
    """Percent of those who take part; what officials aim at."""
    floor: int
    """People without whom the round may not close in silence."""

    def is_met(self, belonging: int) -> bool:
        """Whether so many people of the group are enough."""
        return belonging >= self.floor


def ensure_target(target: Target, *, is_sensitive: bool) -> None:
    """Raise `FloorTooLow` or `BadShare` unless a target can be published and reached."""
    least = least_people(is_sensitive=is_sensitive)
    if target.floor < least:
        raise FloorTooLow(least)
    if not 1 <= target.share <= WHOLE:
        raise BadShare


def floor_status(target: Target, belonging: int, declaring: int, taking_part: int) -> FloorStatus:
    """Return what may be told of a floor: `belonging` people of the group against it.

    `declaring` said something about themselves, of `taking_part` in all. Silence of others takes
    nothing from a floor that is met.
    """
    if target.is_met(belonging):
        return FloorStatus.MET
    if 2 * declaring < taking_part:
        return FloorStatus.NOT_ENOUGH_EVIDENCE
    return FloorStatus.NOT_YET


def missed(targets: Sequence[Target], belonging: Mapping[str, int]) -> tuple[str, ...]:
    """Return the refs of the groups whose floor is not met, in the order of the targets."""
    return tuple(each.group for each in targets if not each.is_met(belonging.get(each.group, 0)))


@dataclass(frozen=True, slots=True)
class Quorum:
    """How a round stands to its inclusion quorum after the clock has ended input."""

    closes_at: datetime
    missed: Sequence[str]
    """Refs of the groups whose floor is not met."""
    justified: Mapping[str, Localized]
    """By group, why the round closes without it."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The missed groups for which a language does not say why; they block publication."""
        return tuple(
            group for group in self.missed if not says_it_in_all(self.justified.get(group, {}))
        )

    @property
    def waits_until(self) -> datetime:
        """When results are unsealed at the latest."""
        return self.closes_at + QUORUM_WAITS

    def is_sealed(self, now: datetime) -> bool:
        """Whether results stay sealed because a missed group is unanswered for; a week at most."""
        return bool(self.unanswered) and now < self.waits_until


def ensure_may_extend_for(quorum: Quorum, now: datetime) -> None:
    """Raise `QuorumSettled` unless a round may still be reopened to hear the groups it missed."""
    if not quorum.is_sealed(now):
        raise QuorumSettled

"""What must be in place before a round can be announced; afterwards it stays as announced."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from deliberate.domain.errors import DomainError
from deliberate.domain.frameworks import Changeability
from deliberate.domain.localized import LOCALES, Localized
from deliberate.domain.rounds import MODERATORS_NEEDED, OFFICIALS_NEEDED, Phase

TITLE_LENGTH = 300
DESCRIPTION_LENGTH = 5_000
NOTE_LENGTH = 2_000
ONE_OF_EACH = 1


class OpeningBlocker(StrEnum):
    """A reason why a round cannot be announced yet."""

    WORDS_MISSING = "words missing"
    TIMES_MISSING = "times missing"
    NOTHING_OPEN = "nothing open"
    OPENING_PAST = "opening past"
    CLAUSES_UNSAID = "clauses unsaid"
    NEWER_VERSION = "newer version"
    OTHER_ROUND = "other round"
    TOO_FEW_OFFICIALS = "too few officials"
    TOO_FEW_MODERATORS = "too few moderators"
    TARGETS_MISSING = "targets missing"


PEOPLE = frozenset({OpeningBlocker.TOO_FEW_OFFICIALS, OpeningBlocker.TOO_FEW_MODERATORS})


class RoundNotReady(DomainError):
    """Something is still missing before the round can be announced; `missing` counts it."""

    status = 409

    def __init__(self, missing: int) -> None:
        super().__init__()
        self.missing = missing


class TooFewPeople(DomainError):
    """A round needs enough officials and moderators; says how many there are and must be."""

    status = 409

    def __init__(self, officials: int, moderators: int, needed: int) -> None:
        super().__init__()
        self.officials = officials
        self.moderators = moderators
        self.needed = needed


class RoundAnnounced(DomainError):
    """The round is announced: only its times can change, with a public reason."""

    status = 409


class BadPhases(DomainError):
    """A phase ends before it begins, or begins before the one before it has ended."""


class NoteMissing(DomainError):
    """Where something is fixed, both languages say what and by which law or treaty."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything about a round that decides whether it can be announced."""

    titles: Localized
    descriptions: Localized
    phases: Sequence[Phase]
    clauses: int
    clauses_said: int
    """Of how many clauses it is said what can change."""
    officials: int
    moderators: int
    is_small_body: bool = False
    has_newer_version: bool = False
    has_other_round: bool = False
    """Whether another round of the framework is announced and has not been answered yet."""

    priority_groups: int = 0
    """Groups that are marked as under-represented."""
    targets: int = 0
    """Of how many of them it is fixed how many people have to be heard."""

    @property
    def people_needed(self) -> int:
        """How many officials, and how many moderators, must share the work."""
        return ONE_OF_EACH if self.is_small_body else max(OFFICIALS_NEEDED, MODERATORS_NEEDED)


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason, and how many places it concerns."""

    kind: OpeningBlocker
    count: int = 1


Check = Callable[[Opening, datetime], Iterator[Blocker]]


def _words(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    texts = (opening.titles, opening.descriptions)
    missing = sum(locale not in each for each in texts for locale in LOCALES)
    if missing:
        yield Blocker(OpeningBlocker.WORDS_MISSING, missing)


def _times(opening: Opening, now: datetime) -> Iterator[Blocker]:
    if not opening.phases:
        yield Blocker(OpeningBlocker.TIMES_MISSING)
        return
    silent = sum(not phase.activities for phase in opening.phases)
    if silent:
        yield Blocker(OpeningBlocker.NOTHING_OPEN, silent)
    if opening.phases[0].opens_at < now:
        yield Blocker(OpeningBlocker.OPENING_PAST)


def _clauses(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    if opening.clauses_said < opening.clauses:
        yield Blocker(OpeningBlocker.CLAUSES_UNSAID, opening.clauses - opening.clauses_said)


def _version(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    if opening.has_newer_version:
        yield Blocker(OpeningBlocker.NEWER_VERSION)


def _one_at_a_time(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    if opening.has_other_round:
        yield Blocker(OpeningBlocker.OTHER_ROUND)


def _people(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    held = (
        (OpeningBlocker.TOO_FEW_OFFICIALS, opening.officials),
        (OpeningBlocker.TOO_FEW_MODERATORS, opening.moderators),
    )
    for kind, there in held:
        if there < opening.people_needed:
            yield Blocker(kind, opening.people_needed - there)


def _targets(opening: Opening, _now: datetime) -> Iterator[Blocker]:
    """A small body has too few people for any floor that could be told."""
    missing = opening.priority_groups - opening.targets
    if missing and not opening.is_small_body:
        yield Blocker(OpeningBlocker.TARGETS_MISSING, missing)


CHECKS: tuple[Check, ...] = (
    *(_words, _times, _clauses, _version, _one_at_a_time, _targets, _people),
)
"""Everything that is looked at before a round is announced; a later rule adds its check here."""


def opening_blockers(opening: Opening, now: datetime) -> tuple[Blocker, ...]:
    """Return every reason why a round cannot be announced at this moment."""
    return tuple(blocker for check in CHECKS for blocker in check(opening, now))


def ensure_ready(opening: Opening, now: datetime) -> None:
    """Raise `RoundNotReady` or, where only people are missing, `TooFewPeople`."""
    blockers = opening_blockers(opening, now)
    others = [each for each in blockers if each.kind not in PEOPLE]
    if others:
        raise RoundNotReady(len(blockers))
    if blockers:
        raise TooFewPeople(opening.officials, opening.moderators, opening.people_needed)


def ensure_phases(phases: Sequence[Phase]) -> None:
    """Raise `BadPhases` unless each phase ends after it begins, and before the next begins."""
    moments = [moment for phase in phases for moment in (phase.opens_at, phase.closes_at)]
    in_turn = all(earlier <= later for earlier, later in pairwise(moments))
    if not in_turn or any(phase.opens_at >= phase.closes_at for phase in phases):
        raise BadPhases


def ensure_note(changeability: Changeability, notes: Localized) -> None:
    """Raise `NoteMissing` where something is fixed and a language does not say what and why."""
    if changeability is not Changeability.OPEN and any(each not in notes for each in LOCALES):
        raise NoteMissing

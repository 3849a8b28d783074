"""Proposed wordings: what can be proposed, until when it changes, and who can stand behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.frameworks import Changeability
from deliberate.domain.localized import LOCALES, Localized
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import (
    LEAST,
    Activity,
    AssuranceTooLow,
    RoundClosed,
    Schedule,
    reaches,
)
from deliberate.domain.text import normalise, without_controls

TEXT_LENGTH = 20_000
HEADING_LENGTH = 200
REASON_LENGTH = 5_000
NEEDED = LEAST[Activity.AMEND]
"""Control characters and lone surrogates: nobody can have meant them."""


class AmendmentKind(StrEnum):
    """What an amendment does to the text."""

    CHANGE = "change"
    NEW_CLAUSE = "new clause"
    REMOVE = "remove"
    MOVE = "move"


class NothingChanged(DomainError):
    """The proposed words are those that stand there already."""


class IsRemoval(DomainError):
    """All words of a clause are taken away, which is a proposal to remove it."""


class NothingProposed(DomainError):
    """A new clause has no words yet."""


class AmendmentTooLong(DomainError):
    """A text has `over` characters more than the `most` that there is room for."""

    def __init__(self, most: int, over: int) -> None:
        super().__init__()
        self.most = most
        self.over = over


class ReasonNeeded(DomainError):
    """An amendment says why, in at least one of its languages."""


class ImpactNeeded(DomainError):
    """An amendment says who is affected and how, in at least one of its languages."""


class LanguageNotHere(DomainError):
    """The clause has no words in a language in which words are proposed."""


class ClauseFixed(DomainError):
    """A law or a treaty fixes the clause, so that no other words can be proposed."""

    status = 409


class StaleBase(Conflict):
    """The clause does not say any more what it said when the amendment was made from it.

    `is_gone`: the round is not about this clause at all.
    """

    def __init__(self, *, is_gone: bool = False) -> None:
        super().__init__()
        self.is_gone = is_gone


class StaleAmendment(Conflict):
    """The amendment has a newer revision than the one on the page."""


class AmendmentGone(Conflict):
    """The amendment was withdrawn by its author or hidden by a moderator."""


class AmendmentHeld(Conflict):
    """A moderator has to look at the amendment before others sign it or vote on it."""


class OwnAmendment(DomainError):
    """Nobody co-signs what they wrote themselves; their name stands there already."""

    status = 403


class NothingToTranslate(DomainError):
    """The amendment has its author's own words in this language, or a translation is closed."""

    status = 409


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an amendment says in one language: the full proposed words, why, and whom it affects."""

    heading: str = ""
    """Of a new clause; the heading of a clause that stands is not amended."""
    body: str = ""
    reason: str = ""
    impact: str = ""


Proposals = Mapping[str, Proposal]
"""By language; a language that the amendment does not touch is absent."""


def storable(text: str) -> str:
    """Return a text as it is kept: normalised, without what no database keeps and nobody types.

    Marks of direction, emoji and their joiners stay; `<script>` is words like any others.
    """
    return normalise(without_controls(text)).strip("\n")


def ensure_fits(text: str, most: int) -> str:
    """Return a text as it is kept; raises `AmendmentTooLong`."""
    kept = storable(text)
    over = len(kept) - most
    if over > 0:
        raise AmendmentTooLong(most, over)
    return kept


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in a text."""
    return not any(letter.isprintable() and not letter.isspace() for letter in text)


def ensure_proposals(kind: AmendmentKind, base: Localized, proposed: Proposals) -> Proposals:
    """Return what is proposed as it is kept, without the languages that it leaves as they are.

    `base` are the bodies that stand there; a removal takes them away in every language. Raises
    `NothingChanged`, `IsRemoval`, `NothingProposed`, `LanguageNotHere`, `AmendmentTooLong`.
    """
    kept = {locale: _fitted(each) for locale, each in proposed.items()}
    if kind is AmendmentKind.REMOVE:
        given = {locale: kept.get(locale, Proposal()) for locale in base}
        return {locale: replace(each, heading="", body="") for locale, each in given.items()}
    if kind is AmendmentKind.NEW_CLAUSE:
        return _ensure_new(kept)
    return _ensure_changed(base, kept)


def _fitted(given: Proposal) -> Proposal:
    return Proposal(
        heading=" ".join(ensure_fits(given.heading, HEADING_LENGTH).split()),
        body=ensure_fits(given.body, TEXT_LENGTH),
        reason=ensure_fits(given.reason, REASON_LENGTH).strip(),
        impact=ensure_fits(given.impact, REASON_LENGTH).strip(),
    )


def _ensure_new(kept: Proposals) -> Proposals:
    written = {
        locale: each
        for locale, each in kept.items()
        if not is_blank(each.body) or not is_blank(each.heading)
    }
    if not written or any(is_blank(each.body) for each in written.values()):
        raise NothingProposed
    return written


def _ensure_changed(base: Localized, kept: Proposals) -> Proposals:
    changed = {}
    for locale, each in kept.items():
        words = storable(base.get(locale, ""))
        if each.body == words or (is_blank(each.body) and is_blank(words)):
            continue
        if locale not in base:
            raise LanguageNotHere
        if is_blank(each.body):
            raise IsRemoval
        changed[locale] = replace(each, heading="")
    if not changed:
        raise NothingChanged
    return changed


def ensure_reasoned(proposals: Proposals) -> None:
    """Raise `ReasonNeeded` or `ImpactNeeded` unless both are given in some language."""
    if all(is_blank(each.reason) for each in proposals.values()):
        raise ReasonNeeded
    if all(is_blank(each.impact) for each in proposals.values()):
        raise ImpactNeeded


def ensure_known(assurance: Assurance) -> None:
    """Raise `AssuranceTooLow` for someone without an account: guests comment and vote."""
    if not reaches(assurance, NEEDED):
        raise AssuranceTooLow(NEEDED)


def ensure_amendable(kind: AmendmentKind, changeability: Changeability | None) -> None:
    """Raise `ClauseFixed` where law fixes a clause; a new clause can stand after one all the same.

    Without a word from the officials (None) a clause can change.
    """
    if changeability is Changeability.FIXED and kind is not AmendmentKind.NEW_CLAUSE:
        raise ClauseFixed


def ensure_before_closing(schedule: Schedule, received_at: datetime) -> None:
    """Raise `RoundClosed` once input has ended: until then anyone may take back what is theirs."""
    if schedule.cancelled_at is not None:
        raise RoundClosed(schedule.cancelled_at)
    if schedule.snapshot_at is not None or received_at >= schedule.closes_at:
        raise RoundClosed(schedule.closes_at)


def missing_locales(proposals: Proposals) -> tuple[str, ...]:
    """Return the languages in which an amendment cannot be read yet, in their order."""
    return tuple(
        locale.value
        for locale in LOCALES
        if locale not in proposals or is_blank(proposals[locale].reason)
    )

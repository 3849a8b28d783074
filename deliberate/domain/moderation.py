"""Keeping the debate civil, with due process."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from deliberate.domain.credentials import keyed_hash
from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.text import normalise

APPEAL_DUE = timedelta(hours=72)
"""Within which an appeal has to be decided."""
WORDS_LENGTH = 2_000
"""Room for the words of a report, of an appeal and of a statement of reasons."""
MARK_LENGTH = 16
TOKEN_LENGTH = 8


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


TAKES_WORDS = frozenset({ModerationDecision.HIDE, ModerationDecision.REDACT})
"""The decisions that keep words from readers, and that their author can appeal against."""


class Waiting(StrEnum):
    """Why something waits for a moderator."""

    APPEAL = "appeal"
    REPORT = "report"
    HELD = "held"
    """Its round wants every contribution looked at before it is published."""


class NothingToReport(Conflict):
    """The contribution cannot be read: it is hidden, held or withdrawn."""


class OwnContribution(DomainError):
    """Nobody moderates what they gave themselves."""

    status = 403


class OwnDecision(DomainError):
    """An appeal is decided by someone other than whoever decided first."""

    status = 403


class AlreadyDecided(Conflict):
    """Another moderator was faster; `decision` says what they decided."""

    def __init__(self, decision: ModerationDecision) -> None:
        super().__init__()
        self.decision = decision


class AppealDecided(Conflict):
    """Another moderator has decided the appeal; `result` says how."""

    def __init__(self, result: AppealResult) -> None:
        super().__init__()
        self.result = result


class AppealPending(Conflict):
    """An appeal is open, and has to be decided before anything else about the contribution."""


class WordsChanged(Conflict):
    """The author has changed the words since the moderator read them."""


class DecisionDoesNotFit(Conflict):
    """What is hidden cannot be hidden again, and what can be read cannot be restored."""


class NoAppeal(Conflict):
    """There is nothing to appeal against: the action keeps no words from readers."""


class AlreadyAppealed(Conflict):
    """There is one appeal against an action, and it was made."""


class WordsMissing(DomainError):
    """A statement of reasons, or an appeal, says nothing."""


class WordsTooLong(DomainError):
    """A text has `over` characters more than the `most` that there is room for."""

    def __init__(self, most: int, over: int) -> None:
        super().__init__()
        self.most = most
        self.over = over


class PassageNotFound(DomainError):
    """The passage does not stand in the original words, or not so often."""


class PassageNotUnique(DomainError):
    """The passage stands in the words `times` times, and it was not said which one is meant."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times


@dataclass(frozen=True, slots=True)
class Seen:
    """What a moderator had in front of them, so that nobody decides about something else."""

    decisions: int
    """How many decisions there were, those about appeals included."""
    words: str
    """The mark of the original words."""
    newest_report: str = ""
    """The ref of the newest report, empty where there was none."""


def words_mark(body: str) -> str:
    """Return a short mark that other words do not have."""
    return sha256(body.encode()).hexdigest()[:MARK_LENGTH]


def continuity_token(round_ref: str, participant_ref: str, key: str) -> str:
    """Return by what moderators tell people under one-time names apart, in one round only.

    Nobody can tell from it who it is, and without the site's key nobody can make it.
    """
    return keyed_hash("continuity", f"{round_ref}:{participant_ref}", key)[:TOKEN_LENGTH]


def ensure_words(text: str) -> str:
    """Return a text as it is kept, perhaps empty; raises `WordsTooLong`."""
    words = normalise(text).strip()
    over = len(words) - WORDS_LENGTH
    if over > 0:
        raise WordsTooLong(WORDS_LENGTH, over)
    return words


def ensure_some_words(text: str) -> str:
    """Return a text as it is kept; raises `WordsMissing`, `WordsTooLong`."""
    words = ensure_words(text)
    if not words:
        raise WordsMissing
    return words


def ensure_facts(facts: Mapping[str, str]) -> dict[str, str]:
    """Return a statement's words by language, without empty ones; one language is enough.

    Raises `WordsMissing`, `WordsTooLong`.
    """
    kept = {locale: ensure_words(text) for locale, text in facts.items()}
    said = {locale: text for locale, text in kept.items() if text}
    if not said:
        raise WordsMissing
    return said


def find_passage(body: str, passage: str, which: int | None = None) -> tuple[int, int]:
    """Return where a passage begins and ends in the original words.

    `which` counts from 1 where it stands there more than once. Raises `WordsMissing`,
    `PassageNotFound`, `PassageNotUnique`.
    """
    wanted = normalise(passage).strip()
    if not wanted:
        raise WordsMissing
    starts = [place for place in range(len(body)) if body.startswith(wanted, place)]
    if not starts or (which is not None and not 1 <= which <= len(starts)):
        raise PassageNotFound
    if which is None and len(starts) > 1:
        raise PassageNotUnique(len(starts))
    start = starts[(which or 1) - 1]
    return start, start + len(wanted)


def possible_decisions(
    *, is_hidden: bool, is_redacted: bool, is_proposal: bool = False
) -> tuple[ModerationDecision, ...]:
    """Return what a moderator can decide, in the order in which it is offered.

    Words are proposed as they are or not at all: a passage made unreadable would be another
    proposal than the one that people sign and vote on.
    """
    if is_hidden:
        return (ModerationDecision.RESTORE,)
    if is_proposal:
        return (ModerationDecision.KEEP, ModerationDecision.HIDE)
    offered = (ModerationDecision.KEEP, ModerationDecision.HIDE, ModerationDecision.REDACT)
    return (*offered, ModerationDecision.RESTORE) if is_redacted else offered


def appeal_due_at(appealed_at: datetime) -> datetime:
    """Return until when an appeal has to be decided."""
    return appealed_at + APPEAL_DUE


def is_overdue(due_at: datetime, now: datetime) -> bool:
    """Whether an appeal should have been decided by now; at the last moment it is not late yet."""
    return now > due_at


def ensure_not_own(author_id: int, moderator_id: int) -> None:
    """Raise `OwnContribution` where moderator and author are one participant."""
    if author_id == moderator_id:
        raise OwnContribution


def ensure_different_moderator(deciders: Collection[int], account_id: int) -> None:
    """Raise `OwnDecision` where a moderator has decided what an appeal is about."""
    if account_id in deciders:
        raise OwnDecision


def may_be_appealed(decision: ModerationDecision, *, takes_effect: bool, appealed: bool) -> bool:
    """Whether the author can still appeal: once, against what keeps their words from readers."""
    return decision in TAKES_WORDS and takes_effect and not appealed


def ensure_may_be_appealed(
    decision: ModerationDecision, *, takes_effect: bool, appealed: bool
) -> None:
    """Raise `AlreadyAppealed` or `NoAppeal` unless the author can appeal."""
    if appealed:
        raise AlreadyAppealed
    if not may_be_appealed(decision, takes_effect=takes_effect, appealed=appealed):
        raise NoAppeal

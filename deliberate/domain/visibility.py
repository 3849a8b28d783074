"""What of a contribution can be read, and by whom: the one place where moderation takes effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from deliberate.domain.moderation import (
    TAKES_WORDS,
    AppealResult,
    ConductRule,
    ModerationDecision,
)

Span = tuple[int, int]
"""Where a passage begins and ends in the original words, in characters; the end is exclusive."""


class Visibility(StrEnum):
    """How much of a contribution there is to read."""

    VISIBLE = "visible"
    REDACTED = "redacted"
    """All but the passages that a moderator made unreadable."""
    HELD = "held"
    """Not looked at yet, in a round that wants that before publication."""
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Action:
    """A moderator's decision as far as it has an effect."""

    ref: str
    """Of the statement of reasons."""
    decision: ModerationDecision
    rule: ConductRule
    decided_at: datetime
    span: Span | None = None
    """The passage that a redaction is about."""
    appeal_open: bool = False
    appeal_result: AppealResult | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What all decisions together have come to."""

    is_decided: bool = False
    """Whether a moderator has decided anything, so that nothing is held back any more."""
    effective: Sequence[Action] = ()
    """The decisions that keep words from readers, oldest first."""

    @property
    def is_hidden(self) -> bool:
        """Whether all of it is kept from readers."""
        return any(each.decision is ModerationDecision.HIDE for each in self.effective)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The unreadable passages of the original."""
        return tuple(each.span for each in self.effective if each.span is not None)

    @property
    def newest(self) -> Action | None:
        """The decision that took words away last and still does; None where all can be read."""
        return self.effective[-1] if self.effective else None

    def takes_effect(self, action_ref: str) -> bool:
        """Whether an action still keeps words from readers."""
        return any(each.ref == action_ref for each in self.effective)


@dataclass(frozen=True, slots=True)
class Viewer:
    """What matters about a reader."""

    is_author: bool = False
    is_moderator: bool = False


EVERYBODY = Viewer()


@dataclass(frozen=True, slots=True)
class Words:
    """One text of a contribution, and the facts that decide who may read it."""

    body: str
    is_original: bool = True
    is_withdrawn: bool = False
    is_premoderated: bool = False
    """Whether its round wants a moderator to look at it before it is published."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of words; an unreadable one has none."""

    text: str
    is_redacted: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader gets of one text."""

    kind: Visibility
    """What the public sees; its author and moderators may read more, see `passages`."""
    passages: Sequence[Passage] = ()
    """Empty where this reader may read nothing."""
    rule: ConductRule | None = None
    """The rule of the newest decision that took words away."""
    action_ref: str | None = None
    """The address of its statement of reasons."""

    @property
    def text(self) -> str:
        """The readable words alone."""
        return "".join(each.text for each in self.passages)


def standing_of(actions: Sequence[Action]) -> Standing:
    """Return what decisions have come to; `actions` are given oldest first.

    An overturned action has no effect; restoring ends the effect of everything before it.
    """
    effective: list[Action] = []
    for each in actions:
        if each.decision is ModerationDecision.RESTORE:
            effective.clear()
        elif each.decision in TAKES_WORDS and each.appeal_result is not AppealResult.OVERTURNED:
            effective.append(each)
    return Standing(bool(actions), tuple(effective))


def decisions_in(actions: Sequence[Action]) -> int:
    """Return how many decisions were taken, those about appeals included."""
    return len(actions) + sum(each.appeal_result is not None for each in actions)


def visible_text(words: Words, actions: Sequence[Action], viewer: Viewer = EVERYBODY) -> Shown:
    """Return what a viewer may read of one text of a contribution.

    The author and moderators read hidden, held and redacted words, marked as such; nobody reads
    what its author took back. Of a redacted contribution the public reads the original alone,
    since a translation would give away what the original no longer says.
    """
    standing = standing_of(actions)
    kind = _kind(words, standing)
    newest = standing.newest
    rule, ref = (newest.rule, newest.ref) if newest else (None, None)
    if kind is Visibility.WITHDRAWN:
        return Shown(kind)
    if viewer.is_author or viewer.is_moderator:
        return Shown(kind, (Passage(words.body),), rule, ref)
    if kind in {Visibility.HIDDEN, Visibility.HELD}:
        return Shown(kind, (), rule, ref)
    if kind is Visibility.REDACTED and not words.is_original:
        return Shown(kind, (), rule, ref)
    return Shown(kind, tuple(passages_of(words.body, standing.spans)), rule, ref)


def _kind(words: Words, standing: Standing) -> Visibility:
    facts = (
        (words.is_withdrawn, Visibility.WITHDRAWN),
        (standing.is_hidden, Visibility.HIDDEN),
        (words.is_premoderated and not standing.is_decided, Visibility.HELD),
        (bool(standing.spans), Visibility.REDACTED),
    )
    return next((kind for holds, kind in facts if holds), Visibility.VISIBLE)


def passages_of(body: str, spans: Sequence[Span]) -> list[Passage]:
    """Return a text in readable and unreadable stretches; spans may touch and overlap."""
    found: list[Passage] = []
    here = 0
    for start, end in sorted(spans):
        if start > here:
            found.append(Passage(body[here:start]))
        if end > here:
            found.append(Passage("", is_redacted=True))
        here = max(here, end)
    return [*found, Passage(body[here:])] if here < len(body) else found

"""What officials should look at in a merge, although nothing is in conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from deliberate.domain.text.clusters import Cluster, Credited
from deliberate.domain.text.sentences import Sentences, sentences


class WarningKind(StrEnum):
    """Why a merge deserves a second look."""

    SAME_SENTENCE = "same sentence"
    POLARITY_CHANGE = "polarity change"
    DUPLICATE = "duplicate"
    NO_CHANGE = "no change"
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True)
class MergeWarning:
    """A warning about proposals, and where in the normalised base."""

    kind: WarningKind
    proposals: tuple[int, ...]
    span: tuple[int, int]


_NEGATIONS = re.compile(
    r"\b(?:not(?! only\b)|never|no(?!\.? ?\d)|none|nor|neither|nobody|nothing|cannot|without)\b"
    r"|n['’]t\b"
    r"|않|(?<!잘)못(?!지)|(?<!끊임)(?<!틀림)(?<!다름)없|지(?:는|도)? ?말|불가(?![피결])|불허"
    r"|(?<!뿐만 )(?<!뿐 )(?<!뿐만)아[니닌닐]|아님",
    re.IGNORECASE,
)
_BANS = re.compile(
    r"\b(?:prohibit\w*|forbid\w*|forbade|bans?|banned|banning|unlawful|illegal)\b|금지|금하|금한",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\bmay\b|\b(?:[Aa]llow|[Pp]ermit)(?:s|ted|ting|ed|ing)?\b|수 ?[있없]|허용|허가"
)


def cautions(
    base: str, made: Sequence[Cluster], idle: tuple[int, ...], removing: tuple[int, ...]
) -> tuple[MergeWarning, ...]:
    """Return the warnings of a merge, by kind and place.

    `idle` are the proposals that change nothing, `removing` those that empty the text.
    """
    whole = (0, len(base))
    edits = list(chain.from_iterable(each.applied for each in made))
    found = [MergeWarning(WarningKind.NO_CHANGE, idle, whole)] if idle else []
    if removing:
        found.append(MergeWarning(WarningKind.REMOVAL, removing, whole))
    found += [
        MergeWarning(WarningKind.DUPLICATE, numbers, (edit.start, edit.end))
        for edit, numbers in edits
        if len(numbers) > 1
    ]
    within = [each for each in edits if not each[0].is_whole]
    if within:
        found += _in_sentences(base, within)
    return tuple(sorted(found, key=lambda each: (*_order(each), each.proposals)))


def _order(warning: MergeWarning) -> tuple[int, tuple[int, int]]:
    return list(WarningKind).index(warning.kind), warning.span


def _in_sentences(base: str, edits: Sequence[Credited]) -> Iterator[MergeWarning]:
    bare = base.strip("\n")
    lead = len(base) - len(base.lstrip("\n"))
    text = sentences(bare)
    yield from _shared(text, lead, edits)
    for edit, numbers in edits:
        first, last = _around(text, edit.start - lead, edit.end - lead)
        before, after = text.text[first : edit.start - lead], text.text[edit.end - lead : last]
        if _polarity(text.text[first:last]) != _polarity(before + edit.text + after):
            yield MergeWarning(WarningKind.POLARITY_CHANGE, numbers, (edit.start, edit.end))


def _shared(text: Sentences, lead: int, edits: Sequence[Credited]) -> Iterator[MergeWarning]:
    """Warn of a sentence that is now as no single proposal has it."""
    for first, last in text.spans:
        span = (first + lead, last + lead)
        inside = [
            numbers for edit, numbers in edits if edit.start <= span[1] and edit.end >= span[0]
        ]
        if len(inside) > 1 and not set(inside[0]).intersection(*inside[1:]):
            numbers = tuple(sorted(set(chain.from_iterable(inside))))
            yield MergeWarning(WarningKind.SAME_SENTENCE, numbers, span)


def _around(text: Sentences, start: int, end: int) -> tuple[int, int]:
    """Return the sentences that a span lies in."""
    touched = [span for span in text.spans if span[0] <= end and span[1] >= start]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def _polarity(words: str) -> tuple[int, ...]:
    """Count negations, prohibitions and permissions in words, as far as single words show them.

    A heuristic: "not" for "never" is no change; "no. 5", "not only", 뿐만 아니라
    and 끊임없이 are no negations. What a sentence means is for people to judge; whole sentences
    that come or go are not looked at, since everybody sees them.
    """
    return tuple(_count(pattern.finditer(words)) for pattern in (_NEGATIONS, _BANS, _LEAVES))


def _count(found: Iterable[re.Match[str]]) -> int:
    return sum(1 for _ in found)

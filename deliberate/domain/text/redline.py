"""Two versions of a text as one, with what went and what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberate.domain.text.diff import diff
from deliberate.domain.text.merge import core
from deliberate.domain.text.normalise import normalise


class ChangeKind(StrEnum):
    """What happened to words; pages name their elements by these values."""

    SAME = "same"
    INSERT = "insert"
    DELETE = "delete"
    LEFT_OUT = "left out"
    """Paragraphs that stayed as they are, in a redline that shows the others only."""


PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


@dataclass(frozen=True, slots=True)
class Change:
    """Words that stayed, came or went."""

    kind: ChangeKind
    text: str


def redline(old: str, new: str) -> tuple[Change, ...]:
    """Compare two texts. What stayed and went is the old one, what stayed and came the new one.

    Both in their normal form; what went stands before what came in its place.
    """
    old, new = normalise(old), normalise(new)
    before, lead = core(old)
    after, other_lead = core(new)
    pieces = _ends(old[:lead], new[:other_lead])
    at = 0
    for edit in diff(before, after):
        pieces.append((ChangeKind.SAME, before[at : edit.start]))
        pieces.append((ChangeKind.DELETE, before[edit.start : edit.end]))
        pieces.append((ChangeKind.INSERT, edit.text))
        at = edit.end
    pieces.append((ChangeKind.SAME, before[at:]))
    pieces += _ends(old[lead + len(before) :], new[other_lead + len(after) :])
    return tuple(Change(kind, text) for kind, text in pieces if text)


def _ends(old: str, new: str) -> list[tuple[ChangeKind, str]]:
    """Compare line ends at an end of the text."""
    same = min(len(old), len(new))
    return [
        (ChangeKind.SAME, old[:same]),
        (ChangeKind.DELETE, old[same:]),
        (ChangeKind.INSERT, new[same:]),
    ]


def changed_passages(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Return a redline without the paragraphs in which nothing happens.

    Each run of them is one `LEFT_OUT` with its words, apart from line ends that follow. A redline
    without any change is returned whole.
    """
    if all(each.kind is ChangeKind.SAME for each in changes):
        return tuple(changes)
    found: list[Change] = []
    for paragraph in _paragraphs(changes):
        untouched = all(each.kind is ChangeKind.SAME for each in paragraph)
        found += _left_out(found, paragraph) if untouched else paragraph
    return tuple(found)


def _paragraphs(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield what belongs to each paragraph with the line ends that close it."""
    paragraph: list[Change] = []
    for change in changes:
        for words in PARAGRAPH.findall(change.text):
            paragraph.append(Change(change.kind, words))
            if words.endswith("\n"):
                yield paragraph
                paragraph = []
    if paragraph:
        yield paragraph


def _left_out(before: list[Change], paragraph: Sequence[Change]) -> list[Change]:
    """Return what stands for a paragraph; one that is left out before it is taken along."""
    words = "".join(each.text for each in paragraph)
    kept = [Change(ChangeKind.SAME, words[len(words.rstrip("\n")) :])]
    if len(before) > 1 and before[-2].kind is ChangeKind.LEFT_OUT:
        gap, earlier = before.pop(), before.pop()
        words = earlier.text + gap.text + words
    left_out = Change(ChangeKind.LEFT_OUT, words.rstrip("\n"))
    return [left_out, *(each for each in kept if each.text)]

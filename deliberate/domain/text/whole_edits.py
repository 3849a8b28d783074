"""Edits of whole sentences and lines, and of what stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deliberate.domain.text.edits import Edit
from deliberate.domain.text.sentences import Sentences
from deliberate.domain.text.word_diff import rewritten


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences without a counterpart, between two pairs; often none on one side, or on both."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a passage stands in one text: the gap before it, its sentences, the gap after it."""

    text: str
    left: int
    start: int
    end: int
    right: int

    @property
    def before(self) -> str:
        return self.text[self.left : self.start]

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def after(self) -> str:
        return self.text[self.end : self.right]

    @property
    def is_first(self) -> bool:
        return self.left == 0 and self.start == 0

    @property
    def is_last(self) -> bool:
        return self.right == len(self.text) == self.end

    @property
    def is_lines(self) -> bool:
        """Whether line ends, or the ends of the text, stand on both sides."""
        return ("\n" in self.before or self.is_first) and ("\n" in self.after or self.is_last)


def whole_edits(a: Sentences, b: Sentences, passage: Passage) -> Iterator[Edit]:
    """Give the edit that makes a passage of the new text out of one of the old, if they differ."""
    if passage.old_start == passage.old_end and passage.new_start == passage.new_end:
        yield from _gap_changed(a, b, passage)
        return
    old = _places(a, passage.old_start, passage.old_end)
    new = _places(b, passage.new_start, passage.new_end)
    if passage.old_start == passage.old_end:
        yield _inserted(old, new)
    elif passage.new_start == passage.new_end:
        yield _deleted(old, b.text[new.left : new.right])
    else:
        yield _replaced(old, new)


def _places(text: Sentences, first: int, last: int) -> _Places:
    left, right = text.end(first - 1), text.start(last)
    if first == last:
        return _Places(text.text, left, right, right, right)
    return _Places(text.text, left, text.start(first), text.end(last - 1), right)


def _gap_changed(a: Sentences, b: Sentences, passage: Passage) -> Iterator[Edit]:
    """Give the edit of what stands between two sentences that stay."""
    left, right = a.end(passage.old_start - 1), a.start(passage.old_start)
    gap = b.text[b.end(passage.new_start - 1) : b.start(passage.new_start)]
    if a.text[left:right] != gap:
        inside = int(left < right)
        yield Edit(left, right, gap, 2 * left + inside, 2 * right - inside, is_whole=True)


def _inserted(old: _Places, new: _Places) -> Edit:
    """Insert sentences in a gap; between lines they touch the gap only, not the words around it."""
    gap = old.text[old.left : old.right]
    low, high = _reach(old, new, gap)
    at_end = old.left == len(old.text)
    if not at_end and new.before == gap:
        text, start, end, rank = new.words + new.after, old.right, old.right, -1
        low = low if new.is_lines or "\n" not in gap else 2 * old.right
    elif at_end or new.after == gap:
        text, start, end, rank = new.before + new.words, old.left, old.left, 1
        high = high if new.is_lines or "\n" not in gap else 2 * old.left
    else:
        text, start, end, rank = new.before + new.words + new.after, old.left, old.right, 0
    return Edit(start, end, text, low, high, rank, is_whole=True)


def _reach(old: _Places, new: _Places, gap: str) -> tuple[int, int]:
    low, high = 2 * old.left, 2 * old.right
    if not new.is_lines:
        return low, high
    if old.right == 0:
        return -1, -1
    if old.left == len(old.text):
        return high + 1, high + 1
    return (low + 1, high - 1) if "\n" in gap else (low, high)


def _deleted(old: _Places, gap: str) -> Edit:
    start, end = old.left, old.right
    if not old.is_last and old.before == gap:
        start = old.start
    elif not old.is_first and old.after == gap:
        end = old.end
    low = 2 * start if "\n" in old.before else 2 * old.left
    high = 2 * end if "\n" in old.after else 2 * old.right
    if old.is_lines:
        low = -1 if old.is_first else 2 * old.left + 1
        high = 2 * len(old.text) + 1 if old.is_last else 2 * old.right - 1
    return Edit(
        start, end, gap if (start, end) == (old.left, old.right) else "", low, high, 0, True
    )


def _replaced(old: _Places, new: _Places) -> Edit:
    start = old.start if old.before == new.before else old.left
    end = old.end if old.after == new.after else old.right
    new_start = new.start if old.before == new.before else new.left
    new_end = new.end if old.after == new.after else new.right
    return rewritten(old.text[start:end], new.text[new_start:new_end], start)

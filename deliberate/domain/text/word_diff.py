"""What changed between two versions of a sentence, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from deliberate.domain.text.chains import common_ends, equal_pairs, heaviest_chain
from deliberate.domain.text.edits import Edit
from deliberate.domain.text.sentences import lead_length
from deliberate.domain.text.tokens import is_blank, is_word, tokens, visible_length

LEAST_KEPT = 0.3
"""A sentence that keeps less than this share of the shorter version is replaced as a whole."""
FARTHEST_SLIDE = 200
"""Tokens over which an insertion or deletion is tried in other places that say the same."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens `old_start` to `old_end` become tokens `new_start` to `new_end`."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def word_edits(old: str, new: str, offset: int) -> list[Edit]:
    """Return the edits that make `new` of `old`, which stands at `offset` in its text.

    The words that stay are the heaviest common subsequence of both (see `chains`), longer words
    weighing more; blanks are never matched for their own sake. So edits of one person with only
    blanks between them are one edit. Then small words that two rewritten passages share by chance
    are given up, as N. Fraser's diff-match-patch does ("semantic cleanup", 2006).
    """
    before, after = tokens(old), tokens(new)
    changes = _changes(before, after)
    if len(changes) > 1:
        sizes, new_sizes = _measured(before), _measured(after)
        changes = _settled(sizes, new_sizes, changes)
        if _is_rewritten(sizes, new_sizes, changes):
            changes = [_whole(before, after, lead_length(old), lead_length(new))]
    return _placed(before, after, changes, offset)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    first, last = common_ends(old, new)
    middle, other = old[first : len(old) - last], new[first : len(new) - last]
    pairs = equal_pairs(middle, other, _weight) if middle and other else []
    chain = [(a + first, b + first) for a, b in heaviest_chain(pairs, len(other))]
    changes = []
    old_at = new_at = first
    for old_next, new_next in [*chain, (len(old) - last, len(new) - last)]:
        change = _trimmed(old, new, _Change(old_at, old_next, new_at, new_next))
        if change.old_start < change.old_end or change.new_start < change.new_end:
            changes.append(change)
        old_at, new_at = old_next + 1, new_next + 1
    return changes


def _weight(token: str) -> int:
    return 0 if is_blank(token) else 2 + len(token) if is_word(token) else 1


def _trimmed(old: Sequence[str], new: Sequence[str], change: _Change) -> _Change:
    first, last = common_ends(
        old[change.old_start : change.old_end], new[change.new_start : change.new_end]
    )
    return _Change(
        change.old_start + first,
        change.old_end - last,
        change.new_start + first,
        change.new_end - last,
    )


def _measured(items: Sequence[str]) -> list[int]:
    """Return how many visible characters stand before each token, and before the end."""
    return [0, *accumulate(0 if is_blank(item) else len(item) for item in items)]


def _settled(old: list[int], new: list[int], changes: list[_Change]) -> list[_Change]:
    """Join neighbouring rewritten passages around a word or sign much shorter than either."""
    settled: list[_Change] = []
    for change in changes:
        joined = change
        while settled and _is_chance(old, new, settled[-1], joined):
            above = settled.pop()
            joined = _Change(above.old_start, joined.old_end, above.new_start, joined.new_end)
        settled.append(joined)
    return settled


def _is_chance(old: list[int], new: list[int], one: _Change, other: _Change) -> bool:
    island = old[other.old_start] - old[one.old_end]
    for change in (one, other):
        gone = old[change.old_end] - old[change.old_start]
        come = new[change.new_end] - new[change.new_start]
        if not gone or not come or 2 * island > max(gone, come):
            return False
    return True


def _is_rewritten(old: list[int], new: list[int], changes: Sequence[_Change]) -> bool:
    if len(changes) < 2:
        return False
    gone = sum(old[change.old_end] - old[change.old_start] for change in changes)
    return old[-1] - gone < LEAST_KEPT * min(old[-1], new[-1])


def _whole(old: Sequence[str], new: Sequence[str], lead: int, other: int) -> _Change:
    """Replace everything, but for a list mark in front and the same closing signs."""
    first, last = common_ends(old, new)
    while first and len("".join(old[:first])) > min(lead, other):
        first -= 1
    signs = 0
    while signs < last and not is_word(old[-1 - signs]) and not is_blank(old[-1 - signs]):
        signs += 1
    return _Change(first, len(old) - signs, first, len(new) - signs)


def _placed(
    old: Sequence[str], new: Sequence[str], changes: Sequence[_Change], offset: int
) -> list[Edit]:
    places = [offset]
    for token in old:
        places.append(places[-1] + len(token))
    edits = []
    for number, change in enumerate(changes):
        least = changes[number - 1].old_end if number else 0
        most = changes[number + 1].old_start if number + 1 < len(changes) else len(old)
        low, shift, high = _slides(old, new, change, least, most)
        start, end = change.old_start + shift, change.old_end + shift
        text = "".join(new[change.new_start : change.new_end])
        if start == end:
            text = "".join(_slid(old, new, change, shift))
        reach = (2 * places[low], 2 * places[high])
        if change.old_start < change.old_end and change.new_start < change.new_end:
            reach = _within_blanks(old, change, reach)
        edits.append(Edit(places[start], places[end], text, *reach))
    return edits


def _within_blanks(old: Sequence[str], change: _Change, reach: tuple[int, int]) -> tuple[int, int]:
    """Return how far replaced words reach: a blank that stays beside them keeps others apart.

    So "may [freely ]appeal" does not touch what becomes of "appeal": the blank before it is
    unchanged, on whichever side of the new word it is read.
    """
    start, end = change.old_start, change.old_end
    before = start > 0 and is_blank(old[start - 1])
    after = end < len(old) and is_blank(old[end])
    return reach[0] + before, reach[1] - after


def _slides(
    old: Sequence[str], new: Sequence[str], change: _Change, least: int, most: int
) -> tuple[int, int, int]:
    """Return how far an insertion or deletion can slide, and by how much it should.

    The answer is the first token, the shift, and the token after the last, within `least` and
    `most`. Where "may [freely ]appeal" and "may[ freely] appeal" say the same, the first is meant.
    """
    start, end = change.old_start, change.old_end
    moving = list(new[change.new_start : change.new_end] if start == end else old[start:end])
    if start < end and change.new_start < change.new_end:
        return start, 0, end
    left = right = 0
    size = len(moving)
    farthest = min(FARTHEST_SLIDE, 4 * size)
    while (
        left < farthest
        and start - left > least
        and old[start - left - 1] == _turned(moving, old, start, left, size)
    ):
        left += 1
    while (
        right < farthest
        and end + right < most
        and old[end + right] == (moving[right] if right < size else old[end + right - size])
    ):
        right += 1
    shifts = sorted(range(-left, right + 1), key=abs)
    best = max(shifts, key=lambda shift: _neatness(_slid(old, new, change, shift)))
    return start - left, best, end + right


def _turned(moving: Sequence[str], old: Sequence[str], start: int, left: int, size: int) -> str:
    """Return the last token of what moves, after `left` steps to the left."""
    return moving[size - 1 - left] if left < size else old[start - 1 - left + size]


def _slid(old: Sequence[str], new: Sequence[str], change: _Change, shift: int) -> list[str]:
    """Return the tokens that are inserted, or that are deleted, after a shift."""
    if change.old_start < change.old_end:
        return list(old[change.old_start + shift : change.old_end + shift])
    moving = list(new[change.new_start : change.new_end])
    if shift >= 0:
        ring = moving + list(old[change.old_start : change.old_start + shift])
        return ring[shift:]
    ring = list(old[change.old_start + shift : change.old_start]) + moving
    return ring[: len(moving)]


def _neatness(moving: Sequence[str]) -> int:
    """Prefer what begins with a word and ends with a blank, then what begins with a blank."""
    if is_word(moving[0]) and is_blank(moving[-1]):
        return 2
    return int(is_blank(moving[0]) and is_word(moving[-1]))


def rewritten(old: str, new: str, offset: int) -> Edit:
    """Return one edit that replaces a passage, but for a list mark and the closing signs."""
    before, after = tokens(old), tokens(new)
    change = _whole(before, after, lead_length(old), lead_length(new))
    return _placed(before, after, [change], offset)[0]


def cost(edits: Sequence[Edit], old: str) -> int:
    """Return how many visible characters edits take away and bring."""
    return sum(visible_length(old[e.start : e.end]) + visible_length(e.text) for e in edits)

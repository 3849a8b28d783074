"""What changed between two versions of a text: sentences first, then the words in them.

A sentence is paired with the one it was made from, so that a new, deleted, moved or rewritten one
does not mangle its neighbours. Pairs are the heaviest chain (see `chains`) over equal and similar
sentences; words are compared within a pair only. Where sentences were split or joined, comparing
the words of the whole passage is tried too, and taken if it is much cheaper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from deliberate.domain.text.chains import common_ends, equal_pairs, heaviest_chain
from deliberate.domain.text.edits import Edit
from deliberate.domain.text.sentences import Sentences, sentences
from deliberate.domain.text.similarity import BAND, MOST_COMPARED, likeness
from deliberate.domain.text.tokens import visible_length
from deliberate.domain.text.whole_edits import Passage, whole_edits
from deliberate.domain.text.word_diff import cost, word_edits

DIFF_VERSION = "1"
"""Stored with what a comparison produced; raised when the same texts compare otherwise."""
SIMILAR = 0.4
"""From this share of common words on, a sentence is a new version of another one."""
MUCH_CHEAPER = 0.6
LONGEST_PASSAGE = 20_000
"""Characters up to which a passage with split or joined sentences is compared word by word."""
_CACHED = 1024
_Parts = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Block:
    """Sentences between two that stay: from `old_start` to `old_end`, and in the new text."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


@lru_cache(maxsize=_CACHED)
def diff(old: str, new: str) -> tuple[Edit, ...]:
    """Return the edits that make `new` of `old`, in order, disjoint; the same for the same texts.

    Both are normalised and have no line ends at their ends. Applied, the edits give exactly `new`.
    Time grows with the length of the texts times its logarithm, however different they are.
    """
    if old == new:
        return ()
    if not old or not new:
        return (Edit(0, len(old), new, -1, 2 * len(old) + 1, is_whole=True),)
    a, b = sentences(old), sentences(new)
    common = frozenset(a.parts).intersection(b.parts)
    edits: list[Edit] = []
    at = (0, 0)
    for next_old, next_new in [*_equal_sentences(a, b, common), (len(a.parts), len(b.parts))]:
        edits += _block_edits(a, b, _Block(at[0], next_old, at[1], next_new), common)
        at = (next_old + 1, next_new + 1)
    return tuple(edits)


def _equal_sentences(a: Sentences, b: Sentences, common: _Parts) -> list[tuple[int, int]]:
    """Return the pairs of sentences that stay as they are, those at both ends first."""
    first, last = common_ends(a.parts, b.parts)
    old = a.parts[first : len(a.parts) - last]
    new = b.parts[first : len(b.parts) - last]
    pairs = equal_pairs(old, new, visible_length) if old and new else []
    if pairs and len(old) * len(new) <= MOST_COMPARED:
        pairs = _weighed(old, new, common)
    chain = [(i + first, j + first) for i, j in heaviest_chain(pairs, len(new))]
    return [
        *((number, number) for number in range(first)),
        *((i, j) for i, j in chain if a.parts[i] == b.parts[j]),
        *((len(a.parts) - number, len(b.parts) - number) for number in range(last, 0, -1)),
    ]


def _block_edits(a: Sentences, b: Sentences, block: _Block, common: _Parts) -> list[Edit]:
    old_size, new_size = block.old_end - block.old_start, block.new_end - block.new_start
    pairs = _similar_sentences(a, b, block, common) if old_size and new_size else []
    edits = list(_paired_edits(a, b, block, pairs))
    is_uneven = old_size and new_size and len(pairs) < max(old_size, new_size)
    if not is_uneven or old_size == new_size == 1 or _has_moved(a, b, block, common):
        return edits
    start, end = a.start(block.old_start), a.end(block.old_end - 1)
    new_start, new_end = b.start(block.new_start), b.end(block.new_end - 1)
    if max(end - start, new_end - new_start) > LONGEST_PASSAGE:
        return edits
    flat = word_edits(a.text[start:end], b.text[new_start:new_end], start)
    inner = [edit for edit in edits if start <= edit.start and edit.end <= end]
    if cost(flat, a.text) >= MUCH_CHEAPER * cost(inner, a.text):
        return edits
    return [*_gap_before(a, b, block), *flat, *_gap_after(a, b, block)]


def _has_moved(a: Sentences, b: Sentences, block: _Block, common: _Parts) -> bool:
    parts = a.parts[block.old_start : block.old_end] + b.parts[block.new_start : block.new_end]
    return not common.isdisjoint(parts)


def _gap_before(a: Sentences, b: Sentences, block: _Block) -> Iterator[Edit]:
    old, new = block.old_start, block.new_start
    yield from whole_edits(a, b, Passage(old, old, new, new))


def _gap_after(a: Sentences, b: Sentences, block: _Block) -> Iterator[Edit]:
    old, new = block.old_end, block.new_end
    yield from whole_edits(a, b, Passage(old, old, new, new))


def _paired_edits(
    a: Sentences, b: Sentences, block: _Block, pairs: list[tuple[int, int]]
) -> Iterator[Edit]:
    at = (block.old_start, block.new_start)
    for i, j in [*pairs, (block.old_end, block.new_end)]:
        yield from whole_edits(a, b, Passage(at[0], i, at[1], j))
        if i < block.old_end and a.parts[i] != b.parts[j]:
            yield from word_edits(a.parts[i], b.parts[j], a.start(i))
        at = (i + 1, j + 1)


def _similar_sentences(
    a: Sentences, b: Sentences, block: _Block, common: _Parts
) -> list[tuple[int, int]]:
    old = a.parts[block.old_start : block.old_end]
    new = b.parts[block.new_start : block.new_end]
    chain = heaviest_chain(_weighed(old, new, common), len(new))
    return [(i + block.old_start, j + block.new_start) for i, j in chain]


def _weighed(
    old: tuple[str, ...], new: tuple[str, ...], common: _Parts
) -> list[tuple[int, int, int]]:
    """Return equal and similar pairs; of very many sentences, only those in about the same place.

    A sentence that both texts have has moved if it is not paired with itself: it is never taken
    for a new version of another one.
    """
    band = len(new) if len(old) * len(new) <= MOST_COMPARED else BAND
    pairs = []
    for i, part in enumerate(old):
        middle = i * len(new) // len(old)
        for j in range(max(0, middle - band), min(len(new), middle + band + 1)):
            if (part in common or new[j] in common) and part != new[j]:
                continue
            share = 1.0 if part == new[j] else likeness(part, new[j])
            if share >= SIMILAR:
                pairs.append((i, j, 1 + int(share * share * (len(part) + len(new[j])))))
    return pairs

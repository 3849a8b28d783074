"""Passages that a proposal takes from one place and puts in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deliberate.domain.text.edits import Edit
from deliberate.domain.text.sentences import sentences, words
from deliberate.domain.text.similarity import is_moved
from deliberate.domain.text.tokens import is_word, tokens

FEWEST_WORDS = 3
"""Shorter passages come and go without having been moved. Where nobody else touches either half of
a move it is simply made, so that a low number does no harm."""
MOST_PASSAGES = 40
LONG = 4
"""Letters of an English word that can be told from another one of its kind."""


def moves(base: str, edits: Sequence[tuple[Edit, tuple[int, ...]]]) -> list[tuple[Edit, Edit]]:
    """Return the halves of moves: an edit that deletes a passage, and one that inserts it again."""
    by_proposal: dict[int, list[Edit]] = {}
    for edit, numbers in edits:
        for number in numbers:
            by_proposal.setdefault(number, []).append(edit)
    seen: set[tuple[Edit, ...]] = set()
    found: dict[tuple[Edit, Edit], None] = {}
    for own in by_proposal.values():
        if len(own) > 1 and tuple(own) not in seen:
            seen.add(tuple(own))
            found |= dict.fromkeys([*_halves(base, own), *_swaps(base, own)])
    return sorted(found, key=lambda pair: (pair[0].place, pair[1].place))


def _halves(base: str, own: Sequence[Edit]) -> Iterable[tuple[Edit, Edit]]:
    """Find what went and came again, also where only pieces of it are recognised as gone."""
    gone = _passages((edit, base[edit.start : edit.end]) for edit in own)
    come = _passages((edit, edit.text) for edit in own)
    for old, passage in gone:
        for new, other in come:
            if old != new and is_moved(passage, other):
                yield old, new
    for new, other in come:
        at = base.find(other)
        for old in own if at >= 0 else ():
            if old != new and old.start < at + len(other) and at < old.end:
                yield old, new


def _swaps(base: str, own: Sequence[Edit]) -> Iterable[tuple[Edit, Edit]]:
    """Find single words that changed places within a sentence."""
    gone = [(edit, _long_words(base[edit.start : edit.end])) for edit in own]
    come = [(edit, found) for edit in own if (found := _long_words(edit.text))]
    for new, brought in come[:MOST_PASSAGES]:
        for old, taken in gone[:MOST_PASSAGES]:
            if old != new and taken and (brought <= taken or taken <= brought):
                start, end = min(old.start, new.start), max(old.end, new.end)
                if len(sentences(base[start:end].strip("\n")).parts) == 1:
                    yield old, new


def _long_words(text: str) -> frozenset[str]:
    found = filter(is_word, tokens(text))
    return frozenset(word for word in found if len(word) >= LONG or not word.isascii())


def _passages(texts: Iterable[tuple[Edit, str]]) -> list[tuple[Edit, str]]:
    """Return the sentences that edits take or bring, and what else they take or bring as a whole.

    Of very many only the longest.
    """
    found = []
    for edit, text in texts:
        if bare := text.strip(" \n,;"):
            parts = {*(part.strip() for part in sentences(bare).parts), bare}
            found += [(edit, part) for part in parts if words(part) >= FEWEST_WORDS]
    found.sort(key=lambda each: (-len(each[1]), each[1], each[0].place))
    return found[:MOST_PASSAGES]

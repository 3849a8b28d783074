"""How much two sentences have in common."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from deliberate.domain.text.tokens import is_word, tokens

MOST_COMPARED = 10_000
"""Pairs of sentences up to which each is compared with each."""
BAND = 10
"""Beyond that, how many places up or down a sentence is looked for."""
MOVED = 0.6
"""From this share of common words on, a passage that came is one that went."""
_CACHED = 8192


def likeness(one: str, other: str) -> float:
    """Return the share that two sentences have in common, 0 to 1 (L. Dice, 1945), by length.

    English is compared by words; Korean by pairs of syllables, so that another particle or ending
    does not make another word.
    """
    first, size = _features(one)
    second, other_size = _features(other)
    if not size and not other_size:
        return _by_signs(one, other)
    return 2 * sum(map(len, first & second)) / (size + other_size)


@lru_cache(maxsize=_CACHED)
def _features(sentence: str) -> tuple[frozenset[str], int]:
    """Return what a sentence is compared by, and the length of all of it."""
    found = set()
    for token in filter(is_word, tokens(sentence)):
        if token.isascii() or len(token) == 1:
            found.add(token.casefold())
        else:
            found |= {first + second for first, second in pairwise(token.casefold())}
    return frozenset(found), sum(map(len, found))


def _by_signs(one: str, other: str) -> float:
    first, second = set(tokens(one)), set(tokens(other))
    return 2 * len(first & second) / (len(first) + len(second))


def is_moved(gone: str, come: str) -> bool:
    """Whether a passage that went and one that came are so alike that it was moved."""
    return gone in come or come in gone or likeness(gone, come) >= MOVED

"""Waves of near-identical contributions: found so that a person looks, never acted upon.

Texts are compared as sets of letter triples (shingles) by the share that two have in common;
MinHash signatures in bands find the candidates (A. Broder, 1997; P. Indyk and R. Motwani, 1998),
so no text is compared with every other one.
"""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import Any

SHINGLE = 3
"""Letters in a shingle; Korean syllables count as letters."""
BANDS = 8
ROWS = 3
"""Eight bands of three: texts alike by 0.9 meet in one with 99.98 %, by 0.5 with 66 %."""
LIKE = 0.75
"""From this share in common on, two texts are nearly the same."""
SHORTEST = 30
"""Letters below which people say the same without having agreed on it."""
WAVE = 5
"""So many people with nearly the same words are a wave."""
PRIME = 2_305_843_009_213_693_951
"""2⁶¹ − 1."""
VALUE_BYTES = 7
"""A band's value stays below 2⁵⁶, so that every database can hold it."""


def shingles(text: str) -> frozenset[str]:
    """Return every three letters that follow each other; none for a text that is too short."""
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    if len(letters) < SHORTEST:
        return frozenset()
    return frozenset(letters[at : at + SHINGLE] for at in range(len(letters) - SHINGLE + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of all shingles that two texts have in common, 0 to 1 (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 0.0


def are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts are nearly the same."""
    return likeness(one, other) >= LIKE


def band_values(of: frozenset[str]) -> tuple[int, ...]:
    """Return one value for each band; texts that are alike share at least one, nearly always.

    Empty for a text without shingles.
    """
    if not of:
        return ()
    numbers = [_digest(each) for each in of]
    least = [
        min((factor * number + shift) % PRIME for number in numbers)
        for factor, shift in _functions()
    ]
    return tuple(_digest(repr(least[at : at + ROWS])) for at in range(0, BANDS * ROWS, ROWS))


def is_wave(people: Any) -> Any:
    """Whether so many people, a number or a column, say nearly the same: then a moderator looks."""
    return people >= WAVE


@cache
def _functions() -> tuple[tuple[int, int], ...]:
    """Return the functions of the signature, the same for ever: stored bands depend on them."""
    return tuple((_digest(f"factor {at}"), _digest(f"shift {at}")) for at in range(BANDS * ROWS))


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=VALUE_BYTES).digest())

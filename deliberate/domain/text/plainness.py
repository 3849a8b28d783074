"""Advice to people who write in plain language: sentences that are long to read and to hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deliberate.domain.text.normalise import normalise
from deliberate.domain.text.sentences import sentences

WORDS_AT_MOST: Mapping[str, int] = {"ko": 15, "en": 20}
"""By language; a Korean word carries its particles, so that fewer of them say as much."""


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence with more words than are easy to follow."""

    text: str
    words: int
    """Parted by blanks."""


def long_sentences(text: str, locale: str) -> tuple[LongSentence, ...]:
    """Return the sentences of a text that are longer than `WORDS_AT_MOST`, in their order."""
    parts = sentences(normalise(text).strip()).parts
    counted = (LongSentence(part.strip(), len(part.split())) for part in parts)
    return tuple(each for each in counted if each.words > WORDS_AT_MOST[locale])

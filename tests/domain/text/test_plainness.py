"""Rule: editors of plain summaries are advised where a sentence is long."""

from __future__ import annotations

import pytest

from deliberate.domain.text.plainness import WORDS_AT_MOST, LongSentence, long_sentences


@pytest.mark.parametrize(("locale", "word"), [("ko", "말이"), ("en", "Word")])
def test_a_sentence_is_long_beyond_the_number_of_words_of_its_language(
    locale: str, word: str
) -> None:
    most = WORDS_AT_MOST[locale]
    fits, long = " ".join([word] * most) + ".", " ".join([word] * (most + 1)) + "."
    assert long_sentences(fits, locale) == ()
    assert long_sentences(f"Yes. {long}\n{fits}", locale) == (LongSentence(long, most + 1),)


def test_short_sentences_of_a_long_text_are_not_held_against_it() -> None:
    assert long_sentences("You may ask why. They must answer. " * 30, "en") == ()


@pytest.mark.parametrize("text", ["", " \n\n ", "\r\n"])
def test_nothing_is_not_long(text: str) -> None:
    assert long_sentences(text, "ko") == ()

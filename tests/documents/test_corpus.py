"""Bilingual texts of many builds come out exactly as stated in `corpus/*.outline`."""

from __future__ import annotations

import pytest

from deliberate.documents import import_framework
from tests.documents import outlines
from tests.documents.accounting import accounted, words

FEWEST_TEXTS = 14


def test_the_corpus_is_there() -> None:
    assert len(outlines.names()) >= FEWEST_TEXTS


@pytest.mark.parametrize("name", outlines.names())
def test_structure(name: str) -> None:
    assert list(outlines.outline(outlines.draft(name))) == outlines.expected(name)


@pytest.mark.parametrize("name", outlines.names())
def test_one_language_alone_has_the_same_clauses(name: str) -> None:
    for locale, data in outlines.files(name).items():
        draft = import_framework({locale: data})
        assert draft.locales == (locale,)
        assert draft.unpaired == ()
        assert draft.guesses[0].kind.value == "one_language"


@pytest.mark.parametrize("name", outlines.names())
def test_every_word(name: str) -> None:
    draft = outlines.draft(name)
    for locale, data in outlines.files(name).items():
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp949")
        assert accounted(draft, locale) == words(text)

"""Text is kept per language: what is missing is absent, and pages never fail for want of a word."""

from __future__ import annotations

import pytest

from deliberate.domain.localized import LOCALES, Locale, other_locales, pick

BOTH = {"ko": "책임", "en": "Duty"}


def test_korean_and_english_are_the_languages_today() -> None:
    assert LOCALES == (Locale.KO, Locale.EN)


@pytest.mark.parametrize("locale", LOCALES)
def test_text_per_language_the_wanted_one_is_given(locale: str) -> None:
    assert pick(BOTH, locale) == (locale, BOTH[locale])


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"en": "Duty"}, ("en", "Duty")),
        ({"fr": "Devoir"}, ("", "")),
        ({}, ("", "")),
        ({"ko": ""}, ("ko", "")),
    ],
)
def test_a_missing_language_gives_way_to_the_other_one(
    texts: dict[str, str], found: tuple[str, str]
) -> None:
    assert pick(texts, "ko") == found


def test_the_other_languages_keep_their_order() -> None:
    assert other_locales("ko") == (Locale.EN,)
    assert other_locales("en") == (Locale.KO,)
    assert other_locales("fr") == LOCALES

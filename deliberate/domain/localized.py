"""Texts that exist in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Locale(StrEnum):
    """A language of the site; the order is the order in which languages are shown."""

    KO = "ko"
    EN = "en"


LOCALES: tuple[Locale, ...] = tuple(Locale)

Localized = Mapping[str, str]
"""Text by language code. A language without text is absent, never an empty string."""


def pick(texts: Localized, locale: str) -> tuple[str, str]:
    """Return (language, text): the wanted language, else the first one there is.

    ("", "") when no language has a text, so that a page never fails for want of a word.
    """
    if locale in texts:
        return locale, texts[locale]
    for other in LOCALES:
        if other in texts:
            return other, texts[other]
    return "", ""


def other_locales(locale: str) -> tuple[Locale, ...]:
    """Return the languages of the site other than `locale`, in their order."""
    return tuple(each for each in LOCALES if each != locale)


def says_it_in_all(texts: Localized) -> bool:
    """Whether every language of the site has a text."""
    return all(texts.get(locale) for locale in LOCALES)

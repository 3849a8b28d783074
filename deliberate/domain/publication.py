"""What must be whole before a draft can become a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import (
    NUMBER_LENGTH,
    TITLE_LENGTH,
    LanguagesIncomplete,
    NothingToPublish,
    TitleTooLong,
    opening_words,
)
from deliberate.domain.localized import LOCALES


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that are missing. Positions count from 0.

    No section means the title of the document, no clause the title of the section.
    """

    locale: str
    section: int | None = None
    clause: int | None = None


def gaps(draft: Draft) -> tuple[Gap, ...]:
    """Return every place that lacks a language of the site, in reading order.

    A section whose title is missing in every language is a section without a title, and whole.
    """
    found = [Gap(locale) for locale in LOCALES if not draft.titles.get(locale)]
    for s, section in enumerate(draft.sections):
        if section.titles:
            found += [Gap(locale, s) for locale in LOCALES if locale not in section.titles]
        for c, clause in enumerate(section.clauses):
            found += [Gap(locale, s, c) for locale in LOCALES if locale not in clause.cells]
    return tuple(found)


def ensure_publishable(draft: Draft) -> None:
    """Raise the reason unless the draft can be published.

    `NothingToPublish`, `LanguagesIncomplete` or `TitleTooLong`.
    """
    if not draft.clause_count:
        raise NothingToPublish
    missing = gaps(draft)
    if missing:
        raise LanguagesIncomplete(len(missing))
    for words, most in _short_words(draft):
        if len(words) > most:
            raise TitleTooLong(opening_words(words), most)


def _short_words(draft: Draft) -> Iterator[tuple[str, int]]:
    """Yield titles and numbers, which a list or a margin has to hold, with their longest length."""
    yield from ((title, TITLE_LENGTH) for title in draft.titles.values())
    for section in draft.sections:
        yield from ((title, TITLE_LENGTH) for title in section.titles.values())
        for clause in section.clauses:
            yield from ((cell.number, NUMBER_LENGTH) for cell in clause.cells.values())

"""What must be whole before a draft can become a version."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import LanguagesIncomplete, NothingToPublish
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
    """Raise `NothingToPublish` or `LanguagesIncomplete` unless the draft can be published."""
    if not draft.clause_count:
        raise NothingToPublish
    missing = gaps(draft)
    if missing:
        raise LanguagesIncomplete(len(missing))

"""What must be whole before a draft can become a version."""

from __future__ import annotations

from dataclasses import dataclass

from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import LanguagesIncomplete, NothingToPublish


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that are missing: in the document's title (no section), a section's title (no
    clause) or a clause. Positions count from 0.
    """

    locale: str
    section: int | None = None
    clause: int | None = None


def gaps(draft: Draft) -> tuple[Gap, ...]:
    """Return every place that lacks one of the draft's languages, in reading order.

    A section whose title is missing in every language is a section without a title, and whole.
    """
    titles = [Gap(locale) for locale in draft.locales if not draft.titles.get(locale)]
    inside = [
        Gap(locale, alone.section, alone.clause)
        for alone in draft.unpaired
        for locale in alone.missing
    ]
    return tuple(dict.fromkeys(titles + inside))


def ensure_publishable(draft: Draft) -> None:
    """Raise `NothingToPublish` or `LanguagesIncomplete` unless the draft can be published."""
    if not draft.clause_count:
        raise NothingToPublish
    missing = gaps(draft)
    if missing:
        raise LanguagesIncomplete(len(missing))

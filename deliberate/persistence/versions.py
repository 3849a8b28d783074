"""Writing a version: sections and clauses in their places, wordings new or shared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.frameworks import TextState
from deliberate.domain.localized import Locale
from deliberate.domain.text import normalise
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    FrameworkVersion,
    Section,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    VersionSectionText,
    VersionText,
    WordingText,
)


@dataclass(frozen=True)
class Wordings:
    """What a clause says in one language."""

    body: str
    heading: str = ""
    state: TextState = TextState.CURRENT


def add_version(
    session: Session,
    framework_id: int,
    number: int,
    titles: Mapping[str, str],
    published_by: int | None,
    now: datetime,
) -> FrameworkVersion:
    """Add a published version without any text yet."""
    version = FrameworkVersion(
        framework_id=framework_id, number=number, published_at=now, published_by=published_by
    )
    session.add(version)
    session.flush()
    session.add_all(
        VersionText(version_id=version.id, locale=Locale(locale), title=title)
        for locale, title in titles.items()
    )
    return version


def new_section(session: Session, framework_id: int) -> int:
    """Make the identity of a section; return its id."""
    identity = Section(framework_id=framework_id)
    session.add(identity)
    session.flush()
    return identity.id


def place_section(
    session: Session,
    version: FrameworkVersion,
    section_id: int,
    position: int,
    titles: Mapping[str, str],
) -> VersionSection:
    """Put a section into a version."""
    placed = VersionSection(version_id=version.id, section_id=section_id, position=position)
    session.add(placed)
    session.flush()
    session.add_all(
        VersionSectionText(version_section_id=placed.id, locale=Locale(locale), title=title)
        for locale, title in titles.items()
    )
    return placed


def new_clause(session: Session, framework_id: int) -> Clause:
    """Make the permanent identity of a clause."""
    identity = Clause(framework_id=framework_id)
    session.add(identity)
    session.flush()
    return identity


def new_wording(
    session: Session, clause_id: int, texts: Mapping[str, Wordings], now: datetime
) -> int:
    """Add what a clause says from a version on; return the id of the wording."""
    wording = ClauseWording(clause_id=clause_id, created_at=now)
    session.add(wording)
    session.flush()
    session.add_all(
        WordingText(
            wording_id=wording.id,
            locale=Locale(locale),
            heading=normalise(text.heading) or None,
            body=normalise(text.body),
            state=text.state,
        )
        for locale, text in texts.items()
    )
    session.flush()
    return wording.id


def place_clause(
    session: Session,
    section: VersionSection,
    position: int,
    words: tuple[int, int],
    numbers: Iterable[tuple[str, str]],
) -> None:
    """Put a clause into a section; `words` are the ids of clause and wording."""
    clause_id, wording_id = words
    placed = VersionClause(
        version_id=section.version_id,
        version_section_id=section.id,
        clause_id=clause_id,
        wording_id=wording_id,
        position=position,
    )
    session.add(placed)
    session.flush()
    session.add_all(
        VersionClauseNumber(version_clause_id=placed.id, locale=Locale(locale), number=number)
        for locale, number in numbers
        if number
    )

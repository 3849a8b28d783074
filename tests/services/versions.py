"""A second version made directly with the models: merging comes later. Needs a context."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import transaction
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    VersionSectionText,
    VersionText,
    WordingText,
)

BETWEEN_VERSIONS = timedelta(days=30)


def publish_next(
    slug: str,
    now: datetime,
    *,
    without: Collection[str] = (),
    reworded: Mapping[str, str] | None = None,
) -> int:
    """Publish the newest version once more; return its number.

    `without` are refs of clauses that go, `reworded` maps refs to new words for each language.
    """
    with transaction() as session:
        framework = session.scalars(select(Framework).where(Framework.slug == slug)).one()
        old = session.scalars(
            select(FrameworkVersion)
            .where(FrameworkVersion.framework_id == framework.id)
            .order_by(FrameworkVersion.number.desc())
        ).first()
        assert old is not None
        assert old.number is not None
        new = FrameworkVersion(
            framework_id=framework.id,
            number=old.number + 1,
            published_at=now + old.number * BETWEEN_VERSIONS,
        )
        session.add(new)
        session.flush()
        _copy_titles(session, old, new)
        sections = _copy_sections(session, old, new)
        _copy_clauses(session, (old, new), sections, without, reworded or {}, now)
        return old.number + 1


def _copy_titles(session: Session, old: FrameworkVersion, new: FrameworkVersion) -> None:
    for text in session.scalars(select(VersionText).where(VersionText.version_id == old.id)):
        session.add(VersionText(version_id=new.id, locale=text.locale, title=text.title))


def _copy_sections(
    session: Session, old: FrameworkVersion, new: FrameworkVersion
) -> dict[int, int]:
    found = {}
    for section in session.scalars(
        select(VersionSection).where(VersionSection.version_id == old.id)
    ).all():
        placed = VersionSection(
            version_id=new.id, section_id=section.section_id, position=section.position
        )
        session.add(placed)
        session.flush()
        found[section.id] = placed.id
        texts = select(VersionSectionText).where(
            VersionSectionText.version_section_id == section.id
        )
        for text in session.scalars(texts).all():
            session.add(
                VersionSectionText(
                    version_section_id=placed.id, locale=text.locale, title=text.title
                )
            )
    return found


def _copy_clauses(
    session: Session,
    versions: tuple[FrameworkVersion, FrameworkVersion],
    sections: Mapping[int, int],
    without: Collection[str],
    reworded: Mapping[str, str],
    now: datetime,
) -> None:
    old, new = versions
    placed = session.execute(
        select(VersionClause, Clause.ref)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(VersionClause.version_id == old.id)
    ).all()
    for place, ref in placed:
        if ref in without:
            continue
        wording_id = place.wording_id
        if ref in reworded:
            wording_id = _new_wording(session, place.clause_id, reworded[ref], now)
        copy = VersionClause(
            version_id=new.id,
            version_section_id=sections[place.version_section_id],
            clause_id=place.clause_id,
            wording_id=wording_id,
            position=place.position,
        )
        session.add(copy)
        session.flush()
        numbers = select(VersionClauseNumber).where(
            VersionClauseNumber.version_clause_id == place.id
        )
        for each in session.scalars(numbers).all():
            session.add(
                VersionClauseNumber(
                    version_clause_id=copy.id, locale=each.locale, number=each.number
                )
            )


def _new_wording(session: Session, clause_id: int, words: str, now: datetime) -> int:
    wording = ClauseWording(clause_id=clause_id, created_at=now)
    session.add(wording)
    session.flush()
    for locale in LOCALES:
        session.add(WordingText(wording_id=wording.id, locale=locale, body=f"{words} ({locale})"))
    return wording.id

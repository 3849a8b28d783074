"""What the page of a clause shows: its words now, its neighbours, its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberate.domain.errors import NotFound
from deliberate.persistence.database import db
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
from deliberate.persistence.queries.frameworks import (
    ClauseView,
    VersionMark,
    clause_view,
    mark,
    published_versions,
    summaries_of,
)
from deliberate.persistence.queries.provenance import Sources, sources_of
from deliberate.persistence.queries.texts import Texts, texts_of, words_of


@dataclass(frozen=True)
class Neighbour:
    """The clause before or after, as a link names it."""

    ref: str
    numbers: Texts
    headings: Texts
    bodies: Texts


@dataclass(frozen=True)
class Appearance:
    """A version in which the clause stands, and whether its words were new there."""

    version: VersionMark
    is_new: bool


@dataclass(frozen=True)
class ClausePage:
    """A clause in the newest version that has it."""

    framework_ref: str
    slug: str
    titles: Texts
    section_titles: Texts
    version: VersionMark
    is_removed: bool
    clause: ClauseView
    summaries: Texts
    before: Neighbour | None
    after: Neighbour | None
    history: Sequence[Appearance]
    """Newest first."""
    sources: Sources
    """Why it says what it says, by language; empty where it stands as it was imported."""


def clause_page(slug: str, ref: str) -> ClausePage:
    """Return the page of a clause, a removed one too; raises `NotFound`.

    Twelve queries, whatever the size of the framework
    (eight more where amendments changed its words).
    """
    framework, versions = published_versions(slug)
    placed = _placed(framework, versions, ref)
    place, wording_ref, version = placed[0]
    before, after = _neighbours(place)
    clause = _words(ref, wording_ref, place)
    return ClausePage(
        framework_ref=framework.ref,
        slug=framework.slug,
        titles=texts_of(VersionText.version_id, VersionText.title, [version.id])[version.id],
        section_titles=texts_of(
            VersionSectionText.version_section_id,
            VersionSectionText.title,
            [place.version_section_id],
        )[place.version_section_id],
        version=mark(version),
        is_removed=version is not versions[0],
        clause=clause,
        summaries=summaries_of(place.wording_id),
        before=before,
        after=after,
        history=_history([(each, row) for row, _, each in placed]),
        sources=sources_of({place.wording_id: clause.bodies})[place.wording_id],
    )


def _placed(
    framework: Framework, versions: list[FrameworkVersion], ref: str
) -> list[tuple[VersionClause, str, FrameworkVersion]]:
    by_id = {version.id: version for version in versions}
    rows = db.session.execute(
        select(VersionClause, ClauseWording.ref)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ClauseWording, ClauseWording.id == VersionClause.wording_id)
        .where(
            Clause.ref == ref,
            Clause.framework_id == framework.id,
            VersionClause.version_id.in_(by_id),
        )
    ).all()
    if not rows:
        raise NotFound
    found = [(place, wording_ref, by_id[place.version_id]) for place, wording_ref in rows]
    return sorted(found, key=lambda each: mark(each[2]).number, reverse=True)


def _words(ref: str, wording_ref: str, place: VersionClause) -> ClauseView:
    rows = db.session.execute(
        select(WordingText.locale, WordingText.heading, WordingText.body, WordingText.state)
        .where(WordingText.wording_id == place.wording_id)
        .order_by(WordingText.locale.desc())
    ).all()
    return clause_view(ref, wording_ref, _numbers([place.id])[place.id], rows)


def _numbers(version_clause_ids: Iterable[int]) -> Mapping[int, Texts]:
    owner = VersionClauseNumber.version_clause_id
    return texts_of(owner, VersionClauseNumber.number, version_clause_ids)


def _neighbours(place: VersionClause) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the clauses before and after."""
    before, after = (_row_beside(place, step) for step in (-1, +1))
    found = [row for row in (before, after) if row is not None]
    headings, bodies = words_of([row.wording_id for row in found])
    numbers = _numbers([row.id for row in found])
    neighbours = {
        row.id: Neighbour(
            row.ref, numbers[row.id], headings[row.wording_id], bodies[row.wording_id]
        )
        for row in found
    }
    return (neighbours[before.id] if before else None, neighbours[after.id] if after else None)


def _row_beside(place: VersionClause, step: int) -> Any:
    """Find the clause next to this one in reading order, across the border of a section."""
    here = select(VersionSection.position).where(VersionSection.id == place.version_section_id)
    reading_order = (VersionSection.position, VersionClause.position)
    later = (VersionSection.position > here.scalar_subquery()) | (
        (VersionClause.version_section_id == place.version_section_id)
        & (VersionClause.position > place.position)
    )
    earlier = (VersionSection.position < here.scalar_subquery()) | (
        (VersionClause.version_section_id == place.version_section_id)
        & (VersionClause.position < place.position)
    )
    order = reading_order if step > 0 else [each.desc() for each in reading_order]
    return db.session.execute(
        select(VersionClause.id, VersionClause.wording_id, Clause.ref)
        .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(VersionClause.version_id == place.version_id, later if step > 0 else earlier)
        .order_by(*order)
        .limit(1)
    ).first()


def _history(placed: list[tuple[FrameworkVersion, VersionClause]]) -> list[Appearance]:
    older = [row.wording_id for _, row in placed[1:]] + [None]
    return [
        Appearance(mark(version), is_new=row.wording_id != before)
        for (version, row), before in zip(placed, older, strict=True)
    ]

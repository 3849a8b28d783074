"""What the pages of a published framework show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import FrameworkKind, TextState
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkText,
    FrameworkVersion,
    PlainSummary,
    Section,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    VersionSectionText,
    VersionText,
    WordingText,
)
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class FrameworkCard:
    """A framework as a list shows it."""

    slug: str
    kind: FrameworkKind
    titles: Texts
    descriptions: Texts
    number: int
    published_at: datetime
    clause_count: int


@dataclass(frozen=True)
class VersionMark:
    """A published version: its number and when it appeared."""

    number: int
    published_at: datetime


@dataclass(frozen=True)
class ClauseView:
    """A clause as one version has it; each mapping goes from language to words."""

    ref: str
    wording_ref: str
    numbers: Texts
    headings: Texts
    bodies: Texts
    states: Mapping[str, TextState]


@dataclass(frozen=True)
class SectionView:
    """A section with its clauses, in order."""

    ref: str
    titles: Texts
    clauses: Sequence[ClauseView]


@dataclass(frozen=True)
class FrameworkView:
    """One version of a framework, whole."""

    ref: str
    slug: str
    kind: FrameworkKind
    is_small_body: bool
    titles: Texts
    descriptions: Texts
    version: VersionMark
    versions: Sequence[VersionMark]
    sections: Sequence[SectionView]

    @property
    def is_newest(self) -> bool:
        """Whether no later version has been published."""
        return self.version.number == max(each.number for each in self.versions)

    @property
    def locales(self) -> list[str]:
        """The languages that the version is published in."""
        return list(self.titles)


def published() -> list[FrameworkCard]:
    """Return every framework with a published version, the newest first."""
    newest = (
        select(FrameworkVersion.framework_id, func.max(FrameworkVersion.number).label("number"))
        .where(FrameworkVersion.published_at.is_not(None))
        .group_by(FrameworkVersion.framework_id)
        .subquery()
    )
    clauses = (
        select(func.count())
        .where(VersionClause.version_id == FrameworkVersion.id)
        .correlate(FrameworkVersion)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Framework, FrameworkVersion, clauses)
        .join(FrameworkVersion, FrameworkVersion.framework_id == Framework.id)
        .join(
            newest,
            (newest.c.framework_id == Framework.id) & (newest.c.number == FrameworkVersion.number),
        )
        .order_by(FrameworkVersion.published_at.desc())
    ).all()
    titles = texts_of(VersionText.version_id, VersionText.title, [row[1].id for row in rows])
    descriptions = texts_of(
        FrameworkText.framework_id, FrameworkText.description, [row[0].id for row in rows]
    )
    return [
        FrameworkCard(
            slug=framework.slug,
            kind=framework.kind,
            titles=titles[version.id],
            descriptions=descriptions[framework.id],
            number=version.number,
            published_at=version.published_at,
            clause_count=count,
        )
        for framework, version, count in rows
    ]


def framework_ref(slug: str) -> str:
    """Return the ref of a framework, published or not; raises `NotFound`."""
    found = db.session.scalar(select(Framework.ref).where(Framework.slug == slug))
    if found is None:
        raise NotFound
    return found


def published_versions(slug: str) -> tuple[Framework, list[FrameworkVersion]]:
    """Return a framework and its published versions, newest first; raises `NotFound`."""
    rows = db.session.execute(
        select(Framework, FrameworkVersion)
        .join(FrameworkVersion, FrameworkVersion.framework_id == Framework.id)
        .where(Framework.slug == slug, FrameworkVersion.published_at.is_not(None))
        .order_by(FrameworkVersion.number.desc())
    ).all()
    if not rows:
        raise NotFound
    return rows[0][0], [version for _, version in rows]


def framework_view(slug: str, number: int | None = None) -> FrameworkView:
    """Return a published version, the newest without `number`; raises `NotFound`.

    Nine queries, whatever the number of clauses.
    """
    framework, versions = published_versions(slug)
    version = next((v for v in versions if number in {None, v.number}), None)
    if version is None:
        raise NotFound
    return FrameworkView(
        ref=framework.ref,
        slug=framework.slug,
        kind=framework.kind,
        is_small_body=framework.is_small_body,
        titles=texts_of(VersionText.version_id, VersionText.title, [version.id])[version.id],
        descriptions=texts_of(
            FrameworkText.framework_id, FrameworkText.description, [framework.id]
        )[framework.id],
        version=mark(version),
        versions=[mark(each) for each in versions],
        sections=sections_of(version.id),
    )


def mark(version: FrameworkVersion) -> VersionMark:
    """Return number and time of a published version."""
    if version.number is None or version.published_at is None:
        raise NotFound
    return VersionMark(version.number, version.published_at)


def sections_of(version_id: int) -> list[SectionView]:
    """Return the sections of a version with their clauses, in order."""
    sections = db.session.execute(
        select(VersionSection.id, Section.ref)
        .join(Section, Section.id == VersionSection.section_id)
        .where(VersionSection.version_id == version_id)
        .order_by(VersionSection.position)
    ).all()
    titles = texts_of(
        VersionSectionText.version_section_id,
        VersionSectionText.title,
        [row.id for row in sections],
    )
    clauses = _clauses_by_section(version_id)
    return [SectionView(row.ref, titles[row.id], clauses[row.id]) for row in sections]


def _clauses_by_section(version_id: int) -> defaultdict[int, list[ClauseView]]:
    rows = db.session.execute(
        select(
            VersionClause.id,
            VersionClause.version_section_id,
            VersionClause.wording_id,
            Clause.ref,
            ClauseWording.ref.label("wording_ref"),
        )
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ClauseWording, ClauseWording.id == VersionClause.wording_id)
        .where(VersionClause.version_id == version_id)
        .order_by(VersionClause.version_section_id, VersionClause.position)
    ).all()
    numbers = _numbers(version_id)
    words = wordings_in(version_id)
    found: defaultdict[int, list[ClauseView]] = defaultdict(list)
    for row in rows:
        view = clause_view(row.ref, row.wording_ref, numbers[row.id], words[row.wording_id])
        found[row.version_section_id].append(view)
    return found


def _numbers(version_id: int) -> defaultdict[int, dict[str, str]]:
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            VersionClauseNumber.version_clause_id,
            VersionClauseNumber.locale,
            VersionClauseNumber.number,
        )
        .join(VersionClause, VersionClause.id == VersionClauseNumber.version_clause_id)
        .where(VersionClause.version_id == version_id)
    )
    for version_clause_id, locale, number in rows:
        found[version_clause_id][locale.value] = number
    return found


def wordings_in(version_id: int) -> defaultdict[int, list[Any]]:
    """Return, for each wording in a version, its rows (locale, heading, body, state)."""
    found: defaultdict[int, list[Any]] = defaultdict(list)
    rows = db.session.execute(
        select(
            WordingText.wording_id,
            WordingText.locale,
            WordingText.heading,
            WordingText.body,
            WordingText.state,
        )
        .join(VersionClause, VersionClause.wording_id == WordingText.wording_id)
        .where(VersionClause.version_id == version_id)
        .order_by(WordingText.locale.desc())
    )
    for row in rows:
        found[row.wording_id].append(row)
    return found


def clause_view(ref: str, wording_ref: str, numbers: Texts, rows: Iterable[Any]) -> ClauseView:
    """Return the view of a clause from its rows of words."""
    rows = list(rows)
    return ClauseView(
        ref=ref,
        wording_ref=wording_ref,
        numbers=numbers,
        headings={row.locale.value: row.heading for row in rows if row.heading},
        bodies={row.locale.value: row.body for row in rows},
        states={row.locale.value: row.state for row in rows},
    )


def summaries_of(wording_id: int) -> Texts:
    """Return the plain summaries of a wording by language."""
    return texts_of(PlainSummary.wording_id, PlainSummary.body, [wording_id])[wording_id]

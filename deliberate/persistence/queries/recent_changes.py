"""The clauses that people changed last, with the words that they brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from deliberate.persistence.amendments import STANDING
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import AmendmentRevision
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import (
    Clause,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
)
from deliberate.persistence.models.next_versions import ProvenanceSegment, ProvenanceSource
from deliberate.persistence.queries.provenance import Sources, sources_of
from deliberate.persistence.queries.texts import Texts, texts_of, words_of


@dataclass(frozen=True)
class RecentChange:
    """A clause in whose newest words some stand because of an amendment that can be read."""

    slug: str
    ref: str
    numbers: Texts
    headings: Texts
    bodies: Texts
    sources: Sources


def recent_changes(most: int = 3) -> Sequence[RecentChange]:
    """Return the clauses that people changed last, the newest change first.

    One query where there are none, twelve at most.
    """
    rows = db.session.execute(_changed().limit(most)).all()
    if not rows:
        return []
    headings, bodies = words_of(row.wording_id for row in rows)
    numbers = texts_of(
        VersionClauseNumber.version_clause_id,
        VersionClauseNumber.number,
        [row.id for row in rows],
    )
    sources = sources_of({row.wording_id: bodies[row.wording_id] for row in rows})
    return [
        RecentChange(
            slug=row.slug,
            ref=row.ref,
            numbers=numbers[row.id],
            headings=headings[row.wording_id],
            bodies=bodies[row.wording_id],
            sources=sources[row.wording_id],
        )
        for row in rows
    ]


def _changed() -> Select[*tuple[Any, ...]]:
    """Select clauses of the newest versions by when amendments last brought words into them."""
    later, brought = aliased(FrameworkVersion), aliased(FrameworkVersion)
    is_newest = ~(
        select(later.id)
        .where(
            later.framework_id == FrameworkVersion.framework_id,
            later.published_at.is_not(None),
            later.number > FrameworkVersion.number,
        )
        .exists()
    )
    segment = and_(
        ProvenanceSegment.wording_id == ProvenanceSource.wording_id,
        ProvenanceSegment.locale == ProvenanceSource.locale,
        ProvenanceSegment.start_offset == ProvenanceSource.start_offset,
    )
    return (
        select(VersionClause.id, VersionClause.wording_id, Clause.ref, Framework.slug)
        .select_from(ProvenanceSource)
        .join(ProvenanceSegment, segment)
        .join(brought, brought.id == ProvenanceSegment.version_id)
        .join(AmendmentRevision, AmendmentRevision.id == ProvenanceSource.revision_id)
        .join(Contribution, Contribution.id == AmendmentRevision.amendment_id)
        .join(VersionClause, VersionClause.wording_id == ProvenanceSource.wording_id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(Framework, Framework.id == Clause.framework_id)
        .where(FrameworkVersion.published_at.is_not(None), is_newest, *STANDING)
        .group_by(VersionClause.id, VersionClause.wording_id, Clause.ref, Framework.slug)
        .order_by(func.max(brought.published_at).desc(), VersionClause.id)
    )

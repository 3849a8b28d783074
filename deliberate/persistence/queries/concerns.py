"""The concern cards of the home page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from deliberate.persistence.database import db
from deliberate.persistence.models.concerns import Concern, ConcernClause, ConcernText
from deliberate.persistence.models.frameworks import (
    Clause,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
)
from deliberate.persistence.queries.texts import Texts, texts_of, words_of

SHOWN = 8


@dataclass(frozen=True)
class ConcernCard:
    """A worry and the clause that speaks to it most."""

    words: Texts
    slug: str
    clause_ref: str
    numbers: Texts
    headings: Texts
    bodies: Texts


def cards() -> list[ConcernCard]:
    """Return the first worries of the published frameworks, in their order.

    Four queries, whatever there is.
    """
    newest = (
        select(func.max(FrameworkVersion.number))
        .where(FrameworkVersion.framework_id == Framework.id)
        .correlate(Framework)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Concern.id, Framework.slug, Clause.ref, VersionClause.wording_id, VersionClause.id)
        .join(Framework, Framework.id == Concern.framework_id)
        .join(ConcernClause, ConcernClause.concern_id == Concern.id)
        .join(Clause, Clause.id == ConcernClause.clause_id)
        .join(VersionClause, VersionClause.clause_id == Clause.id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .where(ConcernClause.position == 0, FrameworkVersion.number == newest)
        .order_by(Framework.id, Concern.position)
        .limit(SHOWN)
    ).all()
    words = texts_of(ConcernText.concern_id, ConcernText.words, [row[0] for row in rows])
    headings, bodies = words_of([row[3] for row in rows])
    numbers = texts_of(
        VersionClauseNumber.version_clause_id,
        VersionClauseNumber.number,
        [row[4] for row in rows],
    )
    return [
        ConcernCard(
            words[concern_id],
            slug,
            ref,
            numbers[place_id],
            headings[wording_id],
            bodies[wording_id],
        )
        for concern_id, slug, ref, wording_id, place_id in rows
    ]

"""The concern cards of the home page."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from deliberate.persistence.database import db
from deliberate.persistence.models.concerns import Concern, ConcernClause, ConcernText
from deliberate.persistence.models.frameworks import Clause, Framework
from deliberate.persistence.queries.frameworks import Texts, texts_of

SHOWN = 8


@dataclass(frozen=True)
class ConcernCard:
    """A worry and the clause that speaks to it most."""

    words: Texts
    slug: str
    clause_ref: str


def cards() -> list[ConcernCard]:
    """Return the first worries of the frameworks there are, in their order."""
    rows = db.session.execute(
        select(Concern.id, Framework.slug, Clause.ref)
        .join(Framework, Framework.id == Concern.framework_id)
        .join(ConcernClause, ConcernClause.concern_id == Concern.id)
        .join(Clause, Clause.id == ConcernClause.clause_id)
        .where(ConcernClause.position == 0)
        .order_by(Framework.id, Concern.position)
        .limit(SHOWN)
    ).all()
    words = texts_of(ConcernText.concern_id, ConcernText.words, [row.id for row in rows])
    return [ConcernCard(words[row.id], row.slug, row.ref) for row in rows]

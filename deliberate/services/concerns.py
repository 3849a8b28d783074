"""Leading from everyday worries to clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.text import normalise
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.concerns import Concern, ConcernClause, ConcernText
from deliberate.persistence.models.frameworks import Clause, Framework


@dataclass(frozen=True)
class Worry:
    """A worry by language, and the refs of the clauses that speak to it, the nearest first."""

    words: Mapping[str, str]
    clause_refs: Sequence[str]


def set_concerns(actor: Actor, framework_ref: str, worries: Sequence[Worry], now: datetime) -> None:
    """Replace a framework's concern cards; raises `NotFound`, `NotPermitted`."""
    authorize(actor, Permission.CLAUSE_SUMMARISE, framework_ref)
    with transaction() as session:
        framework = session.scalar(select(Framework).where(Framework.ref == framework_ref))
        if framework is None:
            raise NotFound
        _clear(session, framework.id)
        rows = session.execute(
            select(Clause.ref, Clause.id).where(Clause.framework_id == framework.id)
        )
        ids = {row.ref: row.id for row in rows}
        for position, worry in enumerate(worries):
            _add(session, framework.id, position, worry, ids)
        thing = Thing("framework", framework_ref)
        record(session, actor, "set concerns", thing, now, framework_ref=framework_ref)


def _clear(session: Session, framework_id: int) -> None:
    old = select(Concern.id).where(Concern.framework_id == framework_id)
    for table in (ConcernText, ConcernClause):
        session.execute(delete(table).where(table.concern_id.in_(old)))
    session.execute(delete(Concern).where(Concern.framework_id == framework_id))


def _add(
    session: Session, framework_id: int, position: int, worry: Worry, ids: Mapping[str, int]
) -> None:
    unknown = [ref for ref in worry.clause_refs if ref not in ids]
    if unknown:
        raise NotFound
    concern = Concern(framework_id=framework_id, position=position)
    session.add(concern)
    session.flush()
    for locale, words in worry.words.items():
        session.add(
            ConcernText(concern_id=concern.id, locale=Locale(locale), words=normalise(words))
        )
    for order, ref in enumerate(worry.clause_refs):
        session.add(ConcernClause(concern_id=concern.id, clause_id=ids[ref], position=order))

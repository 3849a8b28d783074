"""Writing what a clause means in plain language."""

from __future__ import annotations

from collections.abc import Mapping
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
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    PlainSummary,
)


def summarise_clause(
    actor: Actor, framework_ref: str, clause_ref: str, summaries: Mapping[str, str], now: datetime
) -> None:
    """Say in plain language what the newest wording of a clause means, in each language given.

    An empty text takes the old one away. Raises `NotFound`, `NotPermitted`.
    """
    authorize(actor, Permission.CLAUSE_SUMMARISE, framework_ref)
    with transaction() as session:
        wording_id = session.scalar(
            select(ClauseWording.id)
            .join(Clause, Clause.id == ClauseWording.clause_id)
            .join(Framework, Framework.id == Clause.framework_id)
            .where(Clause.ref == clause_ref, Framework.ref == framework_ref)
            .order_by(ClauseWording.id.desc())
            .limit(1)
        )
        if wording_id is None:
            raise NotFound
        for locale, text in summaries.items():
            _replace_summary(session, wording_id, Locale(locale), normalise(text).strip())
        thing = Thing("clause", clause_ref)
        record(session, actor, "summarise", thing, now, framework_ref=framework_ref)


def _replace_summary(session: Session, wording_id: int, locale: Locale, words: str) -> None:
    session.execute(
        delete(PlainSummary).where(
            PlainSummary.wording_id == wording_id, PlainSummary.locale == locale
        )
    )
    if words:
        session.add(PlainSummary(wording_id=wording_id, locale=locale, body=words))

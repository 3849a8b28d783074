"""The amendments of a clause and of a round, as lists and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select

from deliberate.domain.errors import NotFound
from deliberate.persistence.amendments import STANDING, is_held
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import Amendment
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Clause, Framework
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.amendment_rows import AmendmentView, all_amendments, views_of

ON_A_PAGE = 10


@dataclass(frozen=True)
class AmendmentList:
    """A page of the amendments to a clause in the newest round, by the day they came in.

    Within a day a lot decides, so that nothing tells in which order people spoke, and nothing
    depends on votes.
    """

    amendments: Sequence[AmendmentView]
    total: int
    page: int
    pages: int


def amendments_of(clause_ref: str, zone: str, page: int = 1) -> AmendmentList:
    """Return amendments to a clause in the newest announced round of its framework.

    Those that a moderator hides keep their place; those taken back by their authors do not.

    Raises `NotFound` for a page that there is not. Seven queries at most, however many there are.
    """
    rows = db.session.execute(
        select(Contribution.id, Contribution.ref, Contribution.submitted_at)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .join(Clause, Clause.id == Amendment.clause_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(
            Clause.ref == clause_ref,
            Contribution.round_id == _newest_round(clause_ref),
            Contribution.submitted_at.is_not(None),
            Contribution.withdrawn_at.is_(None),
            ~is_held(),
        )
    ).all()
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    if not 1 <= page <= pages:
        raise NotFound
    in_order = sorted(rows, key=lambda row: (_day(row.submitted_at, zone), row.ref))
    wanted = [row.id for row in in_order[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]]
    return AmendmentList(_views(wanted), len(rows), page, pages)


def _newest_round(clause_ref: str) -> Any:
    return (
        select(ConsultationRound.id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .join(Clause, Clause.framework_id == Framework.id)
        .where(Clause.ref == clause_ref, ConsultationRound.announced_at.is_not(None))
        .order_by(ConsultationRound.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def _day(moment: datetime | None, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).date().isoformat() if moment else ""


def _views(ids: Sequence[int]) -> list[AmendmentView]:
    if not ids:
        return []
    found = db.session.execute(all_amendments().where(Contribution.id.in_(ids))).all()
    by_id = {row.Contribution.id: row for row in found}
    return views_of([by_id[each] for each in ids])


def standing_in(round_ref: str) -> int:
    """Return how many amendments of a round stand."""
    return db.session.scalar(_standing().where(ConsultationRound.ref == round_ref)) or 0


def _standing() -> Select[int]:
    return (
        select(func.count())
        .select_from(Contribution)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(*STANDING, ~is_held())
    )

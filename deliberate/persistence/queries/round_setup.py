"""What officials see of a round while they set it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import Changeability
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.round_setup import Blocker, Opening, opening_blockers
from deliberate.domain.rounds import ResultsVisibility
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Clause, Framework
from deliberate.persistence.models.rounds import ConsultationRound, RoundClause
from deliberate.persistence.queries.frameworks import SectionView, sections_of
from deliberate.persistence.queries.round_pages import FrameworkMark, framework_mark, notes_of
from deliberate.persistence.queries.texts import Texts
from deliberate.persistence.round_setup import opening_of


@dataclass(frozen=True)
class SetupPage:
    """A round with everything that decides whether it can be announced."""

    ref: str
    number: int
    framework: FrameworkMark
    opening: Opening
    blockers: Sequence[Blocker]
    results: ResultsVisibility
    premoderated: bool
    is_announced: bool


def setup_page(ref: str, viewer: Actor, now: datetime) -> SetupPage:
    """Return a round for those who set it up; raises `NotFound`, `NotPermitted`, `SignInNeeded`."""
    row, framework = round_being_set_up(ref, viewer)
    opening = opening_of(db.session(), row)
    return SetupPage(
        ref=row.ref,
        number=row.number,
        framework=framework,
        opening=opening,
        blockers=opening_blockers(opening, now),
        results=row.results,
        premoderated=row.premoderated,
        is_announced=row.announced_at is not None,
    )


def round_being_set_up(ref: str, viewer: Actor) -> tuple[ConsultationRound, FrameworkMark]:
    """Return a round for those who set it up; raises as `setup_page`."""
    row = db.session.scalar(select(ConsultationRound).where(ConsultationRound.ref == ref))
    if row is None:
        raise NotFound
    framework = framework_mark(row)
    authorize(viewer, Permission.ROUND_SET_UP, framework.ref)
    return row, framework


@dataclass(frozen=True)
class Said:
    """What has been said about a clause."""

    changeability: Changeability
    notes: Texts


@dataclass(frozen=True)
class ClausesPage:
    """The clauses of a round's version, and what has been said about each."""

    ref: str
    framework: FrameworkMark
    sections: Sequence[SectionView]
    said: Mapping[str, Said]
    """By the ref of the clause; absent where nothing has been said."""


def clauses_page(ref: str, viewer: Actor) -> ClausesPage:
    """Return the clauses of a round; raises as `setup_page`. A fixed number of queries."""
    row, framework = round_being_set_up(ref, viewer)
    notes = notes_of(row.id)
    rows = db.session.execute(
        select(Clause.id, Clause.ref, RoundClause.changeability)
        .join(RoundClause, RoundClause.clause_id == Clause.id)
        .where(RoundClause.round_id == row.id)
    )
    said = {each.ref: Said(each.changeability, notes.get(each.id, {})) for each in rows}
    return ClausesPage(row.ref, framework, sections_of(row.version_id), said)


@dataclass(frozen=True)
class DraftRound:
    """A round that is being set up."""

    ref: str
    number: int


def draft_round_of(framework_ref: str, viewer: Actor) -> DraftRound | None:
    """Return the round that is being set up; raises `NotPermitted`, `SignInNeeded`."""
    authorize(viewer, Permission.ROUND_SET_UP, framework_ref)
    row = db.session.execute(
        select(ConsultationRound.ref, ConsultationRound.number)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .where(Framework.ref == framework_ref, ConsultationRound.announced_at.is_(None))
    ).first()
    return DraftRound(row.ref, row.number) if row else None

"""Where a comment stands: its framework, its clause and the words that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionClauseNumber,
    VersionText,
    WordingText,
)
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.frameworks import ClauseView, clause_view
from deliberate.persistence.queries.rounds import RoundView, open_round_of
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class Place:
    """A clause as one version of its framework has it."""

    framework_ref: str
    slug: str
    titles: Texts
    clause: ClauseView
    wording_id: int


@dataclass(frozen=True)
class OpenPlace:
    """A clause on which comments may be open now; its words are those that the round is about."""

    place: Place
    round: RoundView | None

    @property
    def assurance(self) -> Assurance | None:
        """How sure we need to be of whoever comments; None while nobody can."""
        return self.round.activities_now.get(Activity.COMMENT) if self.round else None


def newest_place(clause_ref: str, slug: str | None = None) -> Place:
    """Return a clause in the newest version that has it; raises `NotFound`. Five queries."""
    wanted = _places().where(Clause.ref == clause_ref, FrameworkVersion.published_at.is_not(None))
    if slug is not None:
        wanted = wanted.where(Framework.slug == slug)
    return _place(wanted.order_by(FrameworkVersion.number.desc()))


def open_place(slug: str | None, clause_ref: str, now: datetime) -> OpenPlace:
    """Return a clause in the words that comments are asked for now; raises `NotFound`.

    `slug` is that of the framework in which it must be, None for any.
    """
    place = newest_place(clause_ref, slug)
    found = open_round_of(place.framework_ref, now)
    if found is None:
        return OpenPlace(place, None)
    try:
        return OpenPlace(place_in_round(found.ref, clause_ref), found)
    except NotFound:  # the clause is gone from the version that the round is about
        return OpenPlace(place, None)


def place_in_round(round_ref: str, clause_ref: str) -> Place:
    """Return a clause in the words that a round is about; raises `NotFound`. Four queries."""
    return _place(
        _places()
        .join(ConsultationRound, ConsultationRound.version_id == FrameworkVersion.id)
        .where(ConsultationRound.ref == round_ref, Clause.ref == clause_ref)
    )


def words_of_wording(clause_ref: str, wording_ref: str) -> ClauseView | None:
    """Return what a clause says or said in one wording, None for one that it never had."""
    rows = db.session.execute(
        select(WordingText.locale, WordingText.heading, WordingText.body, WordingText.state)
        .join(ClauseWording, ClauseWording.id == WordingText.wording_id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(Clause.ref == clause_ref, ClauseWording.ref == wording_ref)
        .order_by(WordingText.locale.desc())
    ).all()
    return clause_view(clause_ref, wording_ref, {}, rows) if rows else None


def _places() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Framework.ref.label("framework_ref"),
            Framework.slug,
            FrameworkVersion.id.label("version_id"),
            VersionClause.id.label("place_id"),
            Clause.ref.label("clause_ref"),
            ClauseWording.id.label("wording_id"),
            ClauseWording.ref.label("wording_ref"),
        )
        .select_from(VersionClause)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ClauseWording, ClauseWording.id == VersionClause.wording_id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .join(Framework, Framework.id == FrameworkVersion.framework_id)
    )


def _place(wanted: Select[*tuple[Any, ...]]) -> Place:
    row = db.session.execute(wanted.limit(1)).first()
    if row is None:
        raise NotFound
    owner = VersionClauseNumber.version_clause_id
    words = db.session.execute(
        select(WordingText.locale, WordingText.heading, WordingText.body, WordingText.state)
        .where(WordingText.wording_id == row.wording_id)
        .order_by(WordingText.locale.desc())
    ).all()
    numbers = texts_of(owner, VersionClauseNumber.number, [row.place_id])[row.place_id]
    titles = texts_of(VersionText.version_id, VersionText.title, [row.version_id])[row.version_id]
    return Place(
        framework_ref=row.framework_ref,
        slug=row.slug,
        titles=titles,
        clause=clause_view(row.clause_ref, row.wording_ref, numbers, words),
        wording_id=row.wording_id,
    )

"""The amendments that one person wrote or stands behind: for their eyes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.visibility import Visibility
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    CoAuthor,
    Signature,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Framework, VersionClause
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound, RoundText
from deliberate.persistence.queries.amendment_rows import (
    DispositionView,
    all_amendments,
    dispositions_of,
    visibility_of,
)
from deliberate.persistence.queries.texts import Texts, texts_of, words_of


@dataclass(frozen=True)
class GivenAmendment:
    """An amendment of one's own, or one that one stands behind."""

    ref: str
    kind: AmendmentKind
    slug: str
    clause_ref: str
    headings: Texts
    bodies: Texts
    numbers: Texts
    round_titles: Texts
    is_own: bool
    is_draft: bool
    visibility: Visibility
    disposition: DispositionView | None
    """None until the outcome of its round is published."""
    given_at: datetime


def amendments_by(viewer: Actor) -> list[GivenAmendment]:
    """Return what the viewer wrote and what they stand behind, newest first. Six queries at most.

    A draft that was thrown away is gone.
    """
    rows = db.session.execute(_theirs(viewer)).all()
    if not rows:
        return []
    headings, bodies = words_of({row.wording_id for row in rows})
    titles = texts_of(RoundText.round_id, RoundText.title, {row.round_id for row in rows})
    answers = dispositions_of([row.Contribution.id for row in rows if row.published_at])
    return [
        GivenAmendment(
            ref=row.Contribution.ref,
            kind=row.Amendment.kind,
            slug=row.slug,
            clause_ref=row.clause_ref,
            headings=headings[row.wording_id],
            bodies=bodies[row.wording_id],
            numbers={},
            round_titles=titles[row.round_id],
            is_own=bool(row.is_own),
            is_draft=row.Contribution.submitted_at is None,
            visibility=visibility_of(row.Contribution, is_held=row.is_held),
            disposition=answers.get(row.Contribution.id),
            given_at=row.Contribution.submitted_at or row.Contribution.created_at,
        )
        for row in rows
    ]


def _theirs(viewer: Actor) -> Any:
    me = (
        select(Participant.id)
        .where(Participant.ref == viewer.participant_ref)
        .correlate(None)
        .scalar_subquery()
    )
    wrote = exists().where(CoAuthor.amendment_id == Contribution.id, CoAuthor.participant_id == me)
    signed = exists().where(
        Signature.revision_id == AmendmentRevision.id,
        Signature.participant_id == me,
        Signature.withdrawn_at.is_(None),
    )
    in_round = (VersionClause.version_id == ConsultationRound.version_id) & (
        VersionClause.clause_id == Amendment.clause_id
    )
    stays = or_(Contribution.submitted_at.is_not(None), Contribution.withdrawn_at.is_(None))
    return (
        all_amendments()
        .add_columns(
            wrote.label("is_own"),
            Framework.slug,
            ConsultationRound.id.label("round_id"),
            VersionClause.wording_id.label("wording_id"),
        )
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .join(VersionClause, in_round)
        .where(or_(wrote, signed), stays)
        .order_by(None)
        .order_by(Contribution.created_at.desc(), Contribution.id.desc())
    )

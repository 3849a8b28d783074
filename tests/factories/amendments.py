"""Amendments stored directly, as they stand after having been handed in. All need a context."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.localized import Locale
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    AmendmentRevisionText,
    CoAuthor,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Clause, VersionClause
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from tests.factories.rounds import Round

REASON = "People wait for weeks and nobody tells them why."
IMPACT = "People who depend on benefits, and those who cannot read the letter."


def stored(
    held: Round,
    by: Actor,
    now: datetime,
    bodies: Mapping[str, str],
    *,
    place: int = 0,
    kind: AmendmentKind = AmendmentKind.CHANGE,
    headings: Mapping[str, str] | None = None,
) -> str:
    """Store an amendment to one clause of a round; return its ref."""
    with transaction() as session:
        owner_id = session.scalars(
            select(Participant.id).where(Participant.ref == by.participant_ref)
        ).one()
        base = _base(held, held.framework.clause_refs[place])
        given = Contribution(
            kind=ContributionKind.AMENDMENT,
            round_id=base.round_id,
            participant_id=owner_id,
            channel=Channel.WEB,
            created_at=now,
            submitted_at=now,
        )
        session.add(given)
        session.flush()
        revision = _first_revision(session, given, kind, base)
        session.add_all(
            AmendmentRevisionText(
                revision_id=revision.id,
                locale=Locale(locale),
                heading=(headings or {}).get(locale),
                body=body,
                reason=REASON,
                impact=IMPACT,
            )
            for locale, body in bodies.items()
        )
        return given.ref


def _first_revision(
    session: Session, given: Contribution, kind: AmendmentKind, base: Any
) -> AmendmentRevision:
    session.add(
        Amendment(
            contribution_id=given.id,
            kind=kind,
            clause_id=base.clause_id,
            base_wording_id=base.wording_id,
        )
    )
    session.flush()
    owner, made_at = given.participant_id, given.created_at
    session.add(CoAuthor(amendment_id=given.id, participant_id=owner, joined_at=made_at))
    revision = AmendmentRevision(
        amendment_id=given.id, number=1, author_id=owner, created_at=made_at
    )
    session.add(revision)
    session.flush()
    return revision


def _base(held: Round, clause_ref: str) -> Any:
    return db.session.execute(
        select(
            ConsultationRound.id.label("round_id"),
            VersionClause.clause_id,
            VersionClause.wording_id,
        )
        .join(VersionClause, VersionClause.version_id == ConsultationRound.version_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(ConsultationRound.ref == held.ref, Clause.ref == clause_ref)
    ).one()

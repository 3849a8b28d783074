"""Votes and other words for a clause, and versions that change it. All need a context."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.localized import Locale
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionSection,
    VersionText,
    WordingText,
)
from deliberate.services import votes
from deliberate.services.votes import Ballot
from tests.factories.rounds import Round


def wording_of(clause_ref: str) -> str:
    """Return the ref of what a clause says in the newest version."""
    return (
        db.session.scalars(
            select(ClauseWording.ref)
            .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
            .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
            .join(Clause, Clause.id == ClauseWording.clause_id)
            .where(Clause.ref == clause_ref)
            .order_by(FrameworkVersion.number.desc())
        ).first()
        or ""
    )


def ballot(held: Round, place: int = 0, seen: Locale = Locale.KO) -> Ballot:
    """Return a ballot on one clause of a round, in the words of now."""
    clause_ref = held.framework.clause_refs[place]
    return Ballot(held.ref, clause_ref, wording_of(clause_ref), seen)


def vote(held: Round, actor: Actor, choice: ClauseChoice, now: datetime, place: int = 0) -> None:
    """Vote on one clause of a round."""
    votes.cast_vote(actor, ballot(held, place), choice, now)


def new_version(slug: str, changed: str, now: datetime) -> None:
    """Publish one more version in which the clause `changed` says something else."""
    with transaction() as session:
        framework = session.scalars(select(Framework).where(Framework.slug == slug)).one()
        old = session.scalars(
            select(FrameworkVersion)
            .where(FrameworkVersion.framework_id == framework.id)
            .order_by(FrameworkVersion.number.desc())
        ).first()
        assert old is not None
        new = FrameworkVersion(
            framework_id=framework.id,
            number=(old.number or 0) + 1,
            published_at=now,
            published_by=old.published_by,
        )
        session.add(new)
        session.flush()
        session.add(VersionText(version_id=new.id, locale=Locale.EN, title="Another version"))
        _copy_places(old.id, new.id, changed, now)


def _copy_places(old_id: int, new_id: int, changed: str, now: datetime) -> None:
    session = db.session
    for section in session.scalars(
        select(VersionSection).where(VersionSection.version_id == old_id)
    ).all():
        copy = VersionSection(
            version_id=new_id, section_id=section.section_id, position=section.position
        )
        session.add(copy)
        session.flush()
        for place, ref in session.execute(
            select(VersionClause, Clause.ref)
            .join(Clause, Clause.id == VersionClause.clause_id)
            .where(VersionClause.version_section_id == section.id)
        ).all():
            wording_id = place.wording_id
            if ref == changed:
                wording_id = _new_wording(place.clause_id, now)
            session.add(
                VersionClause(
                    version_id=new_id,
                    version_section_id=copy.id,
                    clause_id=place.clause_id,
                    wording_id=wording_id,
                    position=place.position,
                )
            )


def _new_wording(clause_id: int, now: datetime) -> int:
    wording = ClauseWording(clause_id=clause_id, created_at=now)
    db.session.add(wording)
    db.session.flush()
    db.session.add(
        WordingText(wording_id=wording.id, locale=Locale.EN, body="Other words than before.")
    )
    return wording.id

"""Publishing what came of a round: its outcome, and the next version of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.closing import ensure_publishable
from deliberate.domain.frameworks import TextState
from deliberate.domain.next_version import NextClause, in_order
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.rounds import RoundClosed
from deliberate.domain.text import attribute
from deliberate.persistence.amendments import standing_proposals
from deliberate.persistence.closing import closing_now
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.frameworks import (
    Clause,
    FrameworkVersion,
    VersionClause,
    VersionSection,
    VersionSectionText,
    VersionText,
)
from deliberate.persistence.models.next_versions import RoundOutcome
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import account_id_of
from deliberate.persistence.provenance import (
    Stretch,
    add_stretches,
    composed,
    first_versions,
    stretches_of,
)
from deliberate.persistence.round_setup import framework_ref_of
from deliberate.persistence.rounds import round_alone
from deliberate.persistence.versions import (
    Wordings,
    add_version,
    new_wording,
    place_clause,
    place_section,
)


@dataclass(frozen=True)
class _Sources:
    """What the words of changed clauses are traced back to."""

    stretches: Mapping[tuple[int, str], Sequence[Stretch]]
    first_versions: Mapping[int, int]
    revision_ids: Mapping[str, int]
    """By the ref of an amendment."""


def publish_outcome(actor: Actor, ref: str, now: datetime) -> None:
    """Publish the outcome of a round, and the next version where any word changes.

    Nothing changes when it is published already. Raises `PublicationBlocked` with everything that
    is still open, `RoundClosed` (cancelled), `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    with transaction() as session:
        row = round_alone(session, ref)
        framework_ref = framework_ref_of(session, row)
        authorize(actor, Permission.ROUND_PUBLISH, framework_ref)
        if row.published_at is not None:
            return
        if row.cancelled_at is not None:
            raise RoundClosed(row.cancelled_at)
        clauses = next_clauses(session, row)
        ensure_publishable(closing_now(session, row, clauses))
        if any(each.is_changed for each in clauses):
            _publish_version(session, actor, row, clauses, now)
        row.answered_at = row.answered_at or now
        row.published_at = now
        record(session, actor, "publish", Thing("round", ref), now, framework_ref=framework_ref)


def _publish_version(
    session: Session,
    actor: Actor,
    row: ConsultationRound,
    clauses: Sequence[NextClause],
    now: datetime,
) -> None:
    number = session.scalars(
        select(func.max(FrameworkVersion.number)).where(
            FrameworkVersion.framework_id == row.framework_id
        )
    ).one()
    titles = session.execute(
        select(VersionText.locale, VersionText.title).where(
            VersionText.version_id == row.version_id
        )
    )
    version = add_version(
        session,
        row.framework_id,
        (number or 0) + 1,
        {each.locale.value: each.title for each in titles},
        account_id_of(session, actor),
        now,
    )
    session.add(RoundOutcome(round_id=row.id, version_id=version.id))
    _place_all(session, row, version, clauses, now)


def _place_all(
    session: Session,
    row: ConsultationRound,
    version: FrameworkVersion,
    clauses: Sequence[NextClause],
    now: datetime,
) -> None:
    sources = _sources(session, row, clauses)
    placed = _sections(session, row.version_id, version)
    home = {each.clause_id: placed[each.version_section_id] for each in _homes(session, row)}
    by_ref = {each.ref: each for each in clauses}
    first = next(iter(placed.values()))
    positions: dict[int, int] = {}
    for clause in in_order(clauses):
        anchor = by_ref.get(clause.after or "")
        section = home.get(clause.clause_id) or home.get(anchor.clause_id if anchor else 0, first)
        wording_id = clause.wording_id
        if wording_id is None or clause.is_changed:
            wording_id = _write(session, clause, version, sources, now)
        position = positions.get(section.id, 0)
        positions[section.id] = position + 1
        words = (clause.clause_id, wording_id)
        place_clause(session, section, position, words, clause.numbers.items())


def _homes(session: Session, row: ConsultationRound) -> Sequence[Any]:
    return session.execute(
        select(VersionClause.clause_id, VersionClause.version_section_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .where(VersionClause.version_id == row.version_id)
    ).all()


def _sections(
    session: Session, older_id: int, version: FrameworkVersion
) -> dict[int, VersionSection]:
    """Place the sections of the older version in the new one; return them by the older place."""
    older = session.scalars(
        select(VersionSection)
        .where(VersionSection.version_id == older_id)
        .order_by(VersionSection.position)
    ).all()
    titles: dict[int, dict[str, str]] = {each.id: {} for each in older}
    for text in session.scalars(
        select(VersionSectionText).where(VersionSectionText.version_section_id.in_(titles))
    ):
        titles[text.version_section_id][text.locale.value] = text.title
    return {
        each.id: place_section(session, version, each.section_id, each.position, titles[each.id])
        for each in older
    }


def _sources(session: Session, row: ConsultationRound, clauses: Sequence[NextClause]) -> _Sources:
    changed = [each.wording_id for each in clauses if each.is_changed and each.wording_id]
    return _Sources(
        stretches=stretches_of(session, changed),
        first_versions=first_versions(session, changed),
        revision_ids={each.ref: each.revision_id for each in standing_proposals(session, row.id)},
    )


def _write(
    session: Session,
    clause: NextClause,
    version: FrameworkVersion,
    sources: _Sources,
    now: datetime,
) -> int:
    """Write a changed clause as a new wording with the source of each of its words."""
    texts = {
        locale: Wordings(text.body, clause.headings.get(locale, ""), TextState.CONFIRMED)
        for locale, text in clause.texts.items()
    }
    wording_id = new_wording(session, clause.clause_id, texts, now)
    older_id = clause.wording_id or 0
    first = sources.first_versions.get(older_id, version.id)
    for locale, text in clause.texts.items():
        stretches = composed(
            attribute(text.base, [each.body for each in text.wanted], text.body),
            sources.stretches.get((older_id, locale), ()),
            (first, version.id),
            [sources.revision_ids[each.ref] for each in text.wanted],
        )
        add_stretches(session, wording_id, locale, stretches)
    return wording_id

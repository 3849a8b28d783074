"""The report of a counted round as it would read now, for the officials who write it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.next_version import NextClause
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import db
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.reports import Report, clauses_of, clauses_told
from deliberate.persistence.queries.representation import missed_in
from deliberate.persistence.queries.round_pages import framework_mark, round_page
from deliberate.persistence.queries.snapshots import closing_snapshot


def report_preview(ref: str, viewer: Actor, now: datetime) -> Report:
    """Return the report as it would read now; a fixed number of queries.

    Raises `NotFound`, also for a round that is not counted yet, that is sealed for groups that it
    missed, or that is published already, `NotPermitted`, `SignInNeeded`.
    """
    row = db.session.scalar(
        select(ConsultationRound).where(
            ConsultationRound.ref == ref,
            ConsultationRound.announced_at.is_not(None),
            ConsultationRound.published_at.is_(None),
        )
    )
    if row is None:
        raise NotFound
    authorize(viewer, Permission.ROUND_PUBLISH, framework_mark(row).ref)
    figures, page = closing_snapshot(ref), round_page(ref, now)
    if figures is None or not page.view.is_told:
        raise NotFound
    before = clauses_of(row.version_id)
    after = {
        each.ref: _as_it_would_read(each, before.get(each.ref))
        for each in next_clauses(db.session(), row)
        if not each.is_gone
    }
    return Report(
        page=page,
        published_at=None,
        version=None,
        figures=figures,
        clauses=clauses_told(row, before, after, figures),
        missed=missed_in(row),
    )


def _as_it_would_read(clause: NextClause, before: ClauseView | None) -> ClauseView:
    """Return a clause of the next version; one that changes has words without an identity."""
    if before is not None and not clause.is_changed:
        return before
    return ClauseView(clause.ref, "", clause.numbers, clause.headings, clause.bodies, {})

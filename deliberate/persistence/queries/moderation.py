"""One contribution as a moderator sees it: in context, with its reports and earlier decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deliberate.domain.actors import Actor
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.errors import DomainError, NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    ConductRule,
    ModerationDecision,
    OwnContribution,
    OwnDecision,
    Seen,
    continuity_token,
    is_overdue,
    possible_decisions,
    words_mark,
)
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.visibility import Viewer, decisions_in, standing_of
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import Amendment
from deliberate.persistence.models.contributions import Comment, Contribution
from deliberate.persistence.models.frameworks import Clause, ClauseWording, Framework
from deliberate.persistence.models.moderation import ContentReport
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.moderation import own_words
from deliberate.persistence.queries.comment_places import Place, newest_place, words_of_wording
from deliberate.persistence.queries.comment_rows import CommentView, all_comments, views_of
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.moderated import Given, amendment_view
from deliberate.persistence.queries.moderation_decisions import Decided, decisions_about
from deliberate.persistence.visibility import latest_actions

MODERATOR = Viewer(is_moderator=True)


@dataclass(frozen=True)
class ReportView:
    """What someone reported; nothing says who."""

    rule: ConductRule
    words: str
    locale: Locale
    reported_at: datetime
    is_settled: bool


@dataclass(frozen=True)
class ItemPage:
    """A contribution before a moderator."""

    given: Given
    place: Place
    read_words: ClauseView | None
    """The words of the clause that it was said about."""
    parent: CommentView | None
    reports: Sequence[ReportView]
    """Oldest first; those that nobody has settled come first."""
    decisions: Sequence[Decided]
    """Newest first, with what each redaction made unreadable."""
    appealed: Decided | None
    """The decision against which an appeal is open, if any."""
    is_overdue: bool
    continuity: str | None
    """The same for everything that one person gave under one-time names in this round."""
    possible: Sequence[ModerationDecision]
    obstacle: DomainError | None
    """Why this viewer cannot decide."""
    seen: Seen


def item_page(ref: str, viewer: Actor, key: str, now: datetime) -> ItemPage:
    """Return a contribution as moderators of its framework see it; twenty-two queries at most.

    `key` is the site's. Raises `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    row = _row(ref)
    authorize(viewer, Permission.MODERATION_QUEUE, row.framework_ref)
    contribution = row.Contribution
    actions = latest_actions([contribution.id])[contribution.id]
    standing = standing_of(actions)
    decisions = decisions_about(contribution.id, viewer)
    appealed = _appealed(decisions)
    reports = _reports(contribution.id)
    given, parent = _given(row)
    return ItemPage(
        given=given,
        place=newest_place(row.clause_ref),
        read_words=words_of_wording(row.clause_ref, row.wording_ref) if row.wording_ref else None,
        parent=parent,
        reports=[_report(each) for each in reports],
        decisions=decisions,
        appealed=appealed,
        is_overdue=_is_overdue(appealed, now),
        continuity=_continuity(row, key),
        possible=possible_decisions(
            is_hidden=standing.is_hidden,
            is_redacted=bool(standing.spans),
            is_proposal=given.kind is ContributionKind.AMENDMENT,
        ),
        obstacle=_obstacle(row.author_ref, appealed, viewer),
        seen=Seen(
            decisions=decisions_in(actions),
            words=words_mark(own_words(db.session(), contribution)),
            newest_report=max(reports, key=lambda each: each.id).ref if reports else "",
        ),
    )


def _row(ref: str) -> Any:
    wording_id = func.coalesce(Comment.wording_id, Amendment.base_wording_id)
    row = db.session.execute(
        select(
            Contribution,
            Comment.parent_id,
            Comment.wording_id,
            ClauseWording.ref.label("wording_ref"),
            Clause.ref.label("clause_ref"),
            ConsultationRound.ref.label("round_ref"),
            Participant.ref.label("author_ref"),
            Framework.ref.label("framework_ref"),
            ClosingSnapshot.taken_at.label("counted_at"),
        )
        .outerjoin(Comment, Comment.contribution_id == Contribution.id)
        .outerjoin(Amendment, Amendment.contribution_id == Contribution.id)
        .outerjoin(ClauseWording, ClauseWording.id == wording_id)
        .join(Clause, Clause.id == func.coalesce(ClauseWording.clause_id, Amendment.clause_id))
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == Clause.framework_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .outerjoin(ClosingSnapshot, ClosingSnapshot.round_id == ConsultationRound.id)
        .where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    ).first()
    if row is None:
        raise NotFound
    return row


def _given(row: Any) -> tuple[Given, CommentView | None]:
    """Return what it is as moderators may read it, and the comment that it replies to."""
    contribution: Contribution = row.Contribution
    if contribution.kind is ContributionKind.AMENDMENT:
        return Given(amendment=amendment_view(contribution.ref, MODERATOR)), None
    wanted = [contribution.id, row.parent_id]
    rows = db.session.execute(all_comments().where(Comment.contribution_id.in_(wanted))).all()
    found = views_of(rows, row.wording_id, MODERATOR)
    views = {each.Contribution.id: view for each, view in zip(rows, found, strict=True)}
    return Given(comment=views[contribution.id]), views.get(row.parent_id)


def _reports(contribution_id: int) -> Sequence[ContentReport]:
    return db.session.scalars(
        select(ContentReport)
        .where(ContentReport.contribution_id == contribution_id)
        .order_by(ContentReport.settled_by.is_not(None), ContentReport.id)
    ).all()


def _report(row: ContentReport) -> ReportView:
    return ReportView(
        row.rule, row.words or "", row.locale, row.reported_at, row.settled_by is not None
    )


def _continuity(row: Any, key: str) -> str | None:
    """Return the token of someone under a one-time name, until their round is counted.

    Nobody else gets one: beside a usual pseudonym it would say whose the one-time name is.
    """
    if row.Contribution.pseudonym is None or row.counted_at is not None:
        return None
    return continuity_token(row.round_ref, row.author_ref, key)


def _appealed(decisions: Sequence[Decided]) -> Decided | None:
    """Return the decision whose appeal the viewer can decide, else any with an open appeal."""
    waiting = [each for each in reversed(decisions) if each.appeal and each.appeal.is_open]
    return next((each for each in waiting if not each.is_own), waiting[0] if waiting else None)


def _is_overdue(appealed: Decided | None, now: datetime) -> bool:
    return (
        appealed is not None
        and appealed.appeal is not None
        and is_overdue(appealed.appeal.due_at, now)
    )


def _obstacle(author_ref: str, appealed: Decided | None, viewer: Actor) -> DomainError | None:
    if author_ref == viewer.participant_ref:
        return OwnContribution()
    return OwnDecision() if appealed is not None and appealed.is_own else None

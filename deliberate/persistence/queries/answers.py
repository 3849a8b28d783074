"""Comments that wait for an official answer, and answers before they are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.closing import unanswered_comments
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Answer, AnsweredComment, AnswerText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.comment_rows import CommentView, all_comments, views_of
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.round_setup import framework_ref_of

AT_ONCE = 50
"""So many comments are offered on one page."""


@dataclass(frozen=True)
class AnswerView:
    """An answer that officials can still change."""

    ref: str
    revision: int
    bodies: Texts
    comments: Sequence[CommentView]


@dataclass(frozen=True)
class AnswerDesk:
    """The comments on a clause: those that wait, the first of them, and those answered."""

    waiting: Sequence[CommentView]
    more: int
    """How many wait besides."""
    answers: Sequence[AnswerView]


def answer_desk(round_ref: str, clause_ref: str) -> AnswerDesk:
    """Return the comments on a clause with their answers; a fixed number of queries.

    Shows what is not public: for callers that have asked for permission.
    """
    of_clause = (
        all_comments()
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(ConsultationRound.ref == round_ref, Clause.ref == clause_ref)
    )
    waiting = db.session.execute(
        of_clause.where(*unanswered_comments()).order_by(Contribution.id)
    ).all()
    answered = db.session.execute(
        of_clause.add_columns(AnsweredComment.answer_id)
        .join(AnsweredComment, AnsweredComment.comment_id == Contribution.id)
        .order_by(AnsweredComment.answer_id, Contribution.id)
    ).all()
    return AnswerDesk(
        waiting=_views(waiting[:AT_ONCE]),
        more=max(0, len(waiting) - AT_ONCE),
        answers=_answers(answered),
    )


def _views(rows: Sequence[Any]) -> list[CommentView]:
    """Return comments as everybody sees them; officials answer words on the clause of the round."""
    return views_of(rows, rows[0].Comment.wording_id) if rows else []


def _answers(rows: Sequence[Any]) -> list[AnswerView]:
    by_answer: dict[int, list[CommentView]] = {}
    for row, view in zip(rows, _views(rows), strict=True):
        by_answer.setdefault(row.answer_id, []).append(view)
    bodies = texts_of(AnswerText.answer_id, AnswerText.body, by_answer)
    found = db.session.scalars(select(Answer).where(Answer.id.in_(by_answer)).order_by(Answer.id))
    return [
        AnswerView(each.ref, each.revision, bodies[each.id], by_answer[each.id]) for each in found
    ]


@dataclass(frozen=True)
class AnswerPage:
    """One answer, and where it belongs."""

    answer: AnswerView
    round_ref: str
    clause_ref: str


def answer_page(ref: str, viewer: Actor) -> AnswerPage:
    """Return an answer for officials; raises `NotFound`, `NotPermitted`, `SignInNeeded`."""
    row = db.session.execute(
        select(Answer, ConsultationRound)
        .join(ConsultationRound, ConsultationRound.id == Answer.round_id)
        .where(Answer.ref == ref)
    ).first()
    if row is None:
        raise NotFound
    framework_ref = framework_ref_of(db.session(), row.ConsultationRound)
    authorize(viewer, Permission.COMMENT_ANSWER, framework_ref)
    answered = db.session.execute(
        all_comments()
        .add_columns(AnsweredComment.answer_id, Clause.ref.label("clause_ref"))
        .join(AnsweredComment, AnsweredComment.comment_id == Contribution.id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(AnsweredComment.answer_id == row.Answer.id)
    ).all()
    return AnswerPage(_answers(answered)[0], row.ConsultationRound.ref, answered[0].clause_ref)

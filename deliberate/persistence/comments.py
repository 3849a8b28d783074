"""Comments as the use cases that write about them find them, and how they stand."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select, update
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.comments import AlreadyWithdrawn, NotYours, UnderModeration
from deliberate.domain.errors import NotFound
from deliberate.domain.votes import CommentChoice
from deliberate.persistence.delegates import ensure_speaks_still
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Comment, Contribution
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import CommentVote
from deliberate.persistence.people import participant_of
from deliberate.persistence.upsert import upsert
from deliberate.persistence.visibility import standing_now


class Found(NamedTuple):
    """A comment with what it has in common with other contributions, and its round."""

    contribution: Contribution
    comment: Comment
    round: ConsultationRound


def comment_by_ref(session: Session, ref: str) -> Found:
    """Return a submitted comment; raises `NotFound`."""
    return _found(session, _by_ref(ref))


def _by_ref(ref: str) -> Select[Contribution, Comment, ConsultationRound]:
    return (
        select(Contribution, Comment, ConsultationRound)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    )


def _found(session: Session, wanted: Select[Contribution, Comment, ConsultationRound]) -> Found:
    row = session.execute(wanted).first()
    if row is None:
        raise NotFound
    return Found(row[0], row[1], row[2])


def own_comment(session: Session, actor: Actor, ref: str) -> Found:
    """Return a standing comment of the actor's, held against their other tabs.

    Raises `NotFound`, `SignInNeeded`, `NotYours`, `DelegateLeft`, `AlreadyWithdrawn`.
    """
    found = _found(session, _by_ref(ref).with_for_update(of=Contribution))
    if found.contribution.participant_id != participant_of(session, actor).id:
        raise NotYours
    ensure_speaks_still(session, actor, found.contribution)
    if found.contribution.withdrawn_at is not None:
        raise AlreadyWithdrawn
    return found


def ensure_not_moderated(contribution: Contribution) -> None:
    """Raise `UnderModeration` where words are hidden or redacted: a change would undo that."""
    if standing_now(contribution.id).newest is not None:
        raise UnderModeration


def recount(session: Session, comment_id: int) -> None:
    """Count the answers to a comment anew, one recount at a time, so that none is missed."""
    found = session.get(CommentStanding, comment_id, with_for_update=True)
    if found is None:
        values = {"comment_id": comment_id, "lot": comment_id}
        upsert(session, CommentStanding, values, ["comment_id"], ["comment_id"])
    session.execute(
        update(CommentStanding)
        .where(CommentStanding.comment_id == comment_id)
        .values(
            agreed=_votes(CommentChoice.AGREE),
            disagreed=_votes(CommentChoice.DISAGREE),
            passed=_votes(CommentChoice.PASS),
        )
        .execution_options(synchronize_session=False)
    )


def _votes(choice: CommentChoice) -> ScalarSelect[int]:
    same: ColumnElement[bool] = CommentVote.comment_id == CommentStanding.comment_id
    return (
        select(func.count())
        .where(same, CommentVote.choice == choice)
        .correlate(CommentStanding)
        .scalar_subquery()
    )

"""What of a counted round is still open, as the pages and the use case of publishing see it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from deliberate.domain.closing import Closing
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.next_version import NextClause
from deliberate.persistence.amendments import STANDING
from deliberate.persistence.merge_desk import next_clauses, text_facts
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import AnsweredComment, Disposition
from deliberate.persistence.models.moderation import Appeal, ModerationAction
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.quorums import quorums_of


def unanswered_amendments() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a contribution an amendment that waits for its disposition."""
    answered = exists().where(Disposition.amendment_id == Contribution.id, Disposition.change == 0)
    return (Contribution.kind == ContributionKind.AMENDMENT, *STANDING, ~answered)


def unanswered_comments() -> tuple[ColumnElement[bool], ...]:
    """Return what makes a contribution a comment that waits for its answer."""
    answered = exists().where(AnsweredComment.comment_id == Contribution.id)
    return (Contribution.kind == ContributionKind.COMMENT, *STANDING, ~answered)


def closing_now(
    session: Session, row: ConsultationRound, clauses: Sequence[NextClause] | None = None
) -> Closing:
    """Return everything that decides whether the outcome of a round can be published.

    `clauses`: the next version as `next_clauses` found it, where it has been read already.
    """
    found = next_clauses(session, row) if clauses is None else clauses
    facts = text_facts(found)
    return Closing(
        is_counted=session.get(ClosingSnapshot, row.id) is not None,
        amendments_unanswered=_count(session, row.id, *unanswered_amendments()),
        comments_unanswered=_count(session, row.id, *unanswered_comments()),
        moderation_open=_moderation_open(session, row),
        texts_undecided=facts.texts_undecided,
        new_clauses_unordered=facts.new_clauses_unordered,
        languages_differ=facts.languages_differ,
        groups_unexplained=_unexplained(session, row),
    )


def _unexplained(session: Session, row: ConsultationRound) -> int:
    quorum = quorums_of(session, {row.id: row.created_at}).get(row.id)
    return len(quorum.unanswered) if quorum else 0


def _count(session: Session, round_id: int, *wanted: ColumnElement[bool]) -> int:
    of_round = Contribution.round_id == round_id
    return session.scalars(select(func.count(Contribution.id)).where(of_round, *wanted)).one()


def _moderation_open(session: Session, row: ConsultationRound) -> int:
    """Return how many appeals and held contributions wait for a moderator."""
    appeals = session.scalars(
        select(func.count(Appeal.id))
        .join(ModerationAction, ModerationAction.id == Appeal.action_id)
        .join(Contribution, Contribution.id == ModerationAction.contribution_id)
        .where(Contribution.round_id == row.id, Appeal.result.is_(None))
    ).one()
    if not row.premoderated:
        return appeals
    decided = exists().where(ModerationAction.contribution_id == Contribution.id)
    return appeals + _count(session, row.id, *STANDING, ~decided)

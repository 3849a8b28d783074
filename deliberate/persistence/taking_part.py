"""How many people took part in rounds: whoever gave anything, each counted once.

Says nothing about anyone's choice, so it may be shown while results are sealed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import CompoundSelect, func, select, union
from sqlalchemy.orm import Session

from deliberate.persistence.models.amendments import AmendmentRevision, Signature
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.votes import (
    AmendmentVote,
    ClauseVote,
    CommentVote,
    UnclearMark,
)


def who_took_part(round_ids: Collection[int]) -> CompoundSelect[tuple[int, int]]:
    """Return the select of (round_id, participant_id), each pair once."""
    on_amendment = AmendmentRevision.amendment_id == Contribution.id
    return union(
        _given(ClauseVote.round_id, ClauseVote.participant_id, round_ids),
        _given(UnclearMark.round_id, UnclearMark.participant_id, round_ids),
        _given(Contribution.round_id, Contribution.participant_id, round_ids).where(
            Contribution.submitted_at.is_not(None)
        ),
        _given(Contribution.round_id, CommentVote.participant_id, round_ids).join(
            CommentVote, CommentVote.comment_id == Contribution.id
        ),
        _given(Contribution.round_id, AmendmentVote.participant_id, round_ids)
        .join(AmendmentRevision, on_amendment)
        .join(AmendmentVote, AmendmentVote.revision_id == AmendmentRevision.id),
        _given(Contribution.round_id, Signature.participant_id, round_ids)
        .join(AmendmentRevision, on_amendment)
        .join(Signature, Signature.revision_id == AmendmentRevision.id),
    )


def _given(round_id: Any, participant_id: Any, round_ids: Collection[int]) -> Any:
    return (
        select(round_id.label("round_id"), participant_id.label("participant_id"))
        .select_from(round_id.class_)
        .where(round_id.in_(round_ids))
    )


def taken_part(session: Session, round_ids: Collection[int]) -> dict[int, int]:
    """Return by round how many took part, in one query; a round without anyone is absent."""
    pairs = who_took_part(round_ids).subquery()
    rows = session.execute(
        select(pairs.c.round_id, func.count().label("people")).group_by(pairs.c.round_id)
    )
    return {row.round_id: row.people for row in rows}

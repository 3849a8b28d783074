"""Making everything of one participant another's: what moves, and what is held meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.orm import Session

from deliberate.domain.participants import Assurance
from deliberate.persistence.comments import recount
from deliberate.persistence.database import Model
from deliberate.persistence.models.amendments import AmendmentRevision, CoAuthor, Signature
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.participants import AssuranceFact, Participant, WebSession
from deliberate.persistence.models.rounds import ClosingSnapshot, ConsultationRound
from deliberate.persistence.models.votes import (
    AmendmentVote,
    ClauseVote,
    CommentVote,
    UnclearMark,
)
from deliberate.persistence.self_declarations import keep_one_declaration

ONCE_EACH: Sequence[tuple[type[Model], tuple[str, ...], str]] = (
    (ClauseVote, ("wording_id", "round_id"), "cast_at"),
    (AmendmentVote, ("revision_id",), "cast_at"),
    (CommentVote, ("comment_id",), "cast_at"),
    (UnclearMark, ("wording_id", "round_id"), "marked_at"),
    (CoAuthor, ("amendment_id",), "joined_at"),
)
"""What a participant has once for each target: table, target, time."""


OWNERS = (
    *(table.__table__.c.participant_id for table, _, _ in ONCE_EACH),
    Signature.__table__.c.participant_id,
    Contribution.__table__.c.participant_id,
    AmendmentRevision.__table__.c.author_id,
)
"""The columns that say whose something is."""


def hold_rounds(session: Session) -> None:
    """Hold every round that can still be frozen, so that no snapshot sees half a merge."""
    counted = exists().where(ClosingSnapshot.round_id == ConsultationRound.id)
    session.scalars(
        select(ConsultationRound.id)
        .where(~counted)
        .order_by(ConsultationRound.id)
        .with_for_update(read=True)
    ).all()


def hold_people(session: Session, ids: Sequence[int]) -> dict[int, Participant]:
    """Return participants by id, held alone in one order, so that none gives anything now."""
    people = session.scalars(
        select(Participant)
        .where(Participant.id.in_(ids))
        .order_by(Participant.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {each.id: each for each in people}


def merge(session: Session, guest: Participant, owner: Participant) -> None:
    """Move everything that `guest` gave to `owner`; of two votes on one target the later wins.

    Both are held by the caller. The guest's browsers are left behind: whoever sits at one of them
    is a stranger from now on.
    """
    answered = session.scalars(
        select(CommentVote.comment_id)
        .where(CommentVote.participant_id == guest.id)
        .order_by(CommentVote.comment_id)
    ).all()
    for table, target, moment in ONCE_EACH:
        _keep_the_later(session, table, target, moment, (guest.id, owner.id))
    _keep_one_signature(session, guest.id, owner.id)
    keep_one_declaration(session, guest.id, owner.id)
    for column in OWNERS:
        session.execute(
            update(column.table).where(column == guest.id).values({column.name: owner.id})
        )
    session.execute(
        update(AssuranceFact)
        .where(AssuranceFact.participant_id == guest.id, AssuranceFact.level != Assurance.GUEST)
        .values(participant_id=owner.id)
    )
    session.execute(delete(WebSession).where(WebSession.participant_id == guest.id))
    for comment_id in answered:
        recount(session, comment_id)
    guest.merged_into = owner.id


def _keep_the_later(
    session: Session,
    table: Any,
    target: tuple[str, ...],
    moment: str,
    people: tuple[int, int],
) -> None:
    """Of two rows on one target leave the later, the owner's where both are of one moment."""
    guest_id, owner_id = people
    rows = table.__table__
    rival = rows.alias()
    same = and_(*(rows.c[name] == rival.c[name] for name in target))
    later = exists().where(
        same, rival.c.participant_id == guest_id, rival.c[moment] > rows.c[moment]
    )
    session.execute(delete(rows).where(rows.c.participant_id == owner_id, later))
    standing = exists().where(same, rival.c.participant_id == owner_id)
    session.execute(delete(rows).where(rows.c.participant_id == guest_id, standing))


def _keep_one_signature(session: Session, guest_id: int, owner_id: int) -> None:
    """Leave one standing signature on each revision; the rest moves with everything else."""
    rows: Any = Signature.__table__
    rival = rows.alias()
    twice = exists().where(
        rival.c.participant_id == owner_id,
        rival.c.revision_id == rows.c.revision_id,
        rival.c.organisation_id.is_(None),
        rival.c.withdrawn_at.is_(None),
    )
    session.execute(
        delete(rows).where(rows.c.participant_id == guest_id, rows.c.withdrawn_at.is_(None), twice)
    )

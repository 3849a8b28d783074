"""Votes: one table for each kind of target, one row for each person and target."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.localized import Locale
from deliberate.domain.votes import AmendmentChoice, ClauseChoice, CommentChoice
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, Moment, choice, language, reference


class ClauseVote(Model):
    """A position on a clause's wording, once for each round."""

    __tablename__ = "clause_vote"
    __table_args__ = (
        UniqueConstraint("participant_id", "wording_id", "round_id"),
        Index("ix_clause_vote_target", "round_id", "wording_id"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = reference("consultation_round.id", index=False)
    wording_id: Mapped[int] = reference("clause_wording.id")
    participant_id: Mapped[int] = reference("participant.id", index=False)
    choice: Mapped[ClauseChoice] = mapped_column(choice(ClauseChoice, "choice"))
    locale: Mapped[Locale] = language()
    cast_at: Mapped[Moment]


class UnclearMark(Model):
    """The "this is unclear" button, beside and apart from voting."""

    __tablename__ = "unclear_mark"

    wording_id: Mapped[int] = reference("clause_wording.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    marked_at: Mapped[Moment]


class AmendmentVote(Model):
    """A position on one revision of an amendment."""

    __tablename__ = "amendment_vote"
    __table_args__ = (UniqueConstraint("participant_id", "revision_id"),)

    id: Mapped[Key]
    revision_id: Mapped[int] = reference("amendment_revision.id")
    participant_id: Mapped[int] = reference("participant.id", index=False)
    choice: Mapped[AmendmentChoice] = mapped_column(choice(AmendmentChoice, "choice"))
    locale: Mapped[Locale] = language()
    cast_at: Mapped[Moment]


class CommentVote(Model):
    """A position on a comment; orders comments."""

    __tablename__ = "comment_vote"
    __table_args__ = (UniqueConstraint("participant_id", "comment_id"),)

    id: Mapped[Key]
    comment_id: Mapped[int] = reference("comment.contribution_id")
    participant_id: Mapped[int] = reference("participant.id", index=False)
    choice: Mapped[CommentChoice] = mapped_column(choice(CommentChoice, "choice"))
    locale: Mapped[Locale] = language()
    cast_at: Mapped[Moment]

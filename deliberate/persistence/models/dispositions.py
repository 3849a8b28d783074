"""Official answers: a disposition for each amendment, an answer for one comment or several."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.dispositions import Outcome
from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    Key,
    LongText,
    Moment,
    Ref,
    choice,
    language,
    reference,
)


class Disposition(Model):
    """What became of an amendment, or (`change`) of one change within it.

    `revision` counts how often it was recorded: an official who has not seen the newest is refused.
    """

    __tablename__ = "disposition"
    __table_args__ = (
        UniqueConstraint("amendment_id", "change"),
        CheckConstraint("revision > 0", name="revision_positive"),
    )

    id: Mapped[Key]
    amendment_id: Mapped[int] = reference("amendment.contribution_id", index=False)
    change: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
    revision: Mapped[int] = mapped_column(default=1)
    decided_by: Mapped[int] = reference("account.id")
    decided_at: Mapped[Moment]


class DispositionText(Model):
    """The public reason of a disposition in one language."""

    __tablename__ = "disposition_text"

    disposition_id: Mapped[int] = reference("disposition.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    reason: Mapped[LongText]


class Answer(Model):
    """An official answer to one comment or to a cluster of them."""

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint("revision > 0", name="revision_positive"),)

    id: Mapped[Key]
    ref: Mapped[Ref]
    round_id: Mapped[int] = reference("consultation_round.id")
    revision: Mapped[int] = mapped_column(default=1)
    answered_by: Mapped[int] = reference("account.id")
    answered_at: Mapped[Moment]


class AnswerText(Model):
    """An answer in one language."""

    __tablename__ = "answer_text"

    answer_id: Mapped[int] = reference("answer.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    body: Mapped[LongText]


class AnsweredComment(Model):
    """Which comments an answer answers; each comment has at most one answer."""

    __tablename__ = "answered_comment"

    comment_id: Mapped[int] = reference("comment.contribution_id", primary_key=True)
    answer_id: Mapped[int] = reference("answer.id")

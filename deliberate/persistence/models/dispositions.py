"""Official answers, the merge draft, and where each published word comes from."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, String, UniqueConstraint
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
    """What became of an amendment, or (`change`) of one change within it."""

    __tablename__ = "disposition"
    __table_args__ = (UniqueConstraint("amendment_id", "change"),)

    id: Mapped[Key]
    amendment_id: Mapped[int] = reference("amendment.contribution_id", index=False)
    change: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome, "outcome"))
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

    id: Mapped[Key]
    ref: Mapped[Ref]
    round_id: Mapped[int] = reference("consultation_round.id")
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


class MergeDraft(Model):
    """The next text of a clause in the making; saving over a newer revision is refused."""

    __tablename__ = "merge_draft"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    clause_id: Mapped[int] = reference("clause.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[LongText]
    made_by: Mapped[int] = reference("account.id")
    made_at: Mapped[Moment]


class ProvenanceSegment(Model):
    """From where a stretch of a wording comes; no revision means from the base."""

    __tablename__ = "provenance_segment"
    __table_args__ = (CheckConstraint("end_offset > start_offset", name="not_empty"),)

    wording_id: Mapped[int] = reference("clause_wording.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    start_offset: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    end_offset: Mapped[int]
    revision_id: Mapped[int | None] = reference("amendment_revision.id")
    diff_version: Mapped[str] = mapped_column(String(20))

"""Moderation: rows of reports, actions and appeals; nothing is deleted."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult, ConductRule, ModerationDecision
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

HASH_LENGTH = 64


class ContentReport(Model):
    """Someone says that a contribution breaks a rule; no account is needed.

    `reporter_key` is a participant's ref, or a hash that only a stranger's own browser leads to.
    """

    __tablename__ = "content_report"
    __table_args__ = (UniqueConstraint("contribution_id", "rule", "reporter_key"),)

    id: Mapped[Key]
    ref: Mapped[Ref]
    contribution_id: Mapped[int] = reference("contribution.id")
    rule: Mapped[ConductRule] = mapped_column(choice(ConductRule, "rule"))
    words: Mapped[LongText | None]
    locale: Mapped[Locale] = language()
    reporter_id: Mapped[int | None] = reference("participant.id")
    reporter_key: Mapped[str] = mapped_column(String(HASH_LENGTH))
    reported_at: Mapped[Moment]
    settled_by: Mapped[int | None] = reference("moderation_action.id")


class ModerationAction(Model):
    """A moderator's decision about a contribution."""

    __tablename__ = "moderation_action"
    __table_args__ = (
        CheckConstraint(
            "(decision = 'redact') = (start_offset IS NOT NULL)", name="redaction_has_a_span"
        ),
        CheckConstraint("end_offset > start_offset", name="span_not_empty"),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    contribution_id: Mapped[int] = reference("contribution.id")
    decision: Mapped[ModerationDecision] = mapped_column(choice(ModerationDecision, "decision"))
    rule: Mapped[ConductRule] = mapped_column(choice(ConductRule, "rule"))
    automated: Mapped[bool] = mapped_column(default=False)
    start_offset: Mapped[int | None]
    end_offset: Mapped[int | None]
    decided_by: Mapped[int] = reference("account.id")
    decided_at: Mapped[Moment]


class StatementOfReasons(Model):
    """The facts and the way to appeal, in one language, for the person it hit."""

    __tablename__ = "statement_of_reasons"

    action_id: Mapped[int] = reference("moderation_action.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    facts: Mapped[LongText]


class Appeal(Model):
    """The one appeal against an action, decided by a different moderator."""

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("(result IS NULL) = (decided_at IS NULL)", name="decided_with_a_result"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_by_someone"),
    )

    id: Mapped[Key]
    action_id: Mapped[int] = reference("moderation_action.id", unique=True, index=False)
    words: Mapped[LongText]
    locale: Mapped[Locale] = language()
    appealed_at: Mapped[Moment]
    due_at: Mapped[Moment]
    result: Mapped[AppealResult | None] = mapped_column(choice(AppealResult, "result"))
    decided_by: Mapped[int | None] = reference("account.id")
    decided_at: Mapped[Moment | None]


class AppealReason(Model):
    """Why an appeal ended as it did, in one language, for its author."""

    __tablename__ = "appeal_reason"

    appeal_id: Mapped[int] = reference("appeal.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    reason: Mapped[LongText]


class WaveBand(Model):
    """By what comments that are nearly the same find the first of their kind in a round."""

    __tablename__ = "wave_band"
    __table_args__ = (Index("ix_wave_band_place", "round_id", "band", "value"),)

    leader_id: Mapped[int] = reference("comment.contribution_id", primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round_id: Mapped[int] = reference("consultation_round.id", index=False)
    value: Mapped[int] = mapped_column(BigInteger)


class WaveMember(Model):
    """Which comment was the first to say nearly the same; one that stands alone leads itself."""

    __tablename__ = "wave_member"

    comment_id: Mapped[int] = reference("comment.contribution_id", primary_key=True)
    leader_id: Mapped[int] = reference("comment.contribution_id")

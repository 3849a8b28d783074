"""Consultation rounds: schedules and facts; states follow from them and the clock."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.frameworks import Changeability
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance
from deliberate.domain.rounds import Activity, ResultsVisibility, ScheduleChangeKind
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    Key,
    LongText,
    Moment,
    Ref,
    ShortText,
    choice,
    language,
    reference,
)


class ConsultationRound(Model):
    """A period on one framework version in which named activities are open."""

    __tablename__ = "consultation_round"
    __table_args__ = (
        UniqueConstraint("framework_id", "number"),
        UniqueConstraint("id", "version_id"),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    framework_id: Mapped[int] = reference("framework.id")
    version_id: Mapped[int] = reference("framework_version.id")
    number: Mapped[int]
    results: Mapped[ResultsVisibility] = mapped_column(
        choice(ResultsVisibility, "results"), default=ResultsVisibility.SEALED
    )
    premoderated: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Moment]
    announced_at: Mapped[Moment | None]
    cancelled_at: Mapped[Moment | None]
    answered_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]


class RoundText(Model):
    """What a round says about itself in one language."""

    __tablename__ = "round_text"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    title: Mapped[ShortText]
    description: Mapped[LongText]


class RoundPhase(Model):
    """A stretch of a round; closing time is exclusive."""

    __tablename__ = "round_phase"
    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        CheckConstraint("closes_at > opens_at", name="closes_after_opening"),
    )

    id: Mapped[Key]
    round_id: Mapped[int] = reference("consultation_round.id", index=False)
    position: Mapped[int]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]


class PhaseActivity(Model):
    """An activity that is open in a phase, and the assurance that it asks for."""

    __tablename__ = "phase_activity"

    phase_id: Mapped[int] = reference("round_phase.id", primary_key=True)
    activity: Mapped[Activity] = mapped_column(choice(Activity, "activity"), primary_key=True)
    assurance: Mapped[Assurance] = mapped_column(choice(Assurance, "assurance"))


class ScheduleChange(Model):
    """A change of announced times, with its public reason; rows are only added."""

    __tablename__ = "schedule_change"
    __table_args__ = (CheckConstraint("approved_by <> asked_by", name="approved_by_another"),)

    id: Mapped[Key]
    round_id: Mapped[int] = reference("consultation_round.id")
    kind: Mapped[ScheduleChangeKind] = mapped_column(choice(ScheduleChangeKind, "kind"))
    closes_at: Mapped[Moment | None]
    asked_by: Mapped[int] = reference("account.id")
    asked_at: Mapped[Moment]
    approved_by: Mapped[int | None] = reference("account.id")
    effective_at: Mapped[Moment | None]


class ScheduleChangeText(Model):
    """The public reason of a schedule change in one language."""

    __tablename__ = "schedule_change_text"

    change_id: Mapped[int] = reference("schedule_change.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    reason: Mapped[LongText]


class RoundClause(Model):
    """What officials said, before opening, that can change in a clause."""

    __tablename__ = "round_clause"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "version_id"], ["consultation_round.id", "consultation_round.version_id"]
        ),
        ForeignKeyConstraint(
            ["version_id", "clause_id"], ["version_clause.version_id", "version_clause.clause_id"]
        ),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int]
    changeability: Mapped[Changeability] = mapped_column(choice(Changeability, "changeability"))


class RoundClauseText(Model):
    """What is fixed in a clause, and by what, in one language."""

    __tablename__ = "round_clause_text"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "clause_id"], ["round_clause.round_id", "round_clause.clause_id"]
        ),
    )

    round_id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    note: Mapped[LongText]


class ClosingSnapshot(Model):
    """What stood when the clock ended input: one for each round, taken once."""

    __tablename__ = "closing_snapshot"

    round_id: Mapped[int] = reference("consultation_round.id", primary_key=True)
    taken_at: Mapped[Moment]
    body: Mapped[LongText]

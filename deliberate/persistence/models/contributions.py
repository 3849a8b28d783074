"""What people give: the identity that comments, amendments and statements share."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.comments import Stance
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.localized import Locale
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


class OutreachEvent(Model):
    """A workshop, a visit, a phone day: where assisted contributions come from."""

    __tablename__ = "outreach_event"

    id: Mapped[Key]
    ref: Mapped[Ref]
    round_id: Mapped[int] = reference("consultation_round.id")
    name: Mapped[ShortText]
    held_at: Mapped[Moment]


class Contribution(Model):
    """One thing that someone gave; receipts, moderation, answers and journeys refer to it."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("id", "kind"),
        CheckConstraint(
            "channel = 'web' OR entered_by IS NOT NULL", name="entered_by_a_facilitator"
        ),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    kind: Mapped[ContributionKind] = mapped_column(choice(ContributionKind, "kind"))
    round_id: Mapped[int] = reference("consultation_round.id")
    participant_id: Mapped[int] = reference("participant.id")
    organisation_id: Mapped[int | None] = reference("organisation.id")
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    event_id: Mapped[int | None] = reference("outreach_event.id")
    entered_by: Mapped[int | None] = reference("account.id")
    pseudonym: Mapped[ShortText | None]
    created_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]
    withdrawn_at: Mapped[Moment | None]
    hidden_at: Mapped[Moment | None]


class ContributionText(Model):
    """A contribution's words in one language: the author's own, or a person's translation."""

    __tablename__ = "contribution_text"
    __table_args__ = (
        CheckConstraint(
            "is_original = (translator_id IS NULL)", name="translations_have_a_translator"
        ),
        Index(
            "uq_contribution_text_original",
            "contribution_id",
            unique=True,
            sqlite_where=text("is_original"),
            postgresql_where=text("is_original"),
        ),
    )

    contribution_id: Mapped[int] = reference("contribution.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    body: Mapped[LongText]
    is_original: Mapped[bool]
    translator_id: Mapped[int | None] = reference("account.id")
    corrected_at: Mapped[Moment | None]


class Comment(Model):
    """What a person says about a clause, tied to the wording they read."""

    __tablename__ = "comment"

    contribution_id: Mapped[int] = reference("contribution.id", primary_key=True)
    wording_id: Mapped[int] = reference("clause_wording.id")
    parent_id: Mapped[int | None] = reference("comment.contribution_id")
    stance: Mapped[Stance | None] = mapped_column(choice(Stance, "stance"))

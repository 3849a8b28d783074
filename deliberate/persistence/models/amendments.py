"""Proposed wordings, their immutable revisions, who wrote and who stands behind them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.localized import Locale
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import (
    Key,
    LongText,
    Moment,
    choice,
    language,
    reference,
)


class Amendment(Model):
    """A proposal about a clause; a new clause stands after `clause_id`."""

    __tablename__ = "amendment"
    __table_args__ = (
        CheckConstraint(
            "kind = 'new clause' OR (clause_id IS NOT NULL AND base_wording_id IS NOT NULL)",
            name="names_what_it_changes",
        ),
    )

    contribution_id: Mapped[int] = reference("contribution.id", primary_key=True)
    kind: Mapped[AmendmentKind] = mapped_column(choice(AmendmentKind, "kind"))
    clause_id: Mapped[int | None] = reference("clause.id")
    base_wording_id: Mapped[int | None] = reference("clause_wording.id")


class AmendmentRevision(Model):
    """One state of a proposal; votes and signatures bind to it."""

    __tablename__ = "amendment_revision"
    __table_args__ = (UniqueConstraint("amendment_id", "number"),)

    id: Mapped[Key]
    amendment_id: Mapped[int] = reference("amendment.contribution_id", index=False)
    number: Mapped[int]
    author_id: Mapped[int] = reference("participant.id")
    created_at: Mapped[Moment]


class AmendmentRevisionText(Model):
    """A revision's full proposed text, reason and impact statement in one language."""

    __tablename__ = "amendment_revision_text"

    revision_id: Mapped[int] = reference("amendment_revision.id", primary_key=True)
    locale: Mapped[Locale] = language(primary_key=True)
    heading: Mapped[str | None] = mapped_column(Text)
    body: Mapped[LongText]
    reason: Mapped[LongText]
    impact: Mapped[LongText]
    translator_id: Mapped[int | None] = reference("account.id")


class CoAuthor(Model):
    """Who writes an amendment together with others."""

    __tablename__ = "co_author"

    amendment_id: Mapped[int] = reference("amendment.contribution_id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    joined_at: Mapped[Moment]


class Signature(Model):
    """Who stands behind one revision, for themselves or for an organisation."""

    __tablename__ = "signature"
    __table_args__ = (
        Index(
            "uq_signature_standing",
            "revision_id",
            "participant_id",
            text("coalesce(organisation_id, 0)"),
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    revision_id: Mapped[int] = reference("amendment_revision.id")
    participant_id: Mapped[int] = reference("participant.id")
    organisation_id: Mapped[int | None] = reference("organisation.id")
    signed_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]

"""Organisations and the people who speak for them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped

from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, Moment, Ref, ShortText, reference


class Organisation(Model):
    """A body that proposes, co-signs and comments through delegates; it never votes."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint(
            "(verified_at IS NULL) = (verified_by IS NULL)", name="verified_by_someone"
        ),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    name: Mapped[ShortText]
    website: Mapped[ShortText | None]
    created_at: Mapped[Moment]
    verified_at: Mapped[Moment | None]
    verified_by: Mapped[int | None] = reference("account.id")


class Delegate(Model):
    """Who speaks for an organisation, from when until when."""

    __tablename__ = "delegate"
    __table_args__ = (
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="ends_after_start"),
        Index(
            "uq_delegate_standing",
            "organisation_id",
            "account_id",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    organisation_id: Mapped[int] = reference("organisation.id")
    account_id: Mapped[int] = reference("account.id")
    named_by: Mapped[int | None] = reference("account.id")
    from_at: Mapped[Moment]
    until_at: Mapped[Moment | None]

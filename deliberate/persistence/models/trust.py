"""What an account waits for before it changes hands or gains power."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.actors import Role
from deliberate.domain.localized import Locale
from deliberate.domain.retention import KeptRecord
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, Moment, Ref, choice, language, reference
from deliberate.persistence.models.participants import ADDRESS_LENGTH


class AddressChange(Model):
    """A new address for an account, which both the old and the new one have to confirm."""

    __tablename__ = "address_change"

    id: Mapped[Key]
    ref: Mapped[Ref]
    account_id: Mapped[int] = reference("account.id")
    new_address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    locale: Mapped[Locale] = language()
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    old_confirmed_at: Mapped[Moment | None]
    new_confirmed_at: Mapped[Moment | None]


class RoleInvitation(Model):
    """A role that waits for someone who has no account yet."""

    __tablename__ = "role_invitation"

    id: Mapped[Key]
    ref: Mapped[Ref]
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), index=True)
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    framework_id: Mapped[int] = reference("framework.id")
    invited_by: Mapped[int | None] = reference("account.id")
    invited_at: Mapped[Moment]
    expires_at: Mapped[Moment]


class RetentionTerm(Model):
    """For how many days an operator wants a kind of record kept; without a row, the default."""

    __tablename__ = "retention_term"
    __table_args__ = (CheckConstraint("days > 0", name="days_positive"),)

    kind: Mapped[KeptRecord] = mapped_column(choice(KeptRecord, "kind"), primary_key=True)
    days: Mapped[int]
    set_by: Mapped[int] = reference("account.id")
    set_at: Mapped[Moment]


class OperatorProposal(Model):
    """That someone become an operator: another operator has to agree."""

    __tablename__ = "operator_proposal"
    __table_args__ = (
        CheckConstraint("decided_by <> proposed_by", name="decided_by_another"),
        CheckConstraint("(decided_at IS NULL) = (is_approved IS NULL)", name="decided_whole"),
        Index(
            "uq_operator_proposal_open",
            "account_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    ref: Mapped[Ref]
    account_id: Mapped[int] = reference("account.id", index=False)
    proposed_by: Mapped[int] = reference("account.id")
    proposed_at: Mapped[Moment]
    decided_by: Mapped[int | None] = reference("account.id")
    decided_at: Mapped[Moment | None]
    is_approved: Mapped[bool | None]

"""People: who takes part, how they sign in, how they are reached, what they may do."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.actors import Role
from deliberate.domain.localized import Locale
from deliberate.domain.participants import PSEUDONYM_LENGTH, Assurance, ContactKind
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, Moment, Ref, choice, language, reference

ADDRESS_LENGTH = 320
HASH_LENGTH = 64
CHALLENGE_LENGTH = 64


class Participant(Model):
    """A person in the deliberation; a guest's can be merged into another."""

    __tablename__ = "participant"
    __table_args__ = (CheckConstraint("merged_into <> id", name="not_merged_into_itself"),)

    id: Mapped[Key]
    ref: Mapped[Ref]
    pseudonym: Mapped[str] = mapped_column(String(PSEUDONYM_LENGTH))
    merged_into: Mapped[int | None] = reference("participant.id")
    created_at: Mapped[Moment]
    erased_at: Mapped[Moment | None]
    """Since when nothing here leads to a person any more."""


class AssuranceFact(Model):
    """Since when, and from what, we have been how sure of a participant."""

    __tablename__ = "assurance_fact"

    id: Mapped[Key]
    participant_id: Mapped[int] = reference("participant.id")
    level: Mapped[Assurance] = mapped_column(choice(Assurance, "level"))
    established_at: Mapped[Moment]


class Account(Model):
    """How one signs in; its password is an Argon2id hash, or there is none."""

    __tablename__ = "account"

    id: Mapped[Key]
    ref: Mapped[Ref]
    participant_id: Mapped[int] = reference("participant.id", unique=True, index=False)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[Locale] = language()
    created_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]


class ContactChannel(Model):
    """A way to reach an account's owner; an address belongs to one account only."""

    __tablename__ = "contact_channel"
    __table_args__ = (UniqueConstraint("kind", "address"),)

    id: Mapped[Key]
    account_id: Mapped[int] = reference("account.id")
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind, "kind"))
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    confirmed_at: Mapped[Moment | None]


class WebSession(Model):
    """One browser that is signed in, or that a guest uses; the token is kept as a hash."""

    __tablename__ = "web_session"

    id: Mapped[Key]
    ref: Mapped[Ref]
    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    participant_id: Mapped[int] = reference("participant.id")
    account_id: Mapped[int | None] = reference("account.id")
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    """When the second step was last taken in it."""
    challenge: Mapped[str | None] = mapped_column(String(CHALLENGE_LENGTH))
    """What a passkey is to sign next, once."""
    challenged_at: Mapped[Moment | None]
    wrong_answers: Mapped[int] = mapped_column(default=0)
    """Second steps that failed since the last one that did not."""


class SignInLink(Model):
    """A link sent by mail; its token is sealed with the site's key and not stored."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    ref: Mapped[Ref]
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH))
    locale: Mapped[Locale] = language()
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class Receipt(Model):
    """The way back to a participant, or to one contribution, without an account."""

    __tablename__ = "receipt"

    id: Mapped[Key]
    participant_id: Mapped[int] = reference("participant.id")
    contribution_id: Mapped[int | None] = reference("contribution.id")
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    issued_at: Mapped[Moment]


class RoleGrant(Model):
    """A role given and perhaps taken back; the operator's has no framework."""

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "(role = 'operator') = (framework_id IS NULL)", name="operator_has_no_framework"
        ),
        Index(
            "uq_role_grant_standing",
            "account_id",
            "role",
            text("coalesce(framework_id, 0)"),
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[Key]
    account_id: Mapped[int] = reference("account.id")
    framework_id: Mapped[int | None] = reference("framework.id")
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    granted_by: Mapped[int | None] = reference("account.id")
    granted_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]

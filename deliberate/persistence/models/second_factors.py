"""What second steps are checked against: of each, what lets nobody in by itself."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from deliberate.domain.second_factors import FACTOR_NAME_LENGTH
from deliberate.persistence.database import Model
from deliberate.persistence.models.columns import Key, LongText, Moment, Ref, reference
from deliberate.persistence.models.participants import HASH_LENGTH

CREDENTIAL_LENGTH = 1400
"""1,023 bytes, the most that WebAuthn allows, in base64url."""


class Passkey(Model):
    """The public half of a passkey; the private one never leaves the person's device."""

    __tablename__ = "passkey"

    id: Mapped[Key]
    ref: Mapped[Ref]
    account_id: Mapped[int] = reference("account.id")
    credential: Mapped[str] = mapped_column(String(CREDENTIAL_LENGTH), unique=True)
    public_key: Mapped[LongText]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(FACTOR_NAME_LENGTH))
    added_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class Authenticator(Model):
    """The secret shared with an app that shows six digits, encrypted with the site's key."""

    __tablename__ = "authenticator"

    id: Mapped[Key]
    account_id: Mapped[int] = reference("account.id", unique=True, index=False)
    sealed_secret: Mapped[str] = mapped_column(String(300))
    added_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute of the last code that was taken: no code works twice."""


class RecoveryCode(Model):
    """A code for the day when the phone is lost; kept as a hash, it works once."""

    __tablename__ = "recovery_code"

    id: Mapped[Key]
    account_id: Mapped[int] = reference("account.id")
    code_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    made_at: Mapped[Moment]
    used_at: Mapped[Moment | None]

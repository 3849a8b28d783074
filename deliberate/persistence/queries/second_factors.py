"""The second steps of one's own account, as its owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from deliberate.domain.second_factors import FactorKind
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.sealing import unseal


@dataclass(frozen=True)
class OwnPasskey:
    """A passkey in the owner's list."""

    ref: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SecondSteps:
    """What an account can take the second step with."""

    passkeys: tuple[OwnPasskey, ...]
    authenticator_since: datetime | None
    pending_secret: str | None
    """The secret of an app that has not sent its first digits yet (base32)."""
    codes_left: int

    @property
    def is_set_up(self) -> bool:
        """Whether the second step can be taken with anything but a recovery code."""
        return bool(self.passkeys) or self.authenticator_since is not None


def second_steps_of(account_ref: str | None, key: str) -> SecondSteps:
    """Return an account's second steps; `key` is the site's."""
    account_id = select(Account.id).where(Account.ref == account_ref).scalar_subquery()
    passkeys = db.session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)
    )
    app = db.session.scalar(select(Authenticator).where(Authenticator.account_id == account_id))
    codes = db.session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    )
    is_pending = app is not None and app.confirmed_at is None
    return SecondSteps(
        passkeys=tuple(OwnPasskey(p.ref, p.name, p.added_at, p.used_at) for p in passkeys),
        authenticator_since=app.confirmed_at if app else None,
        pending_secret=(
            unseal(app.sealed_secret, FactorKind.AUTHENTICATOR, key) if app and is_pending else None
        ),
        codes_left=codes or 0,
    )

"""What taking a second step and setting one up have in common."""

from __future__ import annotations

from datetime import datetime

import pyotp
from cryptography.fernet import InvalidToken
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from deliberate.domain.credentials import token_hash
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.second_factors import (
    CHALLENGE_LASTS,
    FactorKind,
    new_challenge,
    read_digits,
    time_step,
)
from deliberate.persistence.models.participants import WebSession
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.sealing import unseal


def account_session(session: Session, token: str) -> WebSession:
    """Hold the session of an account, so that its challenge and its guesses count once.

    Raises `SignInNeeded`.
    """
    row = session.scalar(
        select(WebSession)
        .where(WebSession.token_hash == token_hash(token), WebSession.account_id.is_not(None))
        .with_for_update()
    )
    if row is None:
        raise SignInNeeded
    return row


def known_passkeys(session: Session, row: WebSession) -> list[PublicKeyCredentialDescriptor]:
    """Return the account's passkeys as a browser is told of them."""
    known = select(Passkey.credential).where(Passkey.account_id == row.account_id)
    return [
        PublicKeyCredentialDescriptor(base64url_to_bytes(each)) for each in session.scalars(known)
    ]


def give_challenge(row: WebSession, now: datetime) -> bytes:
    """Give a session what a passkey is to sign next, in place of an earlier challenge."""
    row.challenge, row.challenged_at = new_challenge(), now
    return base64url_to_bytes(row.challenge)


def take_challenge(row: WebSession, now: datetime) -> bytes | None:
    """Take the challenge from a session: it can be answered once, and not for long."""
    challenge, made_at = row.challenge, row.challenged_at
    row.challenge = row.challenged_at = None
    if challenge is None or made_at is None or now - made_at > CHALLENGE_LASTS:
        return None
    return base64url_to_bytes(challenge)


def use_digits(row: Authenticator, answer: str, key: str, now: datetime) -> bool:
    """Whether six digits are right for now or a half minute around it; takes each code once.

    RFC 6238 with a window of one step.
    """
    try:
        totp = pyotp.TOTP(unseal(row.sealed_secret, FactorKind.AUTHENTICATOR, key))
    except InvalidToken:
        return False
    here = time_step(now)
    for step in range(max(here - 1, row.last_step + 1), here + 2):
        if pyotp.utils.strings_equal(totp.generate_otp(step), read_digits(answer)):
            row.last_step = step
            return True
    return False


def has_second_step(session: Session, account_id: int) -> bool:
    """Whether an account has a passkey or a confirmed authenticator."""
    passkeys = session.scalar(
        select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)
    )
    authenticator = session.scalar(
        select(Authenticator.id).where(
            Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
        )
    )
    return bool(passkeys) or authenticator is not None


def forget_second_steps(session: Session, account_id: int) -> None:
    """Delete every second step of an account in the caller's transaction."""
    for model in (Passkey, Authenticator, RecoveryCode):
        session.execute(delete(model).where(model.account_id == account_id))

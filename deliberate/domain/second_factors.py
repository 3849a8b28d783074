"""The second step by which staff show that it is them, and what waits for it.

Whoever has learned a password or reads somebody's mail can say something under their name, but can
neither close nor publish, moderate nor give away roles.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from deliberate.domain.actors import Actor
from deliberate.domain.errors import DomainError
from deliberate.domain.participants import RECEIPT_LENGTH, new_receipt_code, read_receipt_code

CONFIRMATION_LASTS = timedelta(minutes=15)
ROLES_LAST = timedelta(hours=12)
"""For a working day: a browser that stays signed in overnight holds no role in the morning."""
CHALLENGE_LASTS = timedelta(minutes=5)
RECOVERY_CODES = 10
WRONG_ANSWERS = 5
"""So many wrong answers end the session in which they were given."""
STEP_SECONDS = 30
AUTHENTICATOR_DIGITS = 6
FACTOR_NAME_LENGTH = 60
PASSKEYS_MAX = 20


class FactorKind(StrEnum):
    """What a second step is taken with."""

    PASSKEY = "passkey"
    AUTHENTICATOR = "authenticator"
    """An app that shows six digits (TOTP, RFC 6238)."""
    RECOVERY_CODE = "recovery code"


class WrongAnswer(DomainError):
    """The second step failed: a wrong or used code, or a passkey of another site."""

    status = 403


class SessionStopped(DomainError):
    """Too many second steps failed, so that the session is over."""

    status = 403


class ConfirmationNeeded(DomainError):
    """This waits until the person has taken the second step in this session, not long ago."""

    status = 403


class FreshSignInNeeded(DomainError):
    """A first second step can be set up only shortly after signing in."""

    status = 403


class TooManyPasskeys(DomainError):
    """An account has room for no further passkey."""

    status = 409


@dataclass(frozen=True)
class Site:
    """What a passkey and an authenticator are bound to: the site as its visitors reach it."""

    name: str
    origin: str
    """Scheme, host and port, without a path."""
    key: str
    """The site's key."""

    @property
    def domain(self) -> str:
        """The host: a passkey made for one is of no use on another."""
        return urlsplit(self.origin).hostname or ""


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def in_session(actor: Actor, confirmed_at: datetime | None, now: datetime) -> Actor:
    """Return what an actor may be in a session whose second step was last taken at a time.

    Without one, and a working day after it, all roles wait; participants are never asked.
    """
    if not actor.is_staff:
        return actor
    if confirmed_at is None or now - confirmed_at >= ROLES_LAST:
        return replace(actor, roles={}, is_operator=False, roles_wait=True, is_confirmed=False)
    return replace(actor, is_confirmed=now - confirmed_at < CONFIRMATION_LASTS)


def ensure_confirmed(actor: Actor) -> None:
    """Raise `ConfirmationNeeded` unless the second step was taken, where it is asked for."""
    if not actor.is_confirmed:
        raise ConfirmationNeeded


def time_step(moment: datetime) -> int:
    """Return the number of the half minute for which an authenticator's code is made."""
    return int(moment.timestamp()) // STEP_SECONDS


def new_recovery_codes() -> list[str]:
    """Return fresh recovery codes, each about 58 bits, without grouping."""
    return [new_receipt_code() for _ in range(RECOVERY_CODES)]


def new_challenge() -> str:
    """Return what a passkey is to sign: 256 random bits."""
    return secrets.token_urlsafe(32)


def kind_of(answer: str) -> FactorKind:
    """Return what an answer was given with, by its shape."""
    if answer.lstrip().startswith("{"):
        return FactorKind.PASSKEY
    if len(read_receipt_code(answer)) == RECEIPT_LENGTH:
        return FactorKind.RECOVERY_CODE
    return FactorKind.AUTHENTICATOR


def read_digits(typed: str) -> str:
    """Return the digits of what was typed: apps show them in groups."""
    return "".join(each for each in typed if each in "0123456789")

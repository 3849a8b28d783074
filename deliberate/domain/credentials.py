"""Secrets that people carry, and what of them may be stored: hashes only.

A database dump alone opens no session, follows no link and reads no receipt.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from deliberate.domain.errors import DomainError
from deliberate.domain.participants import RECEIPT_ALPHABET, RECEIPT_LENGTH

SESSION_TOKEN_BYTES = 32
SESSION_LIFETIME = timedelta(days=14)
LINK_LIFETIME = timedelta(minutes=15)


class WrongCredentials(DomainError):
    """Address and password do not belong together; never says which of them is wrong."""


class LinkSpent(DomainError):
    """A link from a mail is used up, too old or damaged."""

    status = 410


class UnknownReceipt(DomainError):
    """No participant belongs to this receipt code."""


class SessionEnded(DomainError):
    """The browser's session is over; sending this anew would make it someone else's."""

    status = 409


class ReceiptClaimed(DomainError):
    """What stands behind this receipt code belongs to another account already."""

    status = 409


@dataclass(frozen=True)
class Newcomer:
    """A stranger at the moment of giving something."""

    locale: str
    seed: str
    """Random, the same however often this browser sends its first contribution."""
    key: str
    """The site's key."""


def new_session_token() -> str:
    """Return a random session token of 256 bits."""
    return secrets.token_urlsafe(SESSION_TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return what is stored of a session token: 256 random bits need no key or salt."""
    return sha256(token.encode()).hexdigest()


def keyed_hash(purpose: str, text: str, key: str) -> str:
    """Return a hash that cannot be tried out without the key, for short codes (HMAC-SHA-256)."""
    return hmac.new(key.encode(), f"{purpose}:{text}".encode(), sha256).hexdigest()


def receipt_code_from(seed: str, key: str) -> str:
    """Return the receipt code that belongs to a random seed; nobody can tell it without the key."""
    rest = int.from_bytes(hmac.new(key.encode(), f"code from:{seed}".encode(), sha256).digest())
    letters = []
    for _ in range(RECEIPT_LENGTH):
        rest, place = divmod(rest, len(RECEIPT_ALPHABET))
        letters.append(RECEIPT_ALPHABET[place])
    return "".join(letters)


def link_token(ref: str, key: str) -> str:
    """Return the token that a mailed link carries: the ref and a seal that only we can make."""
    return _sealed("link", ref, key)


def open_link_token(token: str, key: str) -> str:
    """Return the ref inside a link's token; raises `LinkSpent` for a forged or damaged one."""
    return _opened("link", token, key)


class AddressSide(StrEnum):
    """Which of two addresses confirms that an account moves from one to the other."""

    OLD = "old address"
    NEW = "new address"


def address_token(ref: str, side: AddressSide, key: str) -> str:
    """Return the token with which one of the two addresses confirms a change."""
    return _sealed(side, f"{side.name.lower()}-{ref}", key)


def open_address_token(token: str, key: str) -> tuple[AddressSide, str]:
    """Return side and ref of a change of address; raises `LinkSpent` for a forged token."""
    for side in AddressSide:
        if token.startswith(f"{side.name.lower()}-"):
            return side, _opened(side, token, key).partition("-")[2]
    raise LinkSpent


def stop_token(account_ref: str, framework_ref: str, key: str) -> str:
    """Return the token that ends an account's mail about a framework, and can do nothing else."""
    return _sealed("no more news", f"{account_ref}-{framework_ref}", key)


def open_stop_token(token: str, key: str) -> tuple[str, str]:
    """Return the refs of account and framework; raises `LinkSpent` for a forged token."""
    account_ref, _, framework_ref = _opened("no more news", token, key).partition("-")
    return account_ref, framework_ref


def _sealed(purpose: str, words: str, key: str) -> str:
    return f"{words}.{keyed_hash(purpose, words, key)}"


def _opened(purpose: str, token: str, key: str) -> str:
    words, _, seal = token.partition(".")
    if not hmac.compare_digest(seal.encode(), keyed_hash(purpose, words, key).encode()):
        raise LinkSpent
    return words

"""Who takes part, how they are shown, and how sure we are of them."""

from __future__ import annotations

import secrets
import string
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from deliberate.domain.errors import DomainError

PSEUDONYM_LENGTH = 40
RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 12
RECEIPT_GROUP = 4
REF_ALPHABET = string.ascii_lowercase + string.digits
REF_LENGTH = 10


INVITATION_LIFETIME = timedelta(days=14)
"""For so long a role waits for someone who has no account yet."""


class Assurance(StrEnum):
    """How sure we are that one person stands behind one participant, weakest first."""

    GUEST = "guest"
    """A device and a receipt code."""
    ASSISTED = "assisted"
    """Entered by a facilitator."""
    KNOWN = "known"
    """A confirmed contact or an invitation code."""
    ENROLLED = "enrolled"
    """A roll or an identity provider."""


class ContactKind(StrEnum):
    """A way to reach a person."""

    EMAIL = "email"


class BadPseudonym(DomainError):
    """A pseudonym is empty, too long or holds characters that cannot be shown."""


class BadAddress(DomainError):
    """This cannot be an e-mail address."""


class UnknownAddress(DomainError):
    """Nobody has signed in with this address yet."""


class OwnNomination(DomainError):
    """Someone proposed this operator themselves: another operator has to agree."""

    status = 409


class NotYourself(DomainError):
    """Nobody closes their own account in this way."""

    status = 409


class SecondOperatorNeeded(DomainError):
    """Nobody alone makes an operator in a page."""

    status = 409


class LastOperator(DomainError):
    """The site would be left without an operator."""


def new_ref() -> str:
    """Return a random public name: 10 letters and digits, about 51 bits, telling no order."""
    return "".join(secrets.choice(REF_ALPHABET) for _ in range(REF_LENGTH))


def new_receipt_code() -> str:
    """Return a receipt code, 12 unambiguous characters (about 58 bits), without grouping."""
    return "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))


def group_receipt_code(code: str) -> str:
    """Return the code as people read and write it: groups of four."""
    starts = range(0, len(code), RECEIPT_GROUP)
    return "-".join(code[start : start + RECEIPT_GROUP] for start in starts)


def read_receipt_code(typed: str) -> str:
    """Return what a person typed as a code: case, spaces and dashes do not matter."""
    return "".join(letter for letter in typed.upper() if letter in RECEIPT_ALPHABET)


def ensure_pseudonym(text: str) -> str:
    """Return the pseudonym as it will be shown; raises `BadPseudonym`."""
    name = " ".join(text.split())
    if not name or len(name) > PSEUDONYM_LENGTH or not name.isprintable():
        raise BadPseudonym
    return name


_KO_FIRST = [
    "고요한",
    "새벽",
    "맑은",
    "느린",
    "푸른",
    "둥근",
    "따뜻한",
    "조용한",
    "너른",
    "환한",
    "곧은",
    "작은",
]
_KO_LAST = [
    "나루",
    "언덕",
    "솔숲",
    "바람",
    "등불",
    "돌담",
    "물결",
    "들꽃",
    "마루",
    "샘터",
    "구름",
    "징검다리",
]
_EN_FIRST = [
    "Quiet",
    "Early",
    "Clear",
    "Slow",
    "Blue",
    "Round",
    "Warm",
    "Gentle",
    "Wide",
    "Bright",
    "Steady",
    "Small",
]
_EN_LAST = [
    "Harbour",
    "Hill",
    "Pinewood",
    "Breeze",
    "Lantern",
    "Wall",
    "River",
    "Meadow",
    "Porch",
    "Spring",
    "Cloud",
    "Bridge",
]
HUNDRED = 100


def suggest_pseudonym(locale: str, choose: Callable[[list[str]], str] = secrets.choice) -> str:
    """Return a friendly pseudonym that says nothing about the person, such as "맑은 나루 42"."""
    first, last = (_KO_FIRST, _KO_LAST) if locale == "ko" else (_EN_FIRST, _EN_LAST)
    return f"{choose(first)} {choose(last)} {secrets.randbelow(HUNDRED - 10) + 10}"

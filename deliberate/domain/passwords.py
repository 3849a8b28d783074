"""What a password must be: long, and not among the first that attackers try."""

from __future__ import annotations

import re

from deliberate.domain.errors import DomainError

PASSWORD_MIN = 10
PASSWORD_MAX = 200
FEWEST_SIGNS = 4
"""Of different signs: "aaaaaaaaaa" and "1212121212" are long, and guessed at once."""
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ",
    "가나다라마바사아자차카타파하",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb",
)
"""Rows of keys, and what people count along."""
WORDS = (
    *("password", "passw0rd", "letmein", "welcome", "iloveyou", "sunshine", "princess", "football"),
    *("baseball", "superman", "administrator", "admin", "master", "monkey", "dragon", "login"),
    *("deliberate", "changeme", "default", "secret", "computer", "internet", "samsung", "korea"),
    *(
        "비밀번호",
        "사랑해요",
        "사랑해",
        "대한민국",
        "안녕하세요",
        "관리자",
        "dkssudgktpdy",
        "tkfkdgo",
    ),
)
"""What stands in every list of passwords that attackers begin with, and this site's own name."""
_DECORATION = re.compile(r"[\d\W_]+")


class BadPassword(DomainError):
    """A password is too short or too long."""

    def __init__(self, minimum: int = PASSWORD_MIN, maximum: int = PASSWORD_MAX) -> None:
        super().__init__()
        self.minimum = minimum
        self.maximum = maximum


class GuessablePassword(BadPassword):
    """A password is among the first that attackers try."""


def ensure_password(text: str) -> str:
    """Return the password; raises `BadPassword`, `GuessablePassword`.

    It must be long and not common; nothing is asked about the kinds of signs in it
    (NIST SP 800-63B, section 5.1.1.2).
    """
    if not PASSWORD_MIN <= len(text) <= PASSWORD_MAX:
        raise BadPassword
    if is_guessable(text):
        raise GuessablePassword
    return text


def is_guessable(text: str) -> bool:
    """Whether a password is few signs, a row of keys, or common words with digits around them."""
    plain = text.casefold()
    if len(set(plain)) < FEWEST_SIGNS or _is_along_a_row(plain):
        return True
    core = _DECORATION.sub("", plain)
    for word in sorted(WORDS, key=len, reverse=True):
        core = core.replace(_DECORATION.sub("", word), "")
    return len(core) < FEWEST_SIGNS and bool(re.search(r"[^\d\W_]", plain))


def _is_along_a_row(text: str) -> bool:
    """Whether a text follows rows of keys, forwards or backwards, however often it turns."""
    rows = [way for row in ROWS for way in (row, row[::-1])]
    follows = [any(text[at : at + 3] in row for row in rows) for at in range(0, len(text) - 2, 3)]
    return all(follows)

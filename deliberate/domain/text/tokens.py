"""A text as words, signs and blanks: the smallest pieces that an edit can touch."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from deliberate.domain.text.normalise import BLANKS

_JOINER = "\N{ZERO WIDTH JOINER}"
_LAST_MARK = 0x1F000
_CACHED = 8192
_WITHOUT_BLANKS = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Kana, Han: written without blanks between words."""


@lru_cache(maxsize=_CACHED)
def tokens(text: str) -> tuple[str, ...]:
    r"""Take a text apart; joined, the tokens are the text again.

    A word with its apostrophes and hyphens is one token, a Korean eojeol with its particle too, and
    a number with its points ("1,000", "3.5"). A letter of a script without blanks stands alone, so
    does every sign. A run of blanks is one token, and so is each line end. Combining marks, joiners
    and variation selectors stay with what they belong to, so that no emoji or syllable is split
    (after the extended grapheme clusters of Unicode Standard Annex 29).
    """
    return tuple(_pattern().findall(text))


def is_blank(token: str) -> bool:
    """Whether a token is a run of blanks or a line end: nothing that is read."""
    return token[0] in _BLANK_OR_END


def is_word(token: str) -> bool:
    """Whether a token is read as a word or a number rather than as a sign."""
    return token[0].isalnum()


def visible_length(text: str) -> int:
    """Return how many characters of a text are neither blanks nor line ends."""
    return len(text) - sum(map(text.count, set(text) & _BLANK_OR_END))


_BLANK_OR_END = frozenset(BLANKS + "\n")


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    attached = f"(?:[{marks}]|{_JOINER}[^\\s\\w{marks}{_JOINER}]?)*"
    letter = f"(?![{_WITHOUT_BLANKS}])\\w"
    run = f"{letter}(?:{letter}|[{marks}{_JOINER}])*"
    inside = f"(?:['’‐‑-](?={letter})|(?<=[0-9])[.,:](?=[0-9]))"
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    return re.compile(
        f"\\n|[{BLANKS}]+|{run}(?:{inside}{run})*|{flag}{attached}|[^\\n{BLANKS}]{attached}"
    )


def _marks() -> str:
    """Return what attaches itself to the character before, as part of a character class."""
    codes = [
        code for code in range(0x300, _LAST_MARK) if unicodedata.category(chr(code)).startswith("M")
    ]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    extra = "\u00ad\u200c\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + extra

"""Which language a heading's words belong to, judged by their script."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"
_KANA_HAN = "\u3040-\u30ff\u3400-\u9fff"
_CYRILLIC = "\u0400-\u052f"
_LATIN = "A-Za-z\u00c0-\u024f"
_OWN = {"ko": _HANGUL, "ja": _KANA_HAN, "zh": _KANA_HAN, "ru": _CYRILLIC, "uk": _CYRILLIC}
_ALL = (_HANGUL, _KANA_HAN, _CYRILLIC, _LATIN)
_BRACKETED = re.compile(r"(.*?\S)\s*([(（\[][^()（）\[\]]*[)）\]])")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?![a-z])")
_CERTAIN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Mixed:
    """A heading in two languages, taken apart. `certain` is False for one lone foreign word."""

    own: str
    foreign: str
    certain: bool


def own_letters(text: str, locale: str) -> int:
    """Count the letters of the language's own script."""
    return len(re.findall(f"[{_OWN.get(locale, _LATIN)}]", text))


def foreign_letters(text: str, locale: str) -> int:
    """Count the letters of other scripts."""
    own = _OWN.get(locale, _LATIN)
    others = "".join(each for each in _ALL if each != own)
    return len(re.findall(f"[{others}]", text))


def is_foreign(text: str, locale: str) -> bool:
    """Whether the text has letters, and but for acronyms none of the language's own script."""
    if foreign_letters(text, locale):
        text = _ACRONYM.sub("", text)
    return not own_letters(text, locale) and foreign_letters(text, locale) > 0


def take_apart(heading: str, locale: str) -> Mixed | None:
    """Take "Our vision 우리의 비전" apart; None for a heading in one language.

    The foreign words stand together at one end, or in brackets at the end. Acronyms and numbers
    alone ("AI 윤리") belong to the language that uses them.
    """
    if found := _BRACKETED.fullmatch(heading):
        return _mixed(found[1], found[2], locale)
    tokens = heading.split()
    front = _foreign_run(tokens, locale)
    if front:
        return _mixed(" ".join(tokens[front:]), " ".join(tokens[:front]), locale)
    back = len(tokens) - _foreign_run(tokens[::-1], locale)
    return _mixed(" ".join(tokens[:back]), " ".join(tokens[back:]), locale)


def _foreign_run(tokens: list[str], locale: str) -> int:
    for count, token in enumerate(tokens):
        if own_letters(token, locale):
            return count
    return 0


def _mixed(own: str, foreign: str, locale: str) -> Mixed | None:
    if not own_letters(own, locale) or not is_foreign(foreign, locale):
        return None
    if _OWN.get(locale, _LATIN) == _LATIN:
        return Mixed(own, foreign, certain=True)
    words = [word for word in foreign.split() if re.search(r"[^\W\d_]{2}", word)]
    if not any(re.search("[a-z]", word) for word in words):
        return None
    return Mixed(own, foreign, certain=len(words) >= _CERTAIN_WORDS)

"""Where the sentences of a text begin and end, in Korean and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from deliberate.domain.text.normalise import BLANKS
from deliberate.domain.text.tokens import is_word, tokens

_CACHED = 512
_CLOSERS = "\"'”’)\\]」』》〉】）"
_END = re.compile(
    f"(?P<line>\\n+)"
    f"|[.!?…]+[{_CLOSERS}]*(?P<gap>[{BLANKS}]+)(?=\\S)"
    f"|[。！？]+[{_CLOSERS}]*(?P<tight>[{BLANKS}]*)(?=[^\\s{_CLOSERS}])"
    f"|(?P<item>[{BLANKS}]+)(?=[①-⑳㉠-㉻])"
)
_LAST_WORD = re.compile(r"[\w.]*$")
_MARK = re.compile(r"[\s(\[–•*-]*(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]+\s*")
_DATE = re.compile(r"\d+\. ?\d+$")
_ABBREVIATION = re.compile(
    r"art|arts|sec|secs|para|paras|ch|cl|cf|ed|eds|e.g|i.e|eg|ie|viz|vs|approx|mr|mrs|"
    r"ms|dr|prof|st|fig|figs|vol|pp|p|al|inc|ltd|co|reg|regs|subsec",
    re.IGNORECASE,
)
_BEFORE_NUMBERS = frozenset(("no", "nos"))
_MARK_LENGTH = 12
_WORD_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Sentences:
    """A text and the spans of its sentences; what stands between two of them is their gap.

    A line end always ends a sentence. Indentation belongs to the sentence that it indents.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    parts: tuple[str, ...]

    def start(self, number: int) -> int:
        """Return where a sentence starts; the end of the text after the last one."""
        return self.spans[number][0] if number < len(self.spans) else len(self.text)

    def end(self, number: int) -> int:
        """Return where a sentence ends; the start of the text before the first one."""
        return self.spans[number][1] if number >= 0 else 0


@lru_cache(maxsize=_CACHED)
def sentences(text: str) -> Sentences:
    """Find the sentences of a normalised text without line ends at its ends."""
    spans = []
    start = 0
    for found in _END.finditer(text):
        kind = found.lastgroup or ""
        stop, after = found.span(kind)
        if stop > start and (kind != "gap" or _is_end(text, start, stop)):
            spans.append((start, stop))
            start = after
    if start < len(text):
        spans.append((start, len(text)))
    return Sentences(text, tuple(spans), tuple(text[first:last] for first, last in spans))


def is_whole(text: str) -> bool:
    """Whether a text, blanks aside, ends as a sentence does."""
    return text.rstrip().rstrip("\"'”’)]」』》〉】）").endswith(tuple(".!?…。！？"))


def lead_length(sentence: str) -> int:
    """Return the length of a list mark such as "1. " or "가. " at the start of a sentence."""
    found = _MARK.match(sentence)
    return found.end() if found else 0


def words(text: str) -> int:
    """Return the number of words."""
    return sum(map(is_word, tokens(text)))


def _is_end(text: str, start: int, stop: int) -> bool:
    """Whether a full stop ends a sentence, and not a list mark, an abbreviation or a date.

    A small letter never begins a sentence, except where a script has no capitals.
    """
    head, following = text[max(start, stop - _WORD_SEARCHED) : stop], text[stop:].lstrip()[:1]
    if following.islower():
        return False
    if not head.endswith("."):
        return True
    if stop - start < _MARK_LENGTH and _MARK.fullmatch(text[start:stop]):
        return False
    bare = head[:-1]
    word = (found := _LAST_WORD.search(bare)) and found[0]
    return not _is_shortened(bare, word or "", following)


def _is_shortened(head: str, word: str, following: str) -> bool:
    if word.isdigit() and (following.isdigit() or _DATE.search(head)):
        return True
    if word.casefold() in _BEFORE_NUMBERS:
        return following.isdigit()
    return bool(_ABBREVIATION.fullmatch(word)) or (len(word) == 1 and "A" <= word <= "Z")

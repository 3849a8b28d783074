"""Which lines are headings, and where a paragraph begins with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deliberate.documents.numbering import article_mark, chapter_mark, item_marks

LONGEST_HEADING = 80
MOST_WORDS = 14
LONGEST_RUN_IN = 70
MOST_RUN_IN_WORDS = 9
MOST_COLON_WORDS = 4
MOST_DASH_WORDS = 6
FEWEST_TEXT_WORDS = 4

_SENTENCE_END = re.compile(r"""[.!?。;,…:：][)\]"'’”]*$""")
_KOREAN_SENTENCE = re.compile(
    r"(?:니다|[한된이있없않는였었았했하되같간온진린른낸]다|세요|어요|해요|아요|십시오|읍시다|하자)[)\"'’”]*$"
)
_KOREAN_NOTE_END = re.compile(r"(?:[함됨임음])$")
_NOTE_WORDS = 5
_RUN_IN = re.compile(r"([^:：\n]{1,70})[:：](?=\s|[^\W\d_a-zA-Z])\s*(?=\S)")
_DASH = re.compile(r"\s[–—-]\s+(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*\n]{1,120}?)(?<=\S)\1\s*([:：]?)\s*")
_NO_RUN_IN = re.compile(
    r"(?:e\.?g|i\.?e|note|nb|source|see|cf|example|for example|that is|namely|re|ps|for instance"
    r"|예|예시|주|참고|비고|출처|즉|단|다만|예컨대|예를 들어|예를 들면|문의|전화|주의)\.?",
    re.IGNORECASE,
)
_SENTENCE_WORDS = re.compile(
    r"\b(?:we|they|it|following|follows|is|are|was|were|will|shall|must|should|may|can|has|have"
    r"|include|includes|including|which|that|these|this|said|says)\b",
    re.IGNORECASE,
)
_KOREAN_CLAUSE = re.compile(r"(?:다|은|는|을|를|면|며|서|같이|다음|따라|위하여|위해|음과)$")
_KOREAN_LEAD = re.compile(r"다음|아래|각 호|하여야|해야|우리는|위한 것")
_MID_START = re.compile(r"(?<=[.!?。)”\"])\s+(?=[^\W\d_a-z])")
_NEGATION = re.compile(r"[.!?;。]")


def is_sentence(text: str) -> bool:
    """Whether the text ends as a sentence, an item or a lead-in does."""
    if _SENTENCE_END.search(text) or _KOREAN_SENTENCE.search(text):
        return True
    return bool(_KOREAN_NOTE_END.search(text)) and len(text.split()) >= _NOTE_WORDS


def looks_like_heading(text: str) -> bool:
    """Whether a line could be a heading: short, no sentence, not beginning in small letters.

    Where it stands decides; see `deliberate.documents.context`.
    """
    if len(text) > LONGEST_HEADING or len(text.split()) > MOST_WORDS:
        return False
    if is_sentence(text) and not _is_announcement(text):
        return False
    first = text.lstrip("\"'“‘([<「『《")[:1]
    return first.isalnum() and not first.islower()


def _is_announcement(text: str) -> bool:
    """A heading that ends with a colon, "Core values:"."""
    words = text.rstrip(":：").split()
    return text.endswith((":", "：")) and _may_head(" ".join(words), MOST_COLON_WORDS)


def run_in(text: str) -> tuple[str, str] | None:
    """Take "Human dignity: AI systems must …" apart into heading and text, or return None.

    A colon inside a sentence makes no heading: what stands before it is too long, has the verb of
    a sentence, or only introduces ("e.g.:").
    """
    if found := _BOLD.match(text):
        return _bold_run_in(found, text)
    found = _RUN_IN.match(text)
    if not found or not _may_head(found[1].strip(), MOST_RUN_IN_WORDS):
        return None
    return found[1].strip(), text[found.end() :]


def dash_run_in(text: str) -> tuple[str, str] | None:
    """Take "Human dignity – AI systems must …" apart into heading and text, or return None.

    One such line proves nothing; see `deliberate.documents.dashes`. Two dashes part a remark from
    the sentence around it and make no heading.
    """
    parts = _DASH.split(text)
    if len(parts) != len(("heading", "text")):
        return None
    heading = bold_line(parts[0]) or parts[0].strip()
    is_text = is_sentence(parts[1]) or len(parts[1].split()) >= FEWEST_TEXT_WORDS
    has_letter = any(letter.isalpha() for letter in heading)
    may_head = has_letter and len(heading) <= LONGEST_RUN_IN and _may_head(heading, MOST_DASH_WORDS)
    return (heading, parts[1]) if may_head and is_text else None


def without_emphasis(text: str) -> str:
    """Take the signs of bold off a number: "**1. Trust.** We do" becomes "1. **Trust.** We do".

    A line that is bold as a whole stays so unless it names an article or a chapter.
    """
    found = _BOLD.match(text)
    if not found:
        return text
    words, rest = found[2], text[found.end() :]
    if article_mark(words) or chapter_mark(words):
        return f"{words} {rest}".rstrip()
    mark = next(iter(item_marks(words)), None)
    if not mark or not mark.rest or not rest:
        return text
    return f"{mark.number} **{mark.rest}**{found[3]} {rest}"


def bold_line(text: str) -> str | None:
    """Return the words of a line that is bold as a whole, which is a heading in Markdown."""
    found = _BOLD.fullmatch(text)
    return found[2].rstrip(":：") if found else None


def _bold_run_in(found: re.Match[str], text: str) -> tuple[str, str] | None:
    heading, rest = found[2], text[found.end() :]
    if not rest or not (found[3] or heading[-1] in ":：."):
        return None
    return heading.rstrip(":：.").strip(), rest


def _may_head(heading: str, most_words: int) -> bool:
    if not heading[:1].isalnum() or heading[0].islower() or _NEGATION.search(heading):
        return False
    if _NO_RUN_IN.fullmatch(heading) or _SENTENCE_WORDS.search(heading):
        return False
    words = heading.split()
    if len(words) > most_words or _KOREAN_LEAD.search(heading):
        return False
    return not (len(words) > 1 and _KOREAN_CLAUSE.search(heading))


def run_in_places(text: str) -> Iterator[int]:
    """Yield where, inside a text, a sentence begins with what could be a heading and a colon."""
    for found in _MID_START.finditer(text):
        if run_in(text[found.end() : found.end() + LONGEST_RUN_IN + 40]):
            yield found.end()

"""The block of properties between two lines of --- at the very top of a Markdown file."""

from __future__ import annotations

import re

FENCE = "---"
MOST_ROWS = 100

_KEY = re.compile(r"([^\W\d][\w-]{0,39}):(?:\s+(.*))?")
_KNOWN = frozenset(
    {
        *("title", "subtitle", "author", "authors", "date", "version", "status", "lang"),
        *("language", "layout", "description", "tags", "slug", "license", "category", "draft"),
        *("제목", "부제", "저자", "작성자", "날짜", "작성일", "버전", "상태", "언어"),
    }
)
_TITLE_KEYS = frozenset({"title", "제목"})
_QUOTES = "\"'"
_NO_PLAIN_VALUE = ">|[{&*!#"


def property_rows(rows: list[str]) -> int:
    """Return how many rows of a text its properties take, both fences counted; 0 for none.

    Every row is a key with its value or belongs to one, and at least one key is a usual one: a
    text may begin with a line of signs and "Note: …" too.
    """
    if not rows or rows[0].rstrip() != FENCE:
        return 0
    keys: set[str] = set()
    for i, row in enumerate(rows[1:MOST_ROWS], start=1):
        if row.rstrip() in (FENCE, "..."):
            return i + 1 if keys & _KNOWN else 0
        if found := _KEY.fullmatch(row.rstrip()):
            keys.add(found[1].lower())
        elif row.strip() and not (keys and row.startswith((" ", "\t", "- "))):
            return 0
    return 0


def property_line(row: str) -> str:
    """Return a row of properties without the quotation marks around its value."""
    found = _KEY.fullmatch(row.strip())
    value = (found[2] or "").strip() if found else ""
    if not found or len(value) < len(_QUOTES) or value[0] not in _QUOTES or value[-1] != value[0]:
        return row.strip()
    return f"{found[1]}: {value[1:-1].strip()}".rstrip()


def titled(line: str) -> tuple[str, str] | None:
    """Take "title: Our charter" apart into key and title; None for other properties."""
    found = _KEY.fullmatch(line)
    if not found or found[1].lower() not in _TITLE_KEYS or not found[2]:
        return None
    value = found[2].strip()
    if value[:1] in _NO_PLAIN_VALUE or not any(letter.isalnum() for letter in value):
        return None
    return f"{found[1]}:", value

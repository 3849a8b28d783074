"""Texts that are built to take long or to break: read or refused within two seconds."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from deliberate.documents import DocumentUnreadable, parse, read_text

SIZE = 1_990_000
SECONDS = 2.0

TEXTS = {
    "one line": "a " * (SIZE // 2),
    "one word": "a" * SIZE,
    "one Korean word": "가" * (SIZE // 3),
    "line ends": "\n" * SIZE + "x",
    "blanks": " " * SIZE + "x",
    "numbers in a line": "1) " * (SIZE // 3),
    "lines of numbers": "1) x\n" * (SIZE // 5),
    "colons": "A: " * (SIZE // 3),
    "run-in headings": "Aa bb. Cc: " * (SIZE // 11),
    "headings": "# a\n" * (SIZE // 4),
    "deep nesting": "\n".join(" " * (i % 900) + "- x" for i in range(4000)),
    "open brackets": "제1조" + "(" * SIZE,
    "emphasis": "**a" * (SIZE // 3),
    "signs": "_" * SIZE + "a",
    "table": "|" * SIZE + "a",
    "many short lines": "Word number one\n" * 29_900,
    "contents": "contents\n" + "\n".join(f"entry {i % 9000} .... 3" for i in range(29_900)),
    "paragraphs after items": "1) Aa bb.\n\nPlain words.\n\n" * 2_400,
    "Roman numerals": "iiiiii) x\n" * 29_900,
    "draft marks": "draft 1 2 3 4 5 6 7 8 9 0 of of of v v v text text !\n" * 29_900,
    "combining marks": "a" + "\u0301" * 900_000,
    "quotes": ">" * SIZE + "x",
    "rows": "| a | b |\n" * 29_900,
}


@pytest.mark.parametrize("name", TEXTS)
def test_within_two_seconds(name: str) -> None:
    data = TEXTS[name].encode()
    assert len(data) <= 2_000_000
    start = time.process_time()
    with suppress(DocumentUnreadable):
        parse(read_text(data), "en")
    assert time.process_time() - start < SECONDS

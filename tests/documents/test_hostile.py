"""Texts that are built to take long or to break: read or refused in time that they pay for."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from deliberate.documents import DocumentUnreadable, parse, read_text

SIZE = 1_990_000
FASTEST_GROWTH = 3
SLACK_SECONDS = 1.0
"""Twice the text may take about twice as long; four times as long is refused beyond a second."""

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


def seconds(text: str) -> float:
    """How long reading a text keeps the processor busy."""
    data = text.encode()
    assert len(data) <= 2_000_000
    start = time.process_time()
    with suppress(DocumentUnreadable):
        parse(read_text(data), "en")
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_the_length_and_no_faster(name: str) -> None:
    text = TEXTS[name]
    half = seconds(text[: len(text) // 2])
    whole = seconds(text)
    if whole >= FASTEST_GROWTH * half + SLACK_SECONDS:  # a machine that others use at this moment
        half, whole = seconds(text[: len(text) // 2]), min(whole, seconds(text))
    assert whole < FASTEST_GROWTH * half + SLACK_SECONDS

"""Counting the words of sources and of drafts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from deliberate.documents.lines import read_lines
from deliberate.domain.drafts import Draft, LeftOutReason

MARKUP = r"\s:：#*_=()\[\]（）【】.\-–—•+·▪◦‣○●◯⁃∙⦁▶▷※`>|/□■◆◇▣◈"
"""What may be dropped as a sign of structure, where it is one: colons of run-in headings, brackets
around and stops after an article's title, signs of Markdown headings, emphasis, lists."""


def words(text: str) -> Counter[str]:
    """Count the words of a text; signs that stick to a number or letter part it from the next."""
    text = "\n".join(line.text for line in read_lines(text)) if text.strip() else ""
    parted = re.sub(r"([①-⒇Ⅰ-Ⅻ])", r" \1 ", text)
    return Counter(word for word in re.split(f"[{MARKUP}]+", parted) if word)


def _said(draft: Draft, locale: str) -> Iterator[str]:
    yield draft.titles.get(locale, "")
    for section in draft.sections:
        yield section.titles.get(locale, "")
        for clause in section.clauses:
            if cell := clause.cells.get(locale):
                yield from (cell.number, cell.heading, cell.text)


def accounted(draft: Draft, locale: str) -> Counter[str]:
    """Count a language's words in titles, numbers, headings, texts and what is left out.

    Words that another language's file gave (reason `taken_over`) are in that file's `left_out` too
    and do not count here.
    """
    counted: Counter[str] = Counter()
    for text in _said(draft, locale):
        counted += words(text)
    for left in draft.left_out:
        if left.locale == locale:
            counted += words(left.text)
        elif left.reason is LeftOutReason.TAKEN_OVER and len(draft.locales) == 2:
            counted -= words(left.text)
    return counted

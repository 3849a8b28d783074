"""Headings with a Roman numeral or a letter, over paragraphs that are numbered themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from deliberate.documents.blocks import Block, Role, has_articles
from deliberate.documents.headings import is_sentence, looks_like_heading

FEWEST_TOPS = 2
TOP_STYLES = ("I.", "Ⅰ", "A.", "가.")
NUMBERED = frozenset({"1.", "1)", "(1)", "decimal"})

_BENEATH = re.compile(r"([IVXLC]{1,6}|[A-Z가-하Ⅰ-Ⅻ])\.\d{1,2}(?:\.\d{1,2})*\.?\s+(.*)")


def numbered_headings(blocks: list[Block]) -> list[Block]:
    """Make "II. Aims" a heading over sections where numbered sentences stand beneath.

    "II.1 Values" beneath such a heading is one too. Members of a list that are sentences, lists
    inside a numbered list, and texts of articles stay as they are.
    """
    if has_articles(blocks):
        return blocks
    tops = {i for style in TOP_STYLES for i in _tops(blocks, style)}
    names = {mark.number.rstrip(".)") for i in tops if (mark := blocks[i].mark)}
    return [
        replace(block, role=Role.SECTION, text=block.line.text, heading="")
        if i in tops or (names and _is_beneath(block, names))
        else block
        for i, block in enumerate(blocks)
    ]


def _tops(blocks: list[Block], style: str) -> list[int]:
    """Return the members of a list of short names, most of them over numbered sentences."""
    members = [i for i, b in enumerate(blocks) if b.role is Role.ITEM and _style(b) == style]
    names = all(looks_like_heading(blocks[i].text.rstrip("?？")) for i in members)
    if len(members) < FEWEST_TOPS or not names:
        return []
    ends = [*members[1:], len(blocks)]
    beneath = [_numbered(blocks[i + 1 : end]) for i, end in zip(members, ends, strict=True)]
    styles = {each for each in beneath if each}
    outer = {_style(b) for b in blocks[: members[0]] if b.role is Role.ITEM} & NUMBERED
    if outer - styles or 2 * sum(map(bool, beneath)) <= len(members):
        return []
    return members


def _style(block: Block) -> str:
    return block.mark.style if block.mark else ""


def _numbered(blocks: list[Block]) -> str:
    """Return the style of the first numbered sentence, "" where there is none."""
    for block in blocks:
        if block.role is Role.ITEM and _style(block) in NUMBERED and is_sentence(block.text):
            return _style(block)
    return ""


def _is_beneath(block: Block, names: set[str]) -> bool:
    found = _BENEATH.fullmatch(block.line.text) if block.role is Role.PLAIN else None
    return found is not None and found[1] in names and looks_like_heading(found[2])

"""What a line is in view of the lines around it, above all: which short lines are headings."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from deliberate.documents.blocks import Block, Role, has_articles, is_chapter, read_alone
from deliberate.documents.headings import is_sentence, looks_like_heading
from deliberate.documents.lines import Line
from deliberate.documents.tops import numbered_headings

SQUARE_LEVEL = 6
SHORT_RUN = 2
MOST_PART_WORDS = 6

_SQUARE = re.compile(r"[□■◆◇▣◈]\s*")


def read_blocks(lines: list[Line]) -> list[Block]:
    """Say of every line what it is, in view of the lines around it."""
    blocks = _square_headings(_levels(read_alone(lines)))
    return _plain_headings(_colon_lines(numbered_headings(_chapter_titles(blocks))))


def _levels(blocks: list[Block]) -> list[Block]:
    """Make the lowest of several Markdown levels headings of clauses; articles are so already."""
    if has_articles(blocks):
        return blocks
    levels = sorted({b.level for b in blocks if b.level and not is_chapter(b)})
    if len(levels) < 2:
        return blocks
    return [
        replace(b, role=Role.SUBHEAD) if b.level == levels[-1] and not is_chapter(b) else b
        for b in blocks
    ]


def _chapter_titles(blocks: list[Block]) -> list[Block]:
    """Join "제1장" and the line "총칙" beneath it to one heading."""
    joined: list[Block] = []
    for i, block in enumerate(blocks):
        above = joined[-1] if joined else None
        if above and _is_bare_chapter(above) and _can_title(block, blocks[i + 1 : i + 2]):
            text = f"{above.text} {block.line.text}"
            joined[-1] = replace(above, text=text, line=replace(above.line, text=text))
        else:
            joined.append(block)
    return joined


def _is_bare_chapter(block: Block) -> bool:
    return (
        is_chapter(block)
        and block.mark is not None
        and bool(block.mark.value)
        and block.text.strip(".: ") == block.mark.number
    )


def _can_title(block: Block, following: list[Block]) -> bool:
    if block.role is not Role.PLAIN or not following:
        return False
    return looks_like_heading(block.line.text)


def _square_headings(blocks: list[Block]) -> list[Block]:
    """Read "□ 추진배경", as Korean reports have it, as a heading where text follows it."""
    read = list(blocks)
    for i, (block, below) in enumerate(pairwise(blocks)):
        found = _SQUARE.match(block.line.text) if block.role is Role.PLAIN else None
        words = block.text[found.end() :] if found else ""
        if words and looks_like_heading(words) and not _SQUARE.match(below.line.text):
            line = replace(block.line, text=words)
            read[i] = Block(Role.SECTION, line, words, level=SQUARE_LEVEL)
    return read


def _colon_lines(blocks: list[Block]) -> list[Block]:
    """Join "Human dignity:" and the paragraph right beneath it."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above and block.role is Role.PLAIN and not block.line.gap and _announces(above):
            heading = above.text.rstrip(":：")
            line = replace(above.line, text=f"{above.line.text}\n{block.line.text}")
            joined[-1] = Block(Role.HEADED, line, block.text, heading)
        else:
            joined.append(block)
    return joined


def _announces(block: Block) -> bool:
    colon = block.text.endswith((":", "："))
    return block.role is Role.PLAIN and colon and looks_like_heading(block.text)


def _plain_headings(blocks: list[Block]) -> list[Block]:
    """Find the headings of texts without Markdown by where they stand."""
    if any(block.level for block in blocks if block.role is not Role.ARTICLE):
        return blocks
    found = list(blocks)
    first_article = next((i for i, b in enumerate(blocks) if b.role is Role.ARTICLE), len(blocks))
    in_articles = has_articles(blocks)
    for start, end in _short_runs(blocks):
        for i in _heads(blocks, start, end):
            if not in_articles or i < first_article or _is_before_article(blocks, i):
                found[i] = replace(blocks[i], role=Role.SECTION, text=blocks[i].line.text)
    for i in range(len(blocks) - 1):
        if not in_articles and _names_part(blocks[i]) and _is_over_text(blocks, i):
            found[i] = Block(Role.SECTION, blocks[i].line, blocks[i].line.text)
    return found


def _names_part(block: Block) -> bool:
    """Whether a line with a colon could be a heading as a whole: "Part one: people"."""
    if block.role is not Role.HEADED or not looks_like_heading(block.line.text):
        return False
    return not is_sentence(block.text) and len(block.text.split()) <= MOST_PART_WORDS


def _is_over_text(blocks: list[Block], i: int) -> bool:
    """Whether gaps part a line from what is around it, and a sentence follows."""
    after = blocks[i + 1]
    apart = i == 0 or (blocks[i].line.gap > 0 and not _names_part(blocks[i - 1]))
    is_text = after.role in (Role.PLAIN, Role.HEADED, Role.ITEM) and not _names_part(after)
    return apart and after.line.gap > 0 and is_text and is_sentence(after.line.text)


def _is_before_article(blocks: list[Block], i: int) -> bool:
    following = blocks[i + 1].role if i + 1 < len(blocks) else Role.PLAIN
    return following in (Role.ARTICLE, Role.SECTION) and blocks[i].line.gap > 0


def _short_runs(blocks: list[Block]) -> list[tuple[int, int]]:
    """Return (start, end) of every run of lines that could be headings by their words."""
    runs: list[tuple[int, int]] = []
    start = None
    for i, block in enumerate([*blocks, None]):
        could = block is not None and block.role is Role.PLAIN and looks_like_heading(block.text)
        if could and start is None:
            start = i
        elif not could and start is not None:
            runs.append((start, i))
            start = None
    return runs


def _heads(blocks: list[Block], start: int, end: int) -> list[int]:
    """Return which lines of a run are headings: one or two before a text; in a list, its ends."""
    has_body = end < len(blocks) and blocks[end].role is not Role.SECTION
    if end - start <= SHORT_RUN:
        heads = list(range(start, end)) if end < len(blocks) else []
    else:
        heads = [start] if _leads_list(blocks, start, end) else []
        if has_body and blocks[end - 1].line.gap:
            heads.append(end - 1)
    return [i for i in heads if _stands_apart(blocks, i)]


def _leads_list(blocks: list[Block], start: int, end: int) -> bool:
    """Whether a gap parts the first line of a list of short lines from the others."""
    others = [block.line.gap for block in blocks[start + 2 : end - 1]]
    return blocks[start + 1].line.gap > max(others, default=0)


def _stands_apart(blocks: list[Block], i: int) -> bool:
    """Whether there is an empty line before or after, or a finished sentence before."""
    if i and blocks[i - 1].role is Role.ITEM and looks_like_heading(blocks[i - 1].text):
        return False
    if i == 0 or blocks[i].line.gap or blocks[i - 1].role is Role.SECTION:
        return True
    if i + 1 < len(blocks) and blocks[i + 1].line.gap:
        return True
    return is_sentence(blocks[i - 1].line.text)

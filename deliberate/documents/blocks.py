"""What each line of a text is: heading, article, item, paragraph, or a part of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from deliberate.documents.headings import bold_line, is_sentence, looks_like_heading, run_in
from deliberate.documents.lines import BULLET, Line, Shape
from deliberate.documents.numbering import (
    Mark,
    MarkKind,
    Numbering,
    article_mark,
    chapter_mark,
    item_marks,
)

LONGEST_CHAPTER = 120
BOLD_LEVEL = 7
FEWEST_ARTICLES = 2
SHORT_RUN = 2
MOST_PART_WORDS = 6


class Role(StrEnum):
    """What a line is."""

    SECTION = "section"
    """A heading over clauses."""
    SUBHEAD = "subhead"
    """A heading over one clause, beneath other headings."""
    ARTICLE = "article"
    """A clause begins by name: 제1조, Article 1."""
    ITEM = "item"
    """A numbered member of a list."""
    HEADED = "headed"
    """A paragraph that begins with a heading and a colon."""
    PLAIN = "plain"
    """A paragraph."""
    PART = "part"
    """A bullet, quotation or table row: belongs to what stands before it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line and what it is. `text` is what follows `mark` and `heading`."""

    role: Role
    line: Line
    text: str
    heading: str = ""
    mark: Mark | None = None
    level: int = 0

    @property
    def is_clause_name(self) -> bool:
        """Whether the line only names what follows it."""
        return self.role in (Role.SECTION, Role.SUBHEAD)


def read_blocks(lines: list[Line]) -> list[Block]:
    """Say of every line what it is, in view of the lines around it."""
    marks = [_candidates(line) for line in lines]
    numbering = Numbering(marks)
    blocks = [_alone(line, each, numbering) for line, each in zip(lines, marks, strict=True)]
    blocks = _levels([_bold_heading(block) for block in blocks])
    return _plain_headings(_colon_lines(_chapter_titles(blocks)))


def _candidates(line: Line) -> list[Mark]:
    is_list = line.shape is Shape.TEXT and not article_mark(line.text)
    return item_marks(line.text) if is_list else []


def _alone(line: Line, marks: list[Mark], numbering: Numbering) -> Block:
    """Read a line by itself."""
    chapter = chapter_mark(line.text)
    if chapter and len(line.text) <= LONGEST_CHAPTER and not is_sentence(line.text):
        return Block(Role.SECTION, line, line.text, mark=chapter, level=line.level)
    if mark := article_mark(line.text):
        return Block(Role.ARTICLE, line, mark.rest, mark=mark, level=line.level)
    if line.level:
        mark = numbering.accept(marks)
        return Block(Role.SECTION, line, line.text, mark=mark, level=line.level)
    if line.shape is not Shape.TEXT:
        return Block(Role.PART, line, line.text)
    if mark := numbering.accept(marks):
        return Block(Role.ITEM, line, mark.rest, mark=mark)
    return _paragraph(line)


def _paragraph(line: Line) -> Block:
    if found := run_in(line.text):
        return Block(Role.HEADED, line, found[1], heading=found[0])
    return Block(Role.PLAIN, line, line.text)


def bullet_run_in(block: Block) -> Block | None:
    """Read "- **Fairness:** AI must …" as a headed paragraph; None for other bullets."""
    bullet = BULLET.match(block.line.text)
    if not bullet or not (found := run_in(block.line.text[bullet.end() :])):
        return None
    return replace(block, role=Role.HEADED, heading=found[0], text=found[1])


def _bold_heading(block: Block) -> Block:
    """Read a line that is bold as a whole as a heading of the lowest level."""
    words = bold_line(block.line.text) if block.role is Role.PLAIN else None
    if not words:
        return block
    line = replace(block.line, text=words, level=BOLD_LEVEL)
    if mark := article_mark(words):
        return Block(Role.ARTICLE, line, mark.rest, mark=mark, level=BOLD_LEVEL)
    return Block(Role.SECTION, line, words, mark=chapter_mark(words), level=BOLD_LEVEL)


def _levels(blocks: list[Block]) -> list[Block]:
    """Make the lowest of several Markdown levels headings of clauses; articles are so already."""
    if has_articles(blocks):
        return blocks
    levels = sorted({b.level for b in blocks if b.level and not _is_chapter(b)})
    if len(levels) < 2:
        return blocks
    return [
        replace(b, role=Role.SUBHEAD) if b.level == levels[-1] and not _is_chapter(b) else b
        for b in blocks
    ]


def _is_chapter(block: Block) -> bool:
    return block.mark is not None and block.mark.kind is MarkKind.CHAPTER


def has_articles(blocks: list[Block]) -> bool:
    """Whether the text is built of articles."""
    return sum(block.role is Role.ARTICLE for block in blocks) >= FEWEST_ARTICLES


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
        _is_chapter(block)
        and block.mark is not None
        and bool(block.mark.value)
        and block.text.strip(".: ") == block.mark.number
    )


def _can_title(block: Block, following: list[Block]) -> bool:
    if block.role is not Role.PLAIN or not following:
        return False
    return looks_like_heading(block.line.text)


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

"""What each line of a text is: heading, article, item, paragraph, or a part of one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from deliberate.documents.headings import bold_line, is_sentence, run_in
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


def read_alone(lines: list[Line]) -> list[Block]:
    """Say of every line what it is by its own words, and by the numbers of its list."""
    marks = [_candidates(line) for line in lines]
    numbering = Numbering(marks)
    read = (_alone(line, each, numbering) for line, each in zip(lines, marks, strict=True))
    return [_bold_heading(block) for block in read]


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


def is_chapter(block: Block) -> bool:
    """Whether the line is a heading by its name: 제1장, Annex A."""
    return block.mark is not None and block.mark.kind is MarkKind.CHAPTER


def has_articles(blocks: list[Block]) -> bool:
    """Whether the text is built of articles."""
    return sum(block.role is Role.ARTICLE for block in blocks) >= FEWEST_ARTICLES

"""A text as lines: what surrounds it taken away, paragraphs that were broken joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberate.documents import furniture
from deliberate.documents.errors import DocumentProblem, DocumentUnreadable
from deliberate.documents.headings import is_sentence, without_emphasis
from deliberate.documents.numbering import article_mark, chapter_mark, item_marks
from deliberate.documents.properties import property_line, property_rows
from deliberate.domain.drafts import LeftOutReason
from deliberate.domain.text import normalise

MOST_LINES = 30_000
NARROWEST_WRAP, WIDEST_WRAP = 50, 130
FEWEST_WRAPS = 3
WRAPPED_SHARE = 0.6
FULL_LINE = 0.88

BULLET = re.compile(r"([-*+•·▪◦‣○●◯⁃∙⦁▶▷–—※])\s+(?=\S)")
_OTHER_LINE_ENDS = re.compile("[\f\v\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?|(#{2,6})([^\s#].*?)#*")
_UNDERLINE = re.compile(r"=={2,}|--{2,}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]")
_TABLE = re.compile(r"\|.*\||[+|][-+=|: ]+")


class Shape(StrEnum):
    """What the first signs of a line say."""

    TEXT = "text"
    """Nothing."""
    BULLET = "bullet"
    """It is a member of a list without numbers."""
    TABLE = "table"
    """It is a row of a table."""
    QUOTE = "quote"
    """It is quoted, as Markdown and mails do."""
    PROPERTY = "property"
    """It is a row of the properties at the top of a Markdown file."""


def _shape(text: str) -> Shape:
    if text[0].isalnum():
        return Shape.TEXT
    if text[0] in "|+" and _TABLE.fullmatch(text):
        return Shape.TABLE
    if text[0] == ">":
        return Shape.QUOTE
    return Shape.BULLET if BULLET.match(text) else Shape.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has words. `gap` counts the empty lines before it.

    `level` is that of a Markdown heading, whose signs are then no longer in `text`; 0 for others.
    """

    text: str
    indent: int = 0
    gap: int = 0
    level: int = 0
    shape: Shape = Shape.TEXT


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something left out of a text, by its reason."""

    text: str
    reason: LeftOutReason


def read_lines(text: str) -> list[Line]:
    """Return the lines of a text that are not blank, with Markdown headings recognised.

    Raises `DocumentUnreadable` for a text of more than `MOST_LINES` lines.
    """
    text = normalise(_OTHER_LINE_ENDS.sub("\n", normalise(text)))
    rows = text.split("\n")
    begin = property_rows(rows)
    head = [property_line(row) for row in rows[1 : max(begin - 1, 1)]]
    lines = [Line(row, shape=Shape.PROPERTY) for row in head if row]
    gap = 0
    for row in rows[begin:]:
        body = row.strip()
        if not body:
            gap += 1
            continue
        body = without_emphasis(body) if body.startswith(("**", "__")) else body
        lines.append(_heading(Line(body, _indent(row), gap if lines else 0, shape=_shape(body))))
        gap = 0
        if len(lines) > MOST_LINES:
            raise DocumentUnreadable(DocumentProblem.TOO_MANY_PARTS)
    return _underlined(lines)


def _indent(row: str) -> int:
    blank = row[: len(row) - len(row.lstrip())]
    return width(blank.expandtabs(4))


def _heading(line: Line) -> Line:
    if not line.text.startswith("#") or not (found := _HEADING.fullmatch(line.text)):
        return line
    signs, words = (found[1], found[2]) if found[1] else (found[3], found[4])
    return replace(line, text=words, level=len(signs)) if words else line


def _underlined(lines: list[Line]) -> list[Line]:
    """Recognise headings that are underlined with = or -."""
    kept: list[Line] = []
    for line in lines:
        above = kept[-1] if kept else None
        if above and not line.gap and _UNDERLINE.fullmatch(line.text) and _can_head(kept):
            kept[-1] = replace(above, level=1 if line.text[0] == "=" else 2)
        else:
            kept.append(line)
    return kept


def _can_head(lines: list[Line]) -> bool:
    line = lines[-1]
    stands_alone = len(lines) == 1 or line.gap > 0 or lines[-2].level > 0
    return (
        stands_alone
        and not line.level
        and line.shape is not Shape.TABLE
        and len(line.text) <= WIDEST_WRAP
    )


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[Leaf]]:
    """Take away page numbers, tables of contents, and lines of signs."""
    texts = [line.text for line in lines]
    contents = furniture.contents_list(texts)
    pages = furniture.bare_page_numbers(texts)
    kept: list[Line] = []
    leaves: list[Leaf] = []
    gap = 0
    for i, line in enumerate(lines):
        reason = _reason(line, in_contents=i in contents, is_page=i in pages)
        if reason:
            leaves.append(Leaf(line.text, reason))
            gap = max(gap, line.gap)
        else:
            kept.append(replace(line, gap=max(gap, line.gap)) if gap else line)
            gap = 0
    return kept, leaves


def _reason(line: Line, *, in_contents: bool, is_page: bool) -> LeftOutReason | None:
    if in_contents:
        return LeftOutReason.CONTENTS_LIST
    if line.level:
        return None
    if is_page or furniture.is_page_number(line.text):
        return LeftOutReason.PAGE_NUMBER
    if furniture.is_separator(line.text) and line.shape is not Shape.TABLE:
        return LeftOutReason.SEPARATOR
    return None


def width(text: str) -> int:
    """Return how many columns a text takes, Korean letters counting two."""
    return len(text) + len(_WIDE.findall(text))


def join_wrapped(lines: list[Line]) -> tuple[list[Line], bool]:
    """Join the lines of paragraphs that were broken at a fixed width; say whether any were.

    A line was broken when the first word of the next would not have fitted. Lines are joined only
    where most adjacent lines of the text are like that and do not end as sentences do, and never
    before a number, a bullet, a heading or a row of a table.
    """
    places = [i for i in range(1, len(lines)) if _could_run_on(lines[i - 1], lines[i])]
    widths = {i: lines[i].indent + width(lines[i].text) for at in places for i in (at - 1, at)}
    widest = max(widths.values(), default=0)
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP:
        return lines, False
    full = {i for i in places if widths[i - 1] + _first_width(lines[i]) > widest * FULL_LINE}
    whole = sum(is_sentence(lines[i - 1].text) for i in full)
    if len(full) < max(FEWEST_WRAPS, WRAPPED_SHARE * len(places), 2 * whole):
        return lines, False
    joined: list[list[Line]] = []
    for i, line in enumerate(lines):
        if i in full:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_one_line(group) for group in joined], True


def _could_run_on(above: Line, line: Line) -> bool:
    is_apart = line.gap or line.level or above.level or above.shape is Shape.TABLE
    return not is_apart and not _starts_anew(line)


def _starts_anew(line: Line) -> bool:
    if line.shape is not Shape.TEXT:
        return True
    return bool(item_marks(line.text) or article_mark(line.text) or chapter_mark(line.text))


def _first_width(line: Line) -> int:
    """Return the width of a line's first word and the blank before it."""
    return 1 + width(line.text.split(maxsplit=1)[0])


def _one_line(group: list[Line]) -> Line:
    return replace(group[0], text=" ".join(line.text for line in group))

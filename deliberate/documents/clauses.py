"""From the blocks of one section to its clauses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from deliberate.documents.blocks import Block, Role, bullet_run_in
from deliberate.documents.dashes import with_dash_headings
from deliberate.documents.headings import is_sentence, looks_like_heading, run_in
from deliberate.documents.numbering import Mark, article_mark, item_marks
from deliberate.documents.outline import naming_items
from deliberate.documents.parsed import ClauseKind, ParsedClause
from deliberate.domain.drafts import Cell

FEWEST_SIBLINGS = 2
COLONS = (":", "：")

_TITLE_BRACKETS = re.compile(
    r"\s*[(【\[（](?!\d+[)）])((?:[^()【】\[\]（）\n]|\([^()\n]{0,40}\)){1,80})[)】\]）]\s*"
)
_TITLE_BEFORE_LIST = re.compile(r"([^①.。:：]{1,60}?)\s+(?=①|\(1\)\s)")
_TITLE_SIGNS = " \t.:：–—-"
_TITLE_STOP = re.compile(r"([A-Z][^\s.:;]*(?: [^\s.:;]+){0,5})\.\s+(?=[A-Z\"“(])")
_DELETED = re.compile(r"삭\s?제.*|(?:deleted|repealed|reserved|omitted)\b.*", re.IGNORECASE)


@dataclass(slots=True)
class Growing:
    """A clause while its blocks are gathered. `parts` are (text, gap before it)."""

    kind: ClauseKind
    number: str = ""
    heading: str = ""
    parts: list[tuple[str, int]] = field(default_factory=list)
    mark: Mark | None = None
    indent: int = 0
    runs_over: bool = False

    def add(self, text: str, gap: int) -> None:
        """Take another line in."""
        if text:
            self.parts.append((text, gap))

    @property
    def last_line(self) -> str:
        """What the clause ends with so far."""
        return self.parts[-1][0] if self.parts else self.heading

    def done(self) -> ParsedClause:
        """Return the finished clause."""
        text = ""
        for part, gap in self.parts:
            text += ("\n\n" if gap else "\n") * bool(text) + part
        style, value = (self.mark.style, self.mark.value) if self.mark else ("", ())
        return ParsedClause(self.kind, Cell(self.number, self.heading, text), style, value)


def read_clauses(blocks: list[Block], *, lines_are_paragraphs: bool) -> tuple[ParsedClause, ...]:
    """Gather the blocks beneath one heading into clauses.

    A clause begins at an article, at a heading of its own, at an item of the outermost list, at
    a paragraph that begins with a heading, and at a paragraph that does not continue a clause.
    `lines_are_paragraphs` says that paragraphs are not parted by empty lines in this text.
    """
    blocks = with_dash_headings(_with_bullet_headings(blocks))
    gatherer = Gatherer(blocks, lines_are_paragraphs=lines_are_paragraphs)
    for i in range(len(gatherer.blocks)):
        gatherer.take(i)
    return tuple(clause.done() for clause in gatherer.clauses)


def _with_bullet_headings(blocks: list[Block]) -> list[Block]:
    """Read bullets as headed paragraphs, if at least two of a section have headings."""
    if any(block.role in (Role.ARTICLE, Role.SUBHEAD, Role.ITEM) for block in blocks):
        return blocks
    headed = {
        i: found
        for i, block in enumerate(blocks)
        if block.role is Role.PART and not block.line.indent and (found := bullet_run_in(block))
    }
    if len(headed) < FEWEST_SIBLINGS:
        return blocks
    return [headed.get(i, block) for i, block in enumerate(blocks)]


class Gatherer:
    """Reads the blocks of one section in their order."""

    def __init__(self, blocks: list[Block], *, lines_are_paragraphs: bool) -> None:
        self.blocks = blocks
        self.clauses: list[Growing] = []
        self._lines_are_paragraphs = lines_are_paragraphs
        self._style: str | None = None
        self._naming: dict[str, set[int]] = {}
        self._counts: Counter[ClauseKind] = Counter()
        self._run_over: set[ClauseKind] = set()
        self._last_headed = max(
            (i for i, block in enumerate(blocks) if block.role is Role.HEADED), default=-1
        )

    def take(self, i: int) -> None:
        """Begin a clause with block `i`, or add it to the last one."""
        block = self.blocks[i]
        if block.role in (Role.ARTICLE, Role.SUBHEAD):
            self._style = None
            self._begin(self._named(i))
        elif self._is_title_beneath(i):
            found = _TITLE_BRACKETS.fullmatch(block.text)
            self.clauses[-1].heading = found[1].strip() if found else block.text
        elif self._is_inside_named() or not self._begins(i):
            self._add(block)
        else:
            self._begin(self._own(i))

    def _begin(self, clause: Growing) -> None:
        self.clauses.append(clause)
        self._counts[clause.kind] += 1

    def _is_inside_named(self) -> bool:
        return bool(self.clauses) and self.clauses[-1].kind is ClauseKind.ARTICLE

    def _is_title_beneath(self, i: int) -> bool:
        """Whether block `i` is the title right beneath a bare "Article 1"."""
        if not i or self.blocks[i - 1].role is not Role.ARTICLE or i + 1 == len(self.blocks):
            return False
        above, block = self.clauses[-1], self.blocks[i]
        is_bare = not above.heading and not above.parts
        has_text = self.blocks[i + 1].role is not Role.ARTICLE
        return is_bare and has_text and block.role is Role.PLAIN and looks_like_heading(block.text)

    def _begins(self, i: int) -> bool:
        if not self.clauses:
            return True
        role = self.blocks[i].role
        if role is Role.ITEM:
            return self._item_begins(i)
        if role is Role.HEADED:
            return self._style is None or not self._continues(i)
        return role is Role.PLAIN and not self._continues(i)

    def _item_begins(self, i: int) -> bool:
        mark = self.blocks[i].mark
        if self._style is not None:
            return mark is not None and mark.style == self._style
        last = self.clauses[-1]
        if last.kind is not ClauseKind.HEADED:
            return True
        return i > self._last_headed and not last.last_line.endswith(COLONS)

    def _continues(self, i: int) -> bool:
        """Whether a paragraph continues the clause before it.

        It does between two members of a list; after the last one only where an earlier member
        runs over several paragraphs too.
        """
        last, line = self.clauses[-1], self.blocks[i].line
        if last.kind is ClauseKind.PLAIN:
            return not line.gap and not self._is_whole(last)
        if last.runs_over or (last.indent < line.indent and line.gap):
            return True
        if last.kind in self._run_over:
            return True
        if i < self._last_headed if self._style is None else self._goes_on(i, last):
            return True
        return self._counts[last.kind] == 1 and not self._leads(i)

    def _is_whole(self, clause: Growing) -> bool:
        return self._lines_are_paragraphs and is_sentence(clause.last_line)

    def _goes_on(self, i: int, last: Growing) -> bool:
        """Whether the list goes on after block `i` with a higher number."""
        for block in self.blocks[i + 1 :]:
            if block.mark and block.mark.style == self._style:
                return last.mark is not None and block.mark.value > last.mark.value
        return False

    def _leads(self, i: int) -> bool:
        """Whether a new list begins right after block `i`."""
        return i + 1 < len(self.blocks) and self.blocks[i + 1].role is Role.ITEM

    def _add(self, block: Block) -> None:
        last = self.clauses[-1]
        if block.role in (Role.PLAIN, Role.HEADED):
            last.runs_over = True
            self._run_over.add(last.kind)
        last.add(block.line.text, block.line.gap)

    def _own(self, i: int) -> Growing:
        """Begin a clause that is an item or a paragraph."""
        block = self.blocks[i]
        if block.role is Role.ITEM and block.mark is not None:
            self._style = block.mark.style
            return self._item(i, block, block.mark)
        self._style = None
        kind = ClauseKind.HEADED if block.role is Role.HEADED else ClauseKind.PLAIN
        grown = Growing(kind, heading=block.heading, indent=block.line.indent)
        grown.add(block.text, 0)
        return grown

    def _item(self, i: int, block: Block, mark: Mark) -> Growing:
        grown = Growing(ClauseKind.ITEM, mark.number, mark=mark, indent=block.line.indent)
        if mark.style not in self._naming:
            self._naming[mark.style] = naming_items(self.blocks, mark.style)
        if i in self._naming[mark.style]:
            grown.heading = mark.rest
            return grown
        own = (block.heading, block.text) if block.heading else None
        grown.heading, text = own or run_in(mark.rest) or ("", mark.rest)
        grown.add(text, 0)
        return grown

    def _named(self, i: int) -> Growing:
        """Begin a clause that has a name of its own: an article, or a heading over one clause."""
        block = self.blocks[i]
        has_text = i + 1 < len(self.blocks) and self.blocks[i + 1].role is not block.role
        mark = block.mark or _mark_within(block.text)
        grown = Growing(ClauseKind.ARTICLE, mark=mark, number=mark.number if mark else "")
        grown.heading, text = article_parts(
            mark.rest if mark else block.text, number=grown.number, has_text=has_text
        )
        grown.add(text, 0)
        return grown


def _mark_within(text: str) -> Mark | None:
    """Read the number of a heading over one clause."""
    return article_mark(text) or next(iter(item_marks(text)), None)


def _title_with_stop(rest: str, number: str) -> tuple[str, str] | None:
    """Read "Section 2. Definitions. In this act …", as statutes have it."""
    found = _TITLE_STOP.match(rest) if number.startswith(("Sec", "SEC", "§")) else None
    return (found[1], rest[found.end() :]) if found else None


def article_parts(rest: str, *, number: str = "", has_text: bool) -> tuple[str, str]:
    """Take what follows an article's number apart into heading and text.

    Understands "(Title) text", ". Title", ": Title", "Title"; a title without any text beneath
    (`has_text`) is the text, and so is "삭제" or "(deleted)".
    """
    if found := _TITLE_BRACKETS.match(rest):
        if _DELETED.fullmatch(found[1]):
            return "", rest.strip()
        return found[1].strip(), rest[found.end() :]
    rest = rest.lstrip(_TITLE_SIGNS)
    if (found := _TITLE_BEFORE_LIST.match(rest)) and looks_like_heading(found[1]):
        return found[1], rest[found.end() :]
    if parts := run_in(rest) or _title_with_stop(rest, number):
        return parts
    if has_text and looks_like_heading(rest) and not _DELETED.fullmatch(rest):
        return rest, ""
    return "", rest

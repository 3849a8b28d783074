"""Splitting what one language runs together and another keeps apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from deliberate.documents.headings import run_in, run_in_places
from deliberate.documents.likeness import GAP, Weigher, score_in_row
from deliberate.documents.numbering import item_marks
from deliberate.documents.parsed import ClauseKind, ParsedClause
from deliberate.documents.table import Row
from deliberate.domain.drafts import Cell, GuessKind

MOST_PLACES = 30
LEAST_GAIN = 0.3
LEAST_SCORE = 0.3

_PARAGRAPH = re.compile(r"\n\n(?=\S)")
_MID_ITEM = re.compile(r"(?<=[.!?。;,:])\s+(?=\(?\d{1,2}[.)]\s|[①-⑳])")

Halves = tuple[ParsedClause, ParsedClause]


def split_joined(rows: list[Row], locale: str, weigher: Weigher) -> list[Row]:
    """Give rows without a partner the part of a neighbour's text that is theirs.

    Looks at rows that lack one language, `locale` or the others, and whose neighbour above or
    below has it: if the neighbour's text holds a place where a heading or a paragraph begins, and
    both halves then fit better than before, the text is split there.
    """
    for r, row in enumerate(rows):
        others = [each for each in _languages(rows, r) if each not in row.clauses]
        for missing in others:
            if locale == missing or locale in row.clauses:
                _fill(rows, r, missing, weigher)
    return rows


def _languages(rows: list[Row], r: int) -> list[str]:
    near = rows[max(0, r - 1) : r + 2]
    return sorted({locale for row in near for locale in row.clauses})


def _fill(rows: list[Row], r: int, missing: str, weigher: Weigher) -> None:
    best: tuple[float, int, Halves] | None = None
    for neighbour in (r - 1, r + 1):
        if 0 <= neighbour < len(rows) and missing in rows[neighbour].clauses:
            found = _best_split(rows, r, neighbour, missing, weigher)
            if found and (best is None or found[0] > best[0]):
                best = (found[0], neighbour, found[1])
    if best is None:
        return
    _, neighbour, halves = best
    upper, lower = (neighbour, r) if neighbour < r else (r, neighbour)
    rows[upper].clauses[missing], rows[lower].clauses[missing] = halves
    rows[r].sections[missing] = rows[neighbour].sections[missing]
    rows[lower].guesses.append((GuessKind.CLAUSE_SPLIT, missing))


def _best_split(
    rows: list[Row], r: int, neighbour: int, missing: str, weigher: Weigher
) -> tuple[float, Halves] | None:
    whole = rows[neighbour].clauses[missing]
    before = score_in_row(rows[neighbour].clauses, missing, whole, weigher) + GAP
    best: tuple[float, Halves] | None = None
    for halves in islice(_halves(whole), MOST_PLACES):
        ours, theirs = halves if neighbour > r else halves[::-1]
        mine = score_in_row(rows[r].clauses, missing, ours, weigher)
        gain = mine + score_in_row(rows[neighbour].clauses, missing, theirs, weigher) - before
        if mine > LEAST_SCORE and gain > LEAST_GAIN and (best is None or gain > best[0]):
            best = (gain, halves)
    return best


def _halves(clause: ParsedClause) -> Iterator[Halves]:
    """Yield every way of splitting a clause in two."""
    text = clause.cell.text
    paragraphs = (found.end() for found in _PARAGRAPH.finditer(text))
    items = (found.end() for found in _MID_ITEM.finditer(text))
    for place in chain(run_in_places(text), paragraphs, items):
        upper = replace(clause, cell=replace(clause.cell, text=text[:place].rstrip()))
        yield upper, read_clause(text[place:])


def read_clause(text: str) -> ParsedClause:
    """Read a text that stands for itself: its number, its heading, and the rest."""
    mark = next(iter(item_marks(text)), None)
    heading, rest = run_in(mark.rest if mark else text) or ("", mark.rest if mark else text)
    if mark:
        cell = Cell(mark.number, heading, rest)
        return ParsedClause(ClauseKind.ITEM, cell, mark.style, mark.value)
    return ParsedClause(ClauseKind.HEADED if heading else ClauseKind.PLAIN, Cell("", heading, rest))

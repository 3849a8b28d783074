"""Putting the texts of an imported draft right: joining and splitting, titles, headings, numbers.

Part of `deliberate.domain.draft_edits`, which says what all operations have in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from deliberate.domain.draft_bench import (
    Bench,
    BenchRow,
    NoSuchPlace,
    NotASplitPlace,
    NothingToJoin,
    Place,
    TextMissing,
)
from deliberate.domain.drafts import Cell, Draft, LeftOutReason, in_order, written
from deliberate.domain.text import normalise

PREVIEW = 60


@dataclass(frozen=True, slots=True)
class SplitPlace:
    """Where a text can be split: `offset` in characters, and the words on both sides of it."""

    offset: int
    before: str
    after: str
    is_paragraph: bool


# Joining and splitting


def join_cell(draft: Draft, at: Place, locale: str, *, as_paragraph: bool = True) -> Draft:
    """Join a text with the one before it in the same language and section.

    It becomes a paragraph of its own there, or else goes on in the same paragraph.

    Its number and heading become part of the text. Where the row above lacks the language, the
    text moves there as it is. Raises `NothingToJoin` in the first row.
    """
    bench = Bench(draft)
    bench.cell(at, locale)
    _join(bench, at, locale, "\n\n" if as_paragraph else " ")
    return bench.draft()


def join_clause(draft: Draft, at: Place) -> Draft:
    """Join a clause with the one before it, in every language."""
    bench = Bench(draft)
    for locale in tuple(bench.row(at).cells):
        _join(bench, at, locale)
    return bench.draft()


def _join(bench: Bench, at: Place, locale: str, between: str = "\n\n") -> None:
    if not at.clause:
        raise NothingToJoin
    row, above = bench.row(at), bench.row(Place(at.section, at.clause - 1))
    cell = row.cells.pop(locale)
    if upper := above.cells.get(locale):
        cell = replace(upper, text=between.join(filter(None, (upper.text, written(cell)))))
    above.put(locale, cell)
    row.settle()


_PARAGRAPH_END = re.compile(r"\n+")
_SENTENCE_END = re.compile(
    r"(?:(?<![A-Z])(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bArt)[.!?。][\"'”’)\]]*)(?=\s+\S)"
)


def split_places(cell: Cell) -> tuple[SplitPlace, ...]:
    """Return where a text can be split: ends of paragraphs, and of Korean and English sentences."""
    places: dict[int, bool] = {}
    for pattern, is_paragraph in ((_SENTENCE_END, False), (_PARAGRAPH_END, True)):
        for found in pattern.finditer(cell.text):
            rest = cell.text[found.end() :]
            start = len(cell.text) - len(rest.lstrip())
            if rest.strip() and cell.text[: found.end()].strip():
                places[start] = places.get(start, False) or is_paragraph
    return tuple(
        _split_place(cell.text, offset, is_paragraph=places[offset]) for offset in sorted(places)
    )


def _split_place(text: str, offset: int, *, is_paragraph: bool) -> SplitPlace:
    before = " ".join(text[max(0, offset - 2 * PREVIEW) : offset].split())[-PREVIEW:]
    after = " ".join(text[offset : offset + 2 * PREVIEW].split())[:PREVIEW]
    return SplitPlace(offset, before, after, is_paragraph)


def split_cell(draft: Draft, at: Place, locale: str, offset: int) -> Draft:
    """Split a text; what follows `offset` becomes a new row below, which lacks the others.

    Raises `NotASplitPlace` unless `split_places` offers the offset.
    """
    bench = Bench(draft)
    cell = bench.cell(at, locale)
    if offset not in {place.offset for place in split_places(cell)}:
        raise NotASplitPlace
    row = bench.row(at)
    row.cells[locale] = replace(cell, text=cell.text[:offset].rstrip())
    row.settle()
    below = BenchRow({locale: Cell(text=cell.text[offset:])})
    bench.section(at.section).rows.insert(at.clause + 1, below)
    return bench.draft()


# Titles, headings, numbers


def rename_document(draft: Draft, locale: str, title: str) -> Draft:
    """Write another title of the document; what it replaces is left out."""
    bench = Bench(draft)
    _know(bench, locale)
    bench.titles[locale] = _renamed(bench, locale, bench.titles.get(locale, ""), title)
    bench.titles = {key: bench.titles[key] for key in in_order(bench.titles)}
    bench.guesses = [
        guess
        for guess in bench.guesses
        if not (guess.locale == locale and guess.kind.value.startswith("title"))
    ]
    return bench.draft()


def rename_section(draft: Draft, section: int, locale: str, title: str) -> Draft:
    """Write another title of a section; what it replaces is left out."""
    bench = Bench(draft)
    _know(bench, locale)
    target = bench.section(section)
    title = _renamed(bench, locale, target.titles.get(locale, ""), title)
    titles = {**target.titles, locale: title}
    target.titles = {key: titles[key] for key in in_order(titles)}
    target.settle(locale)
    return bench.draft()


def rename_clause(draft: Draft, at: Place, locale: str, heading: str) -> Draft:
    """Write another heading of a clause; what it replaces is left out."""
    return _rewrite(
        draft,
        at,
        locale,
        lambda cell, bench: replace(cell, heading=_renamed(bench, locale, cell.heading, heading)),
    )


def renumber_clause(draft: Draft, at: Place, locale: str, number: str) -> Draft:
    """Write another number of a clause; what it replaces is left out."""
    return _rewrite(
        draft,
        at,
        locale,
        lambda cell, bench: replace(cell, number=_renamed(bench, locale, cell.number, number)),
    )


def lower_heading(draft: Draft, at: Place, locale: str) -> Draft:
    """Make a clause's number and heading part of its text: they were none."""
    cell = Bench(draft).cell(at, locale)
    if not (cell.number or cell.heading):
        raise TextMissing
    return _rewrite(draft, at, locale, lambda cell, _: Cell(text=written(cell)))


_HEADING_END = re.compile(r"\s*(?:[:：]\s*|\n+\s*)")


def lift_heading(draft: Draft, at: Place, locale: str) -> Draft:
    """Make the words before the first colon, or the first line, the clause's heading.

    Raises `NotASplitPlace` where there is no such place, or a heading already.
    """
    cell = Bench(draft).cell(at, locale)
    found = _HEADING_END.search(cell.text)
    if cell.heading or not found or not cell.text[: found.start()].strip():
        raise NotASplitPlace
    heading, rest = cell.text[: found.start()].strip(), cell.text[found.end() :]
    return _rewrite(draft, at, locale, lambda cell, _: replace(cell, heading=heading, text=rest))


def _rewrite(draft: Draft, at: Place, locale: str, change: Callable[[Cell, Bench], Cell]) -> Draft:
    bench = Bench(draft)
    row = bench.row(at)
    row.cells[locale] = change(bench.cell(at, locale), bench)
    row.guesses = [guess for guess in row.guesses if guess.locale not in (None, locale)]
    return bench.draft()


def _renamed(bench: Bench, locale: str, old: str, new: str) -> str:
    """Return the new words on one line; leave the old ones out where any of them is lost."""
    new = " ".join(normalise(new).split())
    if not new:
        raise TextMissing
    if Counter(old.split()) - Counter(new.split()):
        bench.leave_out(locale, old, LeftOutReason.REPLACED)
    return new


def _know(bench: Bench, locale: str) -> None:
    if locale not in bench.locales:
        raise NoSuchPlace

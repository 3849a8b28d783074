"""Putting an imported draft right: every operation takes a draft and returns a new one.

None loses a word: what no longer has a place is left out and can be put back. The words of a
clause can be moved, joined, split and left out, but not rewritten; that would change the source.
An operation that makes no sense raises a named error and changes nothing. Guesses that an
operation settles disappear, the places of the others follow.
"""

from __future__ import annotations

from dataclasses import replace

from deliberate.domain.draft_bench import (
    AtTheEdge,
    Bench,
    BenchRow,
    BenchSection,
    CellTaken,
    NoSuchPlace,
    NotASplitPlace,
    NothingToJoin,
    Place,
    TextMissing,
)
from deliberate.domain.draft_texts import (
    SplitPlace,
    join_cell,
    join_clause,
    lift_heading,
    lower_heading,
    rename_clause,
    rename_document,
    rename_section,
    renumber_clause,
    split_cell,
    split_places,
)
from deliberate.domain.drafts import Cell, Draft, LeftOutReason, in_order, written

__all__ = [
    "AtTheEdge",
    "CellTaken",
    "NoSuchPlace",
    "NotASplitPlace",
    "NothingToJoin",
    "Place",
    "SplitPlace",
    "TextMissing",
    "accept_guess",
    "join_cell",
    "join_clause",
    "join_section",
    "leave_out",
    "lift_heading",
    "lower_heading",
    "move_clause",
    "move_clause_down",
    "move_clause_up",
    "pair_cell",
    "put_back",
    "rename_clause",
    "rename_document",
    "rename_section",
    "renumber_clause",
    "shift_down",
    "shift_up",
    "split_cell",
    "split_places",
    "start_section",
]


# Moving whole clauses


def move_clause(draft: Draft, at: Place, to: Place) -> Draft:
    """Take a clause out and put it where it then stands at `to`; raises `NoSuchPlace`."""
    bench = Bench(draft)
    row = bench.row(at)
    bench.section(at.section).rows.remove(row)
    target = bench.section(to.section).rows
    if not 0 <= to.clause <= len(target):
        raise NoSuchPlace
    target.insert(to.clause, row)
    row.settle()
    return bench.draft()


def move_clause_up(draft: Draft, at: Place) -> Draft:
    """Move a clause one place up, from the top of a section to the end of the one before."""
    if at.clause:
        return move_clause(draft, at, Place(at.section, at.clause - 1))
    Bench(draft).row(at)
    if not at.section:
        raise AtTheEdge
    before = draft.sections[at.section - 1]
    return move_clause(draft, at, Place(at.section - 1, len(before.clauses)))


def move_clause_down(draft: Draft, at: Place) -> Draft:
    """Move a clause one place down, from the end of a section to the top of the next one."""
    Bench(draft).row(at)
    if at.clause + 1 < len(draft.sections[at.section].clauses):
        return move_clause(draft, at, Place(at.section, at.clause + 1))
    if at.section + 1 == len(draft.sections):
        raise AtTheEdge
    return move_clause(draft, at, Place(at.section + 1, 0))


# Pairing: moving what one language says between rows


def shift_down(draft: Draft, at: Place, locale: str) -> Draft:
    """Move a language's texts one row down, from a row to the end of its section.

    The row itself then lacks the language; a new row takes what was last.
    """
    bench = Bench(draft)
    bench.cell(at, locale)
    rows = bench.section(at.section).rows
    rows.append(BenchRow({}))
    for index in range(len(rows) - 1, at.clause, -1):
        rows[index].put(locale, rows[index - 1].cells.pop(locale, None))
    rows[at.clause].settle()
    return bench.draft()


def shift_up(draft: Draft, at: Place, locale: str) -> Draft:
    """Move a language's texts one row up, from a row to the end of its section.

    Raises `CellTaken` where the row above has the language already, `AtTheEdge` in the first row.
    """
    bench = Bench(draft)
    bench.row(at)
    rows = bench.section(at.section).rows
    if not at.clause:
        raise AtTheEdge
    if locale in rows[at.clause - 1].cells:
        raise CellTaken(Place(at.section, at.clause - 1), locale)
    for index in range(at.clause, len(rows)):
        rows[index - 1].put(locale, rows[index].cells.pop(locale, None))
    return bench.draft()


def pair_cell(draft: Draft, at: Place, locale: str, to: Place) -> Draft:
    """Pair a text with another row; what that row had in the language comes here instead.

    Raises `CellTaken` where the text stands there already.
    """
    if at == to:
        raise CellTaken(to, locale)
    bench = Bench(draft)
    cell, row, target = bench.cell(at, locale), bench.row(at), bench.row(to)
    other = target.cells.pop(locale, None)
    del row.cells[locale]
    target.put(locale, cell)
    row.put(locale, other)
    return bench.draft()


# Leaving out and putting back


def leave_out(draft: Draft, at: Place, locale: str) -> Draft:
    """Leave a text out of the framework; it can be put back."""
    bench = Bench(draft)
    bench.leave_out(locale, written(bench.cell(at, locale)), LeftOutReason.BY_OFFICIAL)
    row = bench.row(at)
    del row.cells[locale]
    row.settle()
    return bench.draft()


def put_back(draft: Draft, index: int, to: Place) -> Draft:
    """Make what was left out a new clause of its own, which then stands at `to`."""
    bench = Bench(draft)
    if not 0 <= index < len(bench.left_out):
        raise NoSuchPlace
    left = bench.left_out.pop(index)
    rows = bench.section(to.section).rows
    if not 0 <= to.clause <= len(rows):
        raise NoSuchPlace
    rows.insert(to.clause, BenchRow({left.locale: Cell(text=left.text)}))
    return bench.draft()


# Sections


def start_section(draft: Draft, at: Place) -> Draft:
    """Let a new section, still without a title, begin at a clause.

    Raises `AtTheEdge` for the first clause of a section, where one begins already.
    """
    bench = Bench(draft)
    bench.row(at)
    if not at.clause:
        raise AtTheEdge
    section = bench.section(at.section)
    bench.sections.insert(at.section + 1, BenchSection({}, section.rows[at.clause :]))
    del section.rows[at.clause :]
    return bench.draft()


def join_section(draft: Draft, section: int) -> Draft:
    """Join a section with the one before it; its titles are left out.

    A section before it without a title takes the titles over. Raises `NothingToJoin` for the first
    section.
    """
    bench = Bench(draft)
    joined = bench.section(section)
    if not section:
        raise NothingToJoin
    above = bench.section(section - 1)
    for locale, title in joined.titles.items():
        if locale in above.titles:
            bench.leave_out(locale, title, LeftOutReason.BY_OFFICIAL)
        else:
            above.titles[locale] = title
    above.titles = {key: above.titles[key] for key in in_order(above.titles)}
    above.rows += joined.rows
    bench.sections.remove(joined)
    return bench.draft()


def accept_guess(draft: Draft, index: int) -> Draft:
    """Let a guess stand as it is and list it no longer."""
    if not 0 <= index < len(draft.guesses):
        raise NoSuchPlace
    return replace(draft, guesses=draft.guesses[:index] + draft.guesses[index + 1 :])

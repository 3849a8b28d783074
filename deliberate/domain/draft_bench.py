"""A draft laid out so that rows can be moved: guesses lie on the rows that they are about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from deliberate.domain.drafts import (
    Cell,
    Draft,
    DraftClause,
    DraftSection,
    Guess,
    LeftOut,
    LeftOutReason,
    in_order,
)
from deliberate.domain.errors import DomainError


class NoSuchPlace(DomainError):
    """The draft has no such section, clause or text; it may have changed since it was shown."""

    status = 409


class AtTheEdge(DomainError):
    """There is nothing above the first clause or below the last one."""


class NothingToJoin(DomainError):
    """There is nothing before it with which it could be joined."""


class NotASplitPlace(DomainError):
    """A text cannot be split here; see `split_places`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands: section and clause, both counted from 0."""

    section: int
    clause: int


class CellTaken(DomainError):
    """This language already has a text in that clause."""

    def __init__(self, place: Place, locale: str) -> None:
        super().__init__()
        self.place = place
        self.locale = locale


class TextMissing(DomainError):
    """A title, heading or number cannot be replaced by nothing here."""


@dataclass(slots=True, eq=False)
class BenchRow:
    """A clause that can be changed."""

    cells: dict[str, Cell]
    ref: str | None = None
    guesses: list[Guess] = field(default_factory=list)

    def settle(self) -> None:
        """Drop the guesses about the row: someone has just put it right."""
        self.guesses = []

    def put(self, locale: str, cell: Cell | None) -> None:
        """Give the row a language's text, or nothing more where there is none."""
        self.settle()
        if cell is not None:
            cells = {**self.cells, locale: cell}
            self.cells = {key: cells[key] for key in in_order(cells)}


@dataclass(slots=True, eq=False)
class BenchSection:
    """A section that can be changed."""

    titles: dict[str, str]
    rows: list[BenchRow] = field(default_factory=list)
    ref: str | None = None
    guesses: list[Guess] = field(default_factory=list)

    def settle(self, locale: str) -> None:
        """Drop the guesses about the section's title in one language."""
        self.guesses = [guess for guess in self.guesses if guess.locale not in (None, locale)]


class Bench:
    """A draft taken apart; `draft` puts it together again."""

    def __init__(self, draft: Draft) -> None:
        self.locales = draft.locales
        self.titles = dict(draft.titles)
        self.left_out = list(draft.left_out)
        self.guesses = [guess for guess in draft.guesses if guess.section is None]
        self.sections = [_section(section) for section in draft.sections]
        for guess in draft.guesses:
            if guess.section is not None:
                section = self.section(guess.section)
                row = section if guess.clause is None else section.rows[guess.clause]
                row.guesses.append(guess)

    def section(self, index: int) -> BenchSection:
        """Return a section; raises `NoSuchPlace`."""
        if not 0 <= index < len(self.sections):
            raise NoSuchPlace
        return self.sections[index]

    def row(self, place: Place) -> BenchRow:
        """Return a row; raises `NoSuchPlace`."""
        rows = self.section(place.section).rows
        if not 0 <= place.clause < len(rows):
            raise NoSuchPlace
        return rows[place.clause]

    def cell(self, place: Place, locale: str) -> Cell:
        """Return what a language says in a row; raises `NoSuchPlace` where it says nothing."""
        cells = self.row(place).cells
        if locale not in cells:
            raise NoSuchPlace
        return cells[locale]

    def leave_out(self, locale: str, text: str, reason: LeftOutReason) -> None:
        """Keep words that are no longer part of the framework."""
        if text:
            self.left_out.append(LeftOut(locale, text, reason))

    def draft(self) -> Draft:
        """Return the draft; rows and sections in which nothing is left vanish."""
        for section in self.sections:
            for row in section.rows:
                row.cells = {key: cell for key, cell in row.cells.items() if not cell.is_empty}
            section.rows = [row for row in section.rows if row.cells]
        kept = [each for each in self.sections if each.rows or each.titles]
        guesses = list(self.guesses)
        for s, section in enumerate(kept):
            guesses += [replace(guess, section=s) for guess in section.guesses]
            for c, row in enumerate(section.rows):
                guesses += [replace(guess, section=s, clause=c) for guess in row.guesses]
        return Draft(
            self.locales,
            self.titles,
            tuple(_finished(section) for section in kept),
            tuple(guesses),
            tuple(self.left_out),
        )


def _section(section: DraftSection) -> BenchSection:
    rows = [BenchRow(dict(clause.cells), clause.ref) for clause in section.clauses]
    return BenchSection(dict(section.titles), rows, section.ref)


def _finished(section: BenchSection) -> DraftSection:
    clauses = tuple(DraftClause(row.cells, row.ref) for row in section.rows)
    return DraftSection(section.titles, clauses, section.ref)

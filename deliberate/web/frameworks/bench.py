"""One screenful of a draft: its rows with the guesses and gaps that belong to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from deliberate.domain.drafts import Draft, DraftClause, DraftSection, Guess
from deliberate.domain.publication import Gap, gaps

ROWS = 40


@dataclass(frozen=True)
class NumberedGuess:
    """A guess with the index by which it can be accepted."""

    index: int
    guess: Guess


@dataclass(frozen=True)
class Row:
    """A clause of the draft where it stands, and what wants a look there."""

    section: int
    clause: int
    cells: DraftClause
    guesses: Sequence[NumberedGuess]


@dataclass(frozen=True)
class Part:
    """A section of the draft, as far as this screenful shows it."""

    index: int
    section: DraftSection
    guesses: Sequence[NumberedGuess]
    rows: Sequence[Row]


@dataclass(frozen=True)
class BenchPage:
    """One screenful."""

    number: int
    pages: int
    guesses: Sequence[NumberedGuess]
    """Those that are about the whole text."""
    parts: Sequence[Part]
    gaps: Sequence[Gap]
    pages_with_guesses: Sequence[int]


def bench_page(draft: Draft, number: int) -> BenchPage:
    """Return a screenful of at most `ROWS` clauses; the nearest one there is."""
    flat = [(s, c) for s, part in enumerate(draft.sections) for c in range(len(part.clauses))]
    pages = max(1, -(-len(flat) // ROWS))
    number = min(max(number, 1), pages)
    shown = flat[(number - 1) * ROWS : number * ROWS]
    found = _by_place(draft)
    page_of = {place: order // ROWS + 1 for order, place in enumerate(flat)}
    return BenchPage(
        number=number,
        pages=pages,
        guesses=found[None, None],
        parts=[_part(draft, index, shown, found) for index in dict.fromkeys(s for s, _ in shown)],
        gaps=gaps(draft),
        pages_with_guesses=sorted({page_of.get((s, c or 0), 1) for s, c in found if s is not None}),
    )


Places = defaultdict[tuple[int | None, int | None], list[NumberedGuess]]


def _by_place(draft: Draft) -> Places:
    found: Places = defaultdict(list)
    for index, guess in enumerate(draft.guesses):
        found[guess.section, guess.clause].append(NumberedGuess(index, guess))
    return found


def _part(draft: Draft, index: int, shown: list[tuple[int, int]], found: Places) -> Part:
    section = draft.sections[index]
    rows = [
        Row(index, clause, section.clauses[clause], found[index, clause])
        for part, clause in shown
        if part == index
    ]
    return Part(index, section, found[index, None], rows)

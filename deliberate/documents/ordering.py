"""Finding sections that stand elsewhere in another language's file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deliberate.documents.likeness import Weigher
from deliberate.documents.parsed import ParsedSection
from deliberate.documents.table import Head, Table
from deliberate.domain.drafts import written

MOST_COMPARED = 40_000
LEAST_SECTION, SECTION_MARGIN = 1.5, 0.5
WHOLE_TEXT, SAME_CHAPTER, OTHER_CHAPTER, NAMED_THERE = 2.0, 0.6, -0.6, 1.6

Matrix = Callable[[int, int], float]


def title_score(weigher: Weigher, head: Head, locale: str, section: ParsedSection) -> float:
    """Say how much speaks for two headings being the same, by words and numbers."""
    other, model = head.model
    ours, theirs = weigher.traits(model.title, other), weigher.traits(section.title, locale)
    score = weigher.titles(ours, theirs)
    if _same_words(model.foreign, section.title) or _same_words(section.foreign, model.title):
        score += NAMED_THERE
    if model.value and section.value:
        score += SAME_CHAPTER if model.value == section.value else OTHER_CHAPTER
    return score


def _same_words(a: str, b: str) -> bool:
    return bool(a) and a.casefold().split() == b.casefold().split()


def section_partners(
    table: Table, weigher: Weigher, locale: str, sections: tuple[ParsedSection, ...]
) -> dict[int, int]:
    """Pair the table's headings with sections, wherever they stand, where no other would do."""
    if len(table.heads) * len(sections) > MOST_COMPARED:
        return {}
    heads = enumerate(table.heads)
    ours = [weigher.traits(_whole(table, h), head.model[0]) for h, head in heads]
    theirs = [weigher.traits(_words(section), locale) for section in sections]

    def score(a: int, b: int) -> float:
        by_title = title_score(weigher, table.heads[a], locale, sections[b])
        return by_title + WHOLE_TEXT * weigher.likeness(ours[a], theirs[b])

    return dict(best_for_both(len(ours), len(theirs), score, LEAST_SECTION, SECTION_MARGIN))


def _whole(table: Table, head: int) -> str:
    return " ".join(written(table.rows[r].model[1].cell) for r in table.span(head))


def _words(section: ParsedSection) -> str:
    return " ".join(written(clause.cell) for clause in section.clauses)


def best_for_both(
    count_a: int, count_b: int, score: Matrix, least: float, margin: float
) -> Iterator[tuple[int, int]]:
    """Yield pairs that are better than every other choice of either side, by a margin."""
    scores = [[score(a, b) for b in range(count_b)] for a in range(count_a)]
    best_b = [_best(column) for column in zip(*scores, strict=True)]
    for a, row in enumerate(scores):
        b, value, second = _best(row)
        if b < 0 or value < least or value - second < margin:
            continue
        if best_b[b][0] == a and value - best_b[b][2] >= margin:
            yield a, b


def _best(values: list[float] | tuple[float, ...]) -> tuple[int, float, float]:
    """Return the index of the highest value, it, and the next highest."""
    ranked = sorted(range(len(values)), key=values.__getitem__, reverse=True)[:2]
    if not ranked:
        return -1, float("-inf"), float("-inf")
    second = values[ranked[1]] if len(ranked) > 1 else float("-inf")
    return ranked[0], values[ranked[0]], second

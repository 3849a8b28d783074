"""Finding sections and clauses that stand elsewhere in another language's file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from deliberate.documents.likeness import Unit, Weigher
from deliberate.documents.parsed import ClauseKind, ParsedSection
from deliberate.documents.table import Head, Table
from deliberate.domain.drafts import written

MOST_COMPARED = 40_000
LEAST_SECTION, SECTION_MARGIN = 1.5, 0.5
LEAST_ANCHOR, LEAST_MOVED, MOVED_MARGIN = 2.0, 2.4, 0.8
WHOLE_TEXT, SAME_CHAPTER, OTHER_CHAPTER, NAMED_THERE = 2.0, 0.6, -0.6, 1.6
FEWEST_UNIQUE = 2

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

    return dict(_best_for_both(len(ours), len(theirs), score, LEAST_SECTION, SECTION_MARGIN))


def _whole(table: Table, head: int) -> str:
    return " ".join(written(table.rows[r].model[1].cell) for r in table.span(head))


def _words(section: ParsedSection) -> str:
    return " ".join(written(clause.cell) for clause in section.clauses)


def _best_for_both(
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


def clause_partners(ours: list[Unit], theirs: list[Unit], weigher: Weigher) -> dict[int, int]:
    """Pair clauses, wherever they stand, that are certain to belong together.

    Every pair is compared in short texts; in long ones those that share an article's number, or
    features that no other clause has.
    """

    def score(a: int, b: int) -> float:
        return weigher.score(ours[a], theirs[b])

    if len(ours) * len(theirs) <= MOST_COMPARED:
        pairs = _best_for_both(len(ours), len(theirs), score, LEAST_MOVED, MOVED_MARGIN)
    else:
        unique = {**_same_features(ours, theirs), **_same_numbers(ours, theirs)}
        pairs = ((a, b) for a, b in unique.items() if score(a, b) >= LEAST_ANCHOR)
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for a, b in pairs:
        if b not in taken:
            partners[a] = b
            taken.add(b)
    return partners


def _same_numbers(ours: list[Unit], theirs: list[Unit]) -> dict[int, int]:
    first, second = _numbers(ours), _numbers(theirs)
    return {first[number]: second[number] for number in first.keys() & second.keys()}


def _numbers(units: list[Unit]) -> dict[tuple[str, tuple[int, ...]], int]:
    """Return where every number of an article stands that occurs once."""
    named = [
        (u.clause.style, u.clause.value) if u.clause.kind is ClauseKind.ARTICLE else None
        for u in units
    ]
    counts = Counter(named)
    return {key: i for i, key in enumerate(named) if key and key[1] and counts[key] == 1}


def _same_features(ours: list[Unit], theirs: list[Unit]) -> dict[int, int]:
    first, second = _unique(ours), _unique(theirs)
    shared = Counter((first[f], second[f]) for f in first.keys() & second.keys())
    by_a: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (a, b), count in shared.items():
        if count >= FEWEST_UNIQUE:
            by_a[a].append((count, b))
    return {a: max(found)[1] for a, found in sorted(by_a.items())}


def _unique(units: list[Unit]) -> dict[object, int]:
    counts = Counter(feature for unit in units for feature in unit.text.features)
    return {f: i for i, unit in enumerate(units) for f in unit.text.features if counts[f] == 1}

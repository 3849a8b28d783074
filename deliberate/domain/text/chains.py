"""The heaviest common subsequence of two sequences: what two texts have in common, in order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

MOST_PAIRS = 20_000
"""So many equal pairs are compared; what occurs most often is left out first."""


def heaviest_chain(pairs: Sequence[tuple[int, int, int]], width: int) -> list[tuple[int, int]]:
    """Return the heaviest strictly increasing chain of (row, column, weight), columns < `width`.

    In O(p log p) for p pairs: J. Hunt and T. Szymanski (1977), with weights after G. Jacobson and
    K.-P. Vo, "Heaviest increasing/common subsequence problems" (1992); the best chain up to each
    column is kept in P. Fenwick's tree (1994). Of equally heavy chains the first one found is
    taken, so that the answer is always the same.
    """
    best = [(0, -1)] * (width + 1)
    before = []
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    for number, (_, column, weight) in enumerate(ordered):
        total, last = _best_below(best, column)
        before.append(last)
        found = (total + weight, number)
        at = column + 1
        while at <= width:
            if best[at][0] < found[0]:
                best[at] = found
            at += at & -at
    chain = []
    at = _best_below(best, width)[1]
    while at >= 0:
        chain.append(ordered[at][:2])
        at = before[at]
    return chain[::-1]


def _best_below(best: Sequence[tuple[int, int]], column: int) -> tuple[int, int]:
    total, number = 0, -1
    while column > 0:
        if best[column][0] > total:
            total, number = best[column]
        column -= column & -column
    return total, number


def equal_pairs(
    old: Sequence[T], new: Sequence[T], weight: Callable[[T], int]
) -> list[tuple[int, int, int]]:
    """Return the pairs of equal items with a weight; those without weight are left out.

    A pair whose neighbours are equal too weighs a little more. Items that occur so often that
    more than `MOST_PAIRS` pairs would arise are left out, the most frequent first.
    """
    rows, columns = _places(old), _places(new)
    common = [item for item in rows if item in columns and weight(item)]
    common.sort(key=lambda item: (len(rows[item]) * len(columns[item]), rows[item]))
    pairs: list[tuple[int, int, int]] = []
    for item in common:
        if len(pairs) + len(rows[item]) * len(columns[item]) > MOST_PAIRS:
            break
        value = 4 * weight(item)
        pairs += [
            (row, column, value + _neighbours(old, new, row, column))
            for row in rows[item]
            for column in columns[item]
        ]
    return pairs


def _places(items: Iterable[T]) -> dict[T, list[int]]:
    places: dict[T, list[int]] = {}
    for number, item in enumerate(items):
        places.setdefault(item, []).append(number)
    return places


def _neighbours(old: Sequence[T], new: Sequence[T], row: int, column: int) -> int:
    before = row > 0 and column > 0 and old[row - 1] == new[column - 1]
    after = row + 1 < len(old) and column + 1 < len(new) and old[row + 1] == new[column + 1]
    return before + after


def common_ends(old: Sequence[T], new: Sequence[T]) -> tuple[int, int]:
    """Return how many items at the start, and then at the end, are the same."""
    most = min(len(old), len(new))
    first = 0
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return first, last

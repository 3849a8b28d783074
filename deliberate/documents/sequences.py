"""Aligning two sequences: the best pairing that keeps both orders, and what to do beforehand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

MOST_CELLS = 400_000
NARROWEST = 40
SLACK = 20

Pair = tuple[int | None, int | None]
"""Indices into both sequences; None on the side where nothing belongs."""


def align(
    count_a: int,
    count_b: int,
    score: Callable[[int, int], float],
    gap: float,
    anchors: Iterable[tuple[int, int]] = (),
) -> list[Pair]:
    """Pair two sequences in their order so that the scores and gaps sum up highest.

    `anchors` are pairs, rising in both numbers, that are certain; between them the dynamic
    programme of Needleman and Wunsch (1970) runs in a band around the diagonal, wide enough for
    texts of similar length and never more than about `MOST_CELLS` scores in all.
    """
    pairs: list[Pair] = []
    from_a = from_b = 0
    for a, b in [*anchors, (count_a, count_b)]:
        between = _banded(a - from_a, b - from_b, _shifted(score, from_a, from_b), gap)
        pairs += [
            (None if i is None else i + from_a, None if j is None else j + from_b)
            for i, j in between
        ]
        if a < count_a or b < count_b:
            pairs.append((a, b))
        from_a, from_b = a + 1, b + 1
    return pairs


def _shifted(
    score: Callable[[int, int], float], from_a: int, from_b: int
) -> Callable[[int, int], float]:
    return lambda i, j: score(i + from_a, j + from_b)


def _banded(
    count_a: int, count_b: int, score: Callable[[int, int], float], gap: float
) -> list[Pair]:
    if not count_a or not count_b:
        return [(i, None) for i in range(count_a)] + [(None, j) for j in range(count_b)]
    half = max(NARROWEST, abs(count_a - count_b) + SLACK)
    half = max(SLACK, min(half, MOST_CELLS // (2 * count_a)))
    steps: list[tuple[int, bytearray]] = []
    above: dict[int, float] = {j: j * gap for j in range(min(half, count_b) + 1)}
    steps.append((0, bytearray(b"L" * len(above))))
    for i in range(1, count_a + 1):
        centre = i * count_b // count_a
        first, last = max(0, centre - half), min(count_b, centre + half)
        row: dict[int, float] = {}
        taken = bytearray()
        for j in range(first, last + 1):
            row[j], step = _best(above, row, i, j, score, gap)
            taken.append(step)
        steps.append((first, taken))
        above = row
    return _walk_back(steps, count_a, count_b)


def _best(
    above: dict[int, float],
    row: dict[int, float],
    i: int,
    j: int,
    score: Callable[[int, int], float],
    gap: float,
) -> tuple[float, int]:
    """Return the best value of a cell and the step that leads to it: D, U or L."""
    lowest = float("-inf")
    up = above.get(j, lowest) + gap
    left = row.get(j - 1, lowest) + gap
    best, step = (up, ord("U")) if up >= left else (left, ord("L"))
    if j and j - 1 in above:
        diagonal = above[j - 1] + score(i - 1, j - 1)
        if diagonal >= best:
            return diagonal, ord("D")
    return best, step


def _walk_back(steps: list[tuple[int, bytearray]], i: int, j: int) -> list[Pair]:
    pairs: list[Pair] = []
    while i or j:
        first, taken = steps[i]
        step = taken[j - first]
        if step == ord("L"):
            j -= 1
            pairs.append((None, j))
        elif step == ord("U"):
            i -= 1
            pairs.append((i, None))
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest selection of pairs that rises in both numbers.

    `pairs` rise in their first number. Patience sorting, O(n log n) (Fredman 1975).
    """
    tails: list[int] = []
    ends: list[tuple[int, int]] = []
    back: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:
        place = bisect_left(tails, pair[1])
        back[pair] = ends[place - 1] if place else None
        tails[place : place + 1] = [pair[1]]
        ends[place : place + 1] = [pair]
    chain: list[tuple[int, int]] = []
    last = ends[-1] if ends else None
    while last is not None:
        chain.append(last)
        last = back[last]
    return chain[::-1]


def in_partner_order(
    count_a: int, count_b: int, pairs: Iterable[tuple[int, int]]
) -> tuple[list[int], set[int]]:
    """Put the second sequence into the order of the first, as far as `pairs` say.

    Returns the new order of its indices, and those of `pairs` that had to move. What moves follows
    the partner of what stands before it in the first sequence, and as many indices without a
    partner as there are in between.
    """
    certain = dict(pairs)
    staying = dict(rising(sorted(certain.items())))
    moved = set(certain.values()) - set(staying.values())
    company = _company(count_a, count_b, certain, staying)
    waiting = [b for b in range(count_b) if b not in moved and b not in company]
    fixed = set(staying.values())
    order: list[int] = []
    place = 0
    for a in range(count_a):
        if a in staying:
            upto = waiting.index(staying[a], place) + 1
            order += waiting[place:upto]
            place = upto
        elif a in certain:
            order += [certain[a], *(b for b, mover in company.items() if mover == certain[a])]
        elif place < len(waiting) and waiting[place] not in fixed:
            order.append(waiting[place])
            place += 1
    return order + waiting[place:], moved


def _company(
    count_a: int, count_b: int, certain: dict[int, int], staying: dict[int, int]
) -> dict[int, int]:
    """Return which indices without a partner go along with the moving one right before them.

    As many do as there are more between two staying pairs than in the first sequence.
    """
    moved = set(certain.values()) - set(staying.values())
    free = set(range(count_b)) - set(certain.values())
    company: dict[int, int] = {}
    from_a = from_b = -1
    for a, b in [*staying.items(), (count_a, count_b)]:
        room = sum(each not in certain for each in range(from_a + 1, a))
        between = [each for each in range(from_b + 1, b) if each in free]
        excess = len(between) - room
        for each in between:
            mover = company.get(each - 1, each - 1)
            if excess > 0 and mover in moved:
                company[each] = mover
                excess -= 1
        from_a, from_b = a, b
    return company

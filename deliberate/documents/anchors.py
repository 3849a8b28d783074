"""Finding clauses that certainly belong together, wherever they stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from deliberate.documents.likeness import Unit, Weigher
from deliberate.documents.ordering import MOST_COMPARED, best_for_both
from deliberate.documents.parsed import ClauseKind
from deliberate.documents.sequences import rising

LEAST_ANCHOR, LEAST_NUMBERED = 2.0, 1.6
LEAST_MOVED, MARGIN = 2.4, 0.8
RARE = 4

Pairs = dict[int, int]


def clause_partners(ours: list[Unit], theirs: list[Unit], weigher: Weigher) -> Pairs:
    """Pair clauses that are certain to belong together; no clause is in two pairs.

    In short texts every pair is compared, and pairs are certain that are better by a margin than
    every other choice. In long ones only those are compared that share the number of an article
    or a feature that few others have: certain is the longest chain of them that keeps the order.
    In both, articles of the same number are certain as well, unless their words say otherwise.
    """

    def score(a: int, b: int) -> float:
        return weigher.score(ours[a], theirs[b])

    if len(ours) * len(theirs) <= MOST_COMPARED:
        pairs = dict(best_for_both(len(ours), len(theirs), score, LEAST_MOVED, MARGIN))
    else:
        pairs = _chain(ours, theirs, score)
    taken = set(pairs.values())
    for a, b in sorted(_same_numbers(ours, theirs)):
        if a not in pairs and b not in taken and score(a, b) >= LEAST_NUMBERED:
            pairs[a] = b
    return pairs


def _chain(ours: list[Unit], theirs: list[Unit], score: Callable[[int, int], float]) -> Pairs:
    candidates = {*_same_numbers(ours, theirs), *_rare_in_common(ours, theirs)}
    good = [pair for pair in candidates if score(*pair) >= LEAST_ANCHOR]
    return dict(rising(sorted(good, key=lambda pair: (pair[0], -pair[1]))))


def _same_numbers(ours: list[Unit], theirs: list[Unit]) -> Iterator[tuple[int, int]]:
    first, second = _numbers(ours), _numbers(theirs)
    for number in first.keys() & second.keys():
        yield first[number], second[number]


def _numbers(units: list[Unit]) -> dict[tuple[str, tuple[int, ...]], int]:
    """Return where every number of an article stands that occurs once."""
    named = [
        (u.clause.style, u.clause.value) if u.clause.kind is ClauseKind.ARTICLE else None
        for u in units
    ]
    counts = Counter(named)
    return {key: i for i, key in enumerate(named) if key and key[1] and counts[key] == 1}


def _rare_in_common(ours: list[Unit], theirs: list[Unit]) -> Iterator[tuple[int, int]]:
    first, second = _rare(ours), _rare(theirs)
    for feature in first.keys() & second.keys():
        for a in first[feature]:
            for b in second[feature]:
                yield a, b


def _rare(units: list[Unit]) -> dict[object, list[int]]:
    """Return where every feature stands that few clauses have."""
    places: dict[object, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for feature in unit.text.features:
            places[feature].append(i)
    return {feature: found for feature, found in places.items() if len(found) <= RARE}

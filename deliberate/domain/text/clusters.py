"""Edits of several proposals that touch, together: applied once if all say the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from deliberate.domain.text.edits import Edit, applied
from deliberate.domain.text.moves import moves

Credited = tuple[Edit, tuple[int, ...]]
"""An edit and the proposals that make it, ascending."""


@dataclass(frozen=True)
class Cluster:
    """Edits that touch each other, directly or through others, and nobody else's."""

    base: str
    edits: tuple[Credited, ...]

    @cached_property
    def proposals(self) -> tuple[int, ...]:
        """Return the proposals that take part, ascending."""
        return tuple(sorted(set(chain.from_iterable(numbers for _, numbers in self.edits))))

    @cached_property
    def start(self) -> int:
        """Return where in the base the first edit begins."""
        return min(edit.start for edit, _ in self.edits)

    @cached_property
    def end(self) -> int:
        """Return where in the base the last edit ends."""
        return max(edit.end for edit, _ in self.edits)

    @cached_property
    def is_agreed(self) -> bool:
        """Whether every proposal in it makes every edit in it."""
        return all(numbers == self.proposals for _, numbers in self.edits)

    @cached_property
    def alternatives(self) -> dict[int, str]:
        """Return what each proposal would put in place of the span."""
        wanted: dict[int, list[Edit]] = {number: [] for number in self.proposals}
        for edit, numbers in self.edits:
            for number in numbers:
                wanted[number].append(edit)
        return {
            number: applied(self.base, edits, self.start, self.end)
            for number, edits in wanted.items()
        }

    @cached_property
    def is_conflict(self) -> bool:
        """Whether proposals want different things of the same words."""
        return not self.is_agreed and len(set(self.alternatives.values())) > 1

    @cached_property
    def applied(self) -> tuple[Credited, ...]:
        """Return the edits that are made: none in a conflict, one where several say the same."""
        if self.is_conflict:
            return ()
        if self.is_agreed:
            return self.edits
        low = min(edit.low for edit, _ in self.edits)
        high = max(edit.high for edit, _ in self.edits)
        text = next(iter(self.alternatives.values()))
        return ((Edit(self.start, self.end, text, low, high), self.proposals),)


def clusters(base: str, edits: Iterable[Credited]) -> list[Cluster]:
    """Put edits that touch together, and both halves of a move that cannot be made as a whole."""
    same: dict[Edit, list[int]] = {}
    for edit, numbers in edits:
        same.setdefault(edit, []).extend(numbers)
    credited = [(edit, tuple(sorted(numbers))) for edit, numbers in same.items()]
    made = [Cluster(base, _in_place(each)) for each in _touching(credited)]
    made.sort(key=_place)
    return _with_whole_moves(base, made)


def _touching(credited: Iterable[Credited]) -> list[list[Credited]]:
    groups: list[list[Credited]] = []
    reached = 0
    for each in sorted(credited, key=lambda each: (each[0].low, each[0].high, each[0].place)):
        if groups and each[0].low <= reached:
            groups[-1].append(each)
            reached = max(reached, each[0].high)
        else:
            groups.append([each])
            reached = each[0].high
    return groups


def _in_place(edits: Iterable[Credited]) -> tuple[Credited, ...]:
    return tuple(sorted(edits, key=lambda each: (each[0].place, each[0].text)))


def _place(cluster: Cluster) -> tuple[int, int, int]:
    return min(edit.place for edit, _ in cluster.edits)


def _with_whole_moves(base: str, made: list[Cluster]) -> list[Cluster]:
    """Join the clusters between the halves of a move, where the move is not simply made.

    It is made if both halves are applied for the same proposals. Otherwise the moved words would
    stand in the text twice, or be lost.
    """
    linked = moves(base, [each for cluster in made for each in cluster.edits])
    while linked:
        where = {edit: number for number, each in enumerate(made) for edit, _ in each.edits}
        spans = ((where[gone], where[come]) for gone, come in linked)
        broken = next((pair for pair in spans if _is_broken(made, *pair)), None)
        if broken is None:
            break
        first, last = sorted(broken)
        joined = chain.from_iterable(each.edits for each in made[first : last + 1])
        made[first : last + 1] = [Cluster(base, _in_place(joined))]
    return made


def _is_broken(made: Sequence[Cluster], gone: int, come: int) -> bool:
    if gone == come:
        return False
    one, other = made[gone], made[come]
    return one.is_conflict or other.is_conflict or one.proposals != other.proposals

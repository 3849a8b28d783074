"""Measuring in pairs: product and floor in turn, so that a busy machine is busy for both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Outcome
from benchmarks.table import Row

Measure = Callable[[], Outcome]


@dataclass(frozen=True)
class Pairs:
    """What was measured, pair by pair."""

    product: list[Outcome]
    floor: list[Outcome]

    def row(self, work: str, goal: float) -> Row:
        """Return the line about rates: how much of the floor's the product reaches."""
        pairs = zip(self.product, self.floor, strict=True)
        ratios = [ours.rate / theirs.rate for ours, theirs in pairs]
        return Row(
            work,
            f"{median(each.rate for each in self.product):.1f}/s",
            f"{median(each.rate for each in self.floor):.1f}/s",
            f"{median(ratios):.1%}",
            f"≥ {goal:.0%}",
            f"{median(each.quantile(0.95) for each in self.product):.1f}",
            _spread(ratios),
        )

    def time_row(self, work: str, goal: float) -> Row:
        """Return the line about times: how much longer the first takes than the second."""
        ours = [each.quantile(0.5) for each in self.product]
        theirs = [each.quantile(0.5) for each in self.floor]
        ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
        return Row(
            work,
            f"{median(ours):.2f} ms",
            f"{median(theirs):.2f} ms",
            f"{median(ratios):.2f}",
            f"≤ {goal:.1f}",
            f"{median(each.quantile(0.95) for each in self.product):.1f}",
            _spread(ratios),
        )


def paired(product: Measure, floor: Measure, pairs: int) -> Pairs:
    """Measure both so many times, one after the other."""
    measured = [(product(), floor()) for _ in range(pairs)]
    return Pairs([each[0] for each in measured], [each[1] for each in measured])


def _spread(ratios: list[float]) -> str:
    """Return how far the pairs lie apart, as a share of their median."""
    return f"±{(max(ratios) - min(ratios)) / 2 / median(ratios):.0%}"

"""The one table that a run prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

HEAD = ("work", "product", "floor", "ratio", "goal", "p95 ms", "spread")


@dataclass(frozen=True)
class Row:
    """A line of it, in words."""

    work: str
    product: str
    floor: str
    ratio: str
    goal: str
    p95: str = ""
    spread: str = ""


def table(rows: Iterable[Row]) -> str:
    """Return the rows under their heads, in columns."""
    lines: list[tuple[str, ...]] = [HEAD, *(astuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first = cells[0].ljust(widths[0])
    others = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return " | ".join((first, *others)).rstrip()

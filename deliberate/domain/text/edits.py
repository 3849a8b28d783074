"""One change of a text, and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` stands in place of the characters `start` to `end` of the older text.

    `low` and `high` say how far the edit reaches, in half characters: 2p is the place before
    character p, 2p + 1 lies within it. Two edits touch where these ranges meet, ends included.
    An insertion reaches over all places where it would say the same. Whole lines reach into the
    line ends around them, not up to the words beyond; at the outer ends of the text they lie
    outside of it (-1, 2n + 1).
    """

    start: int
    end: int
    text: str
    low: int
    high: int
    rank: int = 0
    """-1 where the insertion of a line precedes, 1 where it follows what else stands there."""
    is_whole: bool = False
    """Whether whole sentences or lines come or go, or only the blanks between them change."""

    @property
    def place(self) -> tuple[int, int, int]:
        """What edits of one text are sorted by."""
        return self.start, self.rank, self.end

    def shifted(self, by: int) -> Edit:
        """Return the edit for a text with `by` more characters in front."""
        return replace(
            self,
            start=self.start + by,
            end=self.end + by,
            low=self.low + 2 * by,
            high=self.high + 2 * by,
        )


def applied(text: str, edits: Iterable[Edit], start: int, end: int) -> str:
    """Return the characters `start` to `end` of a text after edits within them."""
    pieces = []
    at = start
    for edit in sorted(edits, key=lambda each: each.place):
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:end]])

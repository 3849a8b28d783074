"""How much the data set holds."""

from __future__ import annotations

from dataclasses import dataclass

WRITERS = 8
"""How many write at once, and how many connections read."""


@dataclass(frozen=True)
class Size:
    """A data set; one clause, the hot one, has a vote from everybody and many comments."""

    clauses: int
    participants: int
    comments: int
    hot_comments: int
    votes: int
    few_votes: int
    """All of them on the hot clause: the other end of the row about stored votes."""
    memory_from: int
    memory_to: int
    """After how many requests the memory of a worker is compared."""

    @property
    def votes_each(self) -> int:
        """How many clauses each participant votes on."""
        return self.votes // self.participants


SIZES = {
    "small": Size(
        clauses=10,
        participants=100,
        comments=60,
        hot_comments=30,
        votes=500,
        few_votes=50,
        memory_from=20,
        memory_to=40,
    ),
    "full": Size(
        clauses=100,
        participants=5_000,
        comments=2_000,
        hot_comments=500,
        votes=200_000,
        few_votes=1_000,
        memory_from=100,
        memory_to=2_000,
    ),
    "tenfold": Size(
        clauses=100,
        participants=50_000,
        comments=20_000,
        hot_comments=5_000,
        votes=2_000_000,
        few_votes=1_000,
        memory_from=100,
        memory_to=2_000,
    ),
}

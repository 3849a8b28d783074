"""`scripts/bench` runs and prints every row; what it measures in a moment means nothing."""

from __future__ import annotations

import subprocess

import pytest

from deliberate import paths

ROOT = paths.TEMPLATES.parent
ROWS = (
    "framework page, signed out",
    "framework page, signed in",
    "clause page with its comments, signed out",
    "vote, 8 at once on one clause, answered 303",
    "vote, 8 at once, answered with the panel",
    "comment, 8 at once",
    "vote at 500 stored and at 50, answered 303",
    "vote at 500 stored and at 50, answered with the panel",
    "memory of a worker after 40 requests and after 20",
    "merging 1,000 amendments, and reading them",
)
QUICKLY = ("--size", "small", "--seconds", "0.1", "--pairs", "1", "--workers", "1")


@pytest.mark.slow
def test_the_benchmark_prints_every_row() -> None:
    done = subprocess.run(
        [ROOT / "scripts" / "bench", *QUICKLY],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    printed = [line.partition(" | ")[0].strip() for line in done.stdout.splitlines()]
    assert [line for line in printed if line in ROWS] == list(ROWS)

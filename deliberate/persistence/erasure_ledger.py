"""Who was erased, in a file outside the database, so that no restored backup brings them back.

A line for each participant: the random public ref and the time. Nothing in it tells who it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from deliberate.persistence.disk import write


def enter(ledger: Path, refs: Iterable[str], now: datetime) -> None:
    """Add participants to the ledger; on the disk when this returns.

    Raises `OSError`: then nobody may be told that they were erased.
    """
    lines = "".join(f"{ref} {now.isoformat()}\n" for ref in refs)
    ledger.parent.mkdir(parents=True, exist_ok=True)
    write(ledger, os.O_CREAT | os.O_APPEND, lines.encode("ascii"))


def problem(ledger: Path, now: datetime) -> str | None:
    """Say why nobody could be erased, None where the ledger can be written."""
    try:
        enter(ledger, [], now)
    except OSError as error:
        return f"{ledger} cannot be written: {error.strerror}"
    return None


def entered(ledger: Path) -> list[str]:
    """Return the refs of everyone in the ledger, each once, in the order of their erasure."""
    try:
        text = ledger.read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    return list(dict.fromkeys(line.split()[0] for line in text.splitlines() if line.strip()))

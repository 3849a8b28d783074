"""How much memory a worker process holds, read from /proc."""

from __future__ import annotations

import os
from pathlib import Path

KIB = 1024


def _parent(folder: Path) -> int:
    try:
        stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def _below(ancestor: int) -> set[int]:
    """Return the processes that a process has started, and theirs."""
    parents = {int(each.name): _parent(each) for each in Path("/proc").glob("[0-9]*")}
    found = {ancestor}
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found - {ancestor}


def largest_child(port: int) -> float:
    """Return the resident MiB of the largest process below the one that serves a port."""
    served = [pid for pid in _below(os.getpid()) if str(port) in _command(pid)]
    below = set().union(*(_below(pid) for pid in served))
    return max(_resident(pid) for pid in below) / KIB


def _command(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    line = next((line for line in status.splitlines() if line.startswith("VmRSS:")), "VmRSS: 0 kB")
    return int(line.split()[1])

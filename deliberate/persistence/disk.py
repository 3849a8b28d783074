"""Putting files onto the disk, so that neither a fault nor a power cut takes them back."""

from __future__ import annotations

import os
from pathlib import Path

OWNER_ONLY = 0o600


def sync(path: Path) -> None:
    """Put what a file holds onto the disk, or the names that a folder holds."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: Path, flags: int, content: bytes) -> None:
    """Write to a file, readable by its owner alone where it is new; on the disk on return.

    `flags` are those of `os.open` beside writing: whether to make, append to or overwrite it.
    """
    handle = os.open(path, os.O_WRONLY | flags, OWNER_ONLY)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)

"""The files of the project, for tests that read them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE = {"instance", "var", "dist", "build", "__pycache__"}


def tracked() -> list[Path]:
    """Return every file that git keeps or would keep; in a plain copy, every file there is."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        found = [path for path in ROOT.rglob("*") if not _is_made(path.relative_to(ROOT))]
    return sorted(path for path in found if path.is_file())


def _is_made(path: Path) -> bool:
    hidden = any(part.startswith(".") and part != ".ci" for part in path.parent.parts)
    return hidden or bool(MADE & set(path.parts)) or path.suffix == ".mo"


def python_files() -> list[Path]:
    """Return our Python files."""
    return [path for path in tracked() if path.suffix == ".py"]


def name(path: Path) -> str:
    """Return a file's path in the project, for messages."""
    return path.relative_to(ROOT).as_posix()

"""Compiles the catalogues, and puts the folders beside the package into the wheel.

An editable install needs only the first: `deliberate/paths.py` finds the folders in the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = ("templates", "static", "translations", "migrations")


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each .po; return the files that were written."""
    written = []
    for source in sorted((root / "translations").rglob("*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po))
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[misc]
    """Run by hatchling at the start of a build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `version` is "standard" for a wheel and "editable" for a checkout."""
        compile_catalogues(Path(self.root))
        if version != "editable":
            for folder in BUNDLED:
                build_data["force_include"][folder] = f"deliberate/_bundled/{folder}"

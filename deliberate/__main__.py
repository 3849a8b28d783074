"""`python -m deliberate` is the command `deliberate`."""

from __future__ import annotations

from deliberate.cli import main

main()

"""Whether this installation is in order: one line for each thing looked at."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from deliberate import paths
from deliberate.config import Settings, unsafe_for_production
from deliberate.persistence import declarations, erasure_ledger
from deliberate.persistence.database import now
from deliberate.persistence.queries import health


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    what: str
    problem: str | None = None

    def __str__(self) -> str:
        return f"wrong  {self.what}: {self.problem}" if self.problem else f"ok     {self.what}"


def findings(app: Flask) -> list[Finding]:
    """Look at configuration, database, schema and catalogues. Needs an application context."""
    settings: Settings = app.extensions["settings"]
    unsafe = [] if settings.demo else unsafe_for_production(settings)
    found = [Finding("configuration", line) for line in unsafe] or [Finding("configuration")]
    schema = health.problem()
    found.append(Finding("database and schema", schema))
    if schema is None:
        weak = health.durability_problems()
        found += [Finding("durability", line) for line in weak] or [Finding("durability")]
    found.append(Finding("erasure ledger", erasure_ledger.problem(settings.ledger, now())))
    found.append(Finding("keys of rounds", declarations.problem(settings.keys)))
    catalogue = paths.TRANSLATIONS / "ko" / "LC_MESSAGES" / "messages.mo"
    missing = None if catalogue.exists() else f"{catalogue} is missing"
    found.append(Finding("catalogues", missing))
    return found

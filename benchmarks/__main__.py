"""Makes the data set, starts the servers, measures, and prints one table for each database."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import rows
from benchmarks.databases import KINDS, NewDatabase, databases
from benchmarks.merging import merging
from benchmarks.rows import Plan
from benchmarks.site import Site, make_site
from benchmarks.sizes import SIZES, WRITERS
from benchmarks.table import Row, table
from deliberate.persistence.database import db

NOTE = """\
product and floor: requests in a second, median of {pairs} pairs of {seconds:g} seconds over
{writers} connections to {workers} workers; in the rows with ≤, a time or a size, late and early."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--database", choices=(*KINDS, "both"), default="sqlite")
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--pairs", type=int, default=3, help="of product and floor for each row")
    parser.add_argument("--requests", type=int, help="until the memory of a worker is read")
    parser.add_argument("--workers", type=int, default=2, help="of each server")
    return parser.parse_args()


def _site(plan: Plan, new_database: NewDatabase, name: str) -> Site:
    began = time.monotonic()
    site = make_site(plan.folder / name, new_database(name), plan.size, plan.workers)
    print(f"{plan.size.votes:,} votes and what belongs to them: {time.monotonic() - began:.1f} s")
    return site


def _close(site: Site) -> None:
    with site.app.app_context():
        db.session.remove()
        db.engine.dispose()


def _measured(plan: Plan, new_database: NewDatabase) -> Iterator[Row]:
    few = replace(plan, size=replace(plan.size, votes=plan.size.few_votes))
    sites = [_site(plan, new_database, "whole"), _site(few, new_database, "new")]
    try:
        yield from rows.against_each_other(*sites, plan)
        yield rows.memory(sites[0], plan)
        yield merging(sites[1], plan.pairs)
    finally:
        for site in sites:
            _close(site)


def main() -> None:
    """Measure on each database that is wanted."""
    wanted = _arguments()
    size = SIZES[wanted.size]
    if wanted.requests:
        size = replace(size, memory_to=wanted.requests)
    for kind in KINDS if wanted.database == "both" else (wanted.database,):
        with (
            tempfile.TemporaryDirectory(prefix="bench-") as folder,
            databases(kind, Path(folder)) as new_database,
        ):
            plan = Plan(size, wanted.seconds, wanted.pairs, wanted.workers, Path(folder))
            print(f"\n{kind}, {wanted.size}", flush=True)
            print(f"\n{table(_measured(plan, new_database))}\n", flush=True)
    print(NOTE.format(writers=WRITERS, **vars(wanted)))


if __name__ == "__main__":
    main()

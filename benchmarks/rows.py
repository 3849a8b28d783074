"""The lines of the table, one function for each kind of work."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import recipes, stored
from benchmarks.load import Job, Outcome, run
from benchmarks.memory import largest_child
from benchmarks.pairs import Measure, paired
from benchmarks.served import fetch, floor, product
from benchmarks.site import Site
from benchmarks.sizes import Size
from benchmarks.table import Row

LEFT_OUT = {"connection", "content-length", "date", "server", "set-cookie", "transfer-encoding"}
TIMES_NEED_MORE = 2
"""Times of a few milliseconds need more pairs than rates do."""


@dataclass(frozen=True)
class Plan:
    """How long to measure, and where."""

    size: Size
    seconds: float
    pairs: int
    workers: int
    folder: Path


def against_each_other(many: Site, few: Site, plan: Plan) -> Iterator[Row]:
    """Measure pages and writes against the floor, and many stored votes against few."""
    with product(many.settings, plan.folder / "product") as port:
        facts = _floor_facts(many, port)
        with floor(many.settings, facts, plan.folder / "floor") as floor_port:
            yield from _pages(many, plan, port, floor_port)
            yield from _votes(many, plan, port, floor_port)
            yield _comments(many, plan, port, floor_port)
        with product(few.settings, plan.folder / "few") as few_port:
            yield from _stored_votes((many, port), (few, few_port), plan)


def _views(site: Site) -> dict[str, tuple[str, str, str, float]]:
    """Return by name what each page's line says, its address, who reads it, and the goal."""
    whole, hot = recipes.framework_page(site), recipes.clause_page(site, site.hot)
    known = site.writers[0].cookie
    return {
        "framework": ("framework page, signed out", whole, "", 0.6),
        "framework-known": ("framework page, signed in", whole, known, 0.25),
        "clause": ("clause page with its comments, signed out", hot, "", 0.25),
    }


def _floor_facts(site: Site, port: int) -> dict[str, Any]:
    """Return what the floor needs to do the same."""
    pages = {}
    for name, (_work, path, cookie, _goal) in _views(site).items():
        body, headers = fetch(port, path, cookie)
        kept = {key: value for key, value in headers.items() if key not in LEFT_OUT}
        pages[name] = {"body": b64encode(body).decode(), "headers": kept}
    return {
        "pages": pages,
        "round_id": site.round_id,
        "hot_ref": site.hot.ref,
        "hot_wording_id": site.hot.wording_id,
        "other_wording_id": site.other.wording_id,
    }


def _pages(site: Site, plan: Plan, port: int, floor_port: int) -> Iterator[Row]:
    for name, (work, path, cookie, goal) in _views(site).items():
        ours = recipes.readers(port, path, plan.seconds, cookie)
        bare = recipes.readers(floor_port, f"/page/{name}", plan.seconds, cookie)
        measured = paired(_measure(ours), _measure(bare), plan.pairs)
        yield measured.row(work, goal)


def _measure(job: Job) -> Measure:
    return lambda: run(job)


def _votes(site: Site, plan: Plan, port: int, floor_port: int) -> Iterator[Row]:
    bare = _voting(site, recipes.floor_voters(floor_port, site, plan.seconds))
    for work, swap in (
        ("vote, 8 at once on one clause, answered 303", False),
        ("vote, 8 at once, answered with the panel", True),
    ):
        ours = _voting(site, recipes.voters(port, site, plan.seconds, swap=swap))
        yield paired(ours, bare, plan.pairs).row(work, 0.5)


def _voting(site: Site, job: Job) -> Measure:
    """Vote, and look whether the votes are stored."""

    def measure() -> Outcome:
        before = stored.votes_cast(site)
        outcome = run(job)
        stored.ensure_added(before, stored.votes_cast(site), outcome)
        stored.ensure_last_choices(site, outcome)
        return outcome

    return measure


def _comments(site: Site, plan: Plan, port: int, floor_port: int) -> Row:
    ours = _commenting(site, recipes.commenters(port, site, plan.seconds))
    bare = _commenting(site, recipes.floor_commenters(floor_port, site, plan.seconds))
    return paired(ours, bare, plan.pairs).row("comment, 8 at once", 0.4)


def _commenting(site: Site, job: Job) -> Measure:
    """Comment, and look whether each comment is stored whole."""

    def measure() -> Outcome:
        before = stored.comments_stored(site)
        outcome = run(job)
        stored.ensure_added(before, stored.comments_stored(site), outcome)
        return outcome

    return measure


def _stored_votes(many: tuple[Site, int], few: tuple[Site, int], plan: Plan) -> Iterator[Row]:
    """Compare the time of one vote after another: many votes stored, and few."""
    for answer, swap in (("answered 303", False), ("answered with the panel", True)):
        ours, theirs = (_one_voter(*each, plan, swap=swap) for each in (many, few))
        measured = paired(ours, theirs, plan.pairs * TIMES_NEED_MORE)
        work = f"vote at {plan.size.votes:,} stored and at {plan.size.few_votes:,}, {answer}"
        yield measured.time_row(work, 1.2)


def _one_voter(site: Site, port: int, plan: Plan, *, swap: bool) -> Measure:
    return _voting(site, recipes.voters(port, site, plan.seconds, swap=swap, alone=True))


def memory(site: Site, plan: Plan) -> Row:
    """Compare the memory of a worker early and late; one worker gets every request."""
    path = recipes.framework_page(site)
    hot, other = recipes.clause_page(site, site.hot), recipes.clause_page(site, site.other)
    paths = [path, hot, other, f"{hot}/vote", f"{hot}/comments?order=newest", f"{other}/comment"]
    size = plan.size
    with product({**site.settings, "workers": "1"}, plan.folder / "one") as port:
        run(recipes.sequence(port, paths, size.memory_from))
        early = largest_child(port)
        run(recipes.sequence(port, paths, size.memory_to - size.memory_from))
        late = largest_child(port)
    return Row(
        f"memory of a worker after {size.memory_to:,} requests and after {size.memory_from:,}",
        f"{late:.1f} MiB",
        f"{early:.1f} MiB",
        f"{late / early:.2f}",
        "≤ 1.1",
    )

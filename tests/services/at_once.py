"""Several people acting in the same moment, each on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from deliberate.domain.errors import DomainError
from deliberate.persistence.database import db

PATIENCE_SECONDS = 30


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[Any]:
    """Run every act in a thread of its own, all beginning together.

    Returns what each returned, or the refusal that it raised, in the order of `acts`.
    """
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        with app.app_context():
            start.wait(PATIENCE_SECONDS)
            try:
                return act()
            except DomainError as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts, timeout=PATIENCE_SECONDS))


def refusals(results: list[Any]) -> list[type[DomainError]]:
    """Return the kinds of refusal among the results."""
    return [type(each) for each in results if isinstance(each, DomainError)]

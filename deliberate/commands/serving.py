"""The production server, and background work beside it."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping

from granian import Granian
from granian.constants import Interfaces

from deliberate.app import create_app
from deliberate.config import PREFIX, Settings
from deliberate.jobs.worker import run

APPLICATION = "deliberate.app:create_app"
THREADS = 8
WAITING = 512


def serve(host: str, port: int, settings: Settings, application: str = APPLICATION) -> None:
    """Serve until asked to stop; every worker process builds its own application.

    `benchmarks/` serves a bare application in the same way.
    """
    Granian(
        application,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        log_access=False,
        websockets=False,
    ).serve()


def hand_down(settings: Mapping[str, str]) -> None:
    """Set variables for the processes that this one starts."""
    for name, value in settings.items():
        os.environ[PREFIX + name.upper()] = value


def start_worker() -> None:
    """Start background work beside the server; it ends with this process."""
    multiprocessing.get_context("spawn").Process(target=work, daemon=True).start()


def work() -> None:
    """Do background work until asked to stop."""
    run(create_app())

"""The server's clock, as a test moves it."""

from __future__ import annotations

from datetime import datetime


class Clock:
    """The time at which the next request begins."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Return what the server takes for now."""
        return self.now

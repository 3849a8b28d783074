"""Whether the clock on the wall can be believed: it is compared with one that never jumps."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

JUMP = timedelta(minutes=2)
"""A difference between the clocks that no ordinary adjustment makes."""
PROVING = timedelta(minutes=10)
"""How long the clocks have to agree again before the wall clock is believed."""

log = logging.getLogger(__name__)


class ClockGuard:
    """Watches the wall clock against a steady one that counts seconds and is never set.

    After a jump in either direction the wall clock is not believed until both clocks have run
    alike for ten minutes. A machine that slept counts as a jump: its steady clock stood still.
    """

    def __init__(self, wall: datetime, steady: float) -> None:
        self._wall = wall
        self._steady = steady
        self._agreeing_since: float | None = None

    def observe(self, wall: datetime, steady: float) -> bool:
        """Return whether the wall clock can be believed at this look at both clocks."""
        difference = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        if abs(difference) > JUMP:
            self._doubt(wall, steady, difference)
        if self._agreeing_since is None:
            return True
        if timedelta(seconds=steady - self._agreeing_since) < PROVING:
            return False
        log.warning("the clock has run evenly for %s and is believed again", PROVING)
        self._agreeing_since = None
        return True

    def _doubt(self, wall: datetime, steady: float, difference: timedelta) -> None:
        """Begin anew from here: what the wall clock shows now has to prove itself."""
        log.error(
            "the clock jumped by %.0f seconds to %s: no round is counted until it has run evenly "
            "for %s",
            difference.total_seconds(),
            wall.isoformat(),
            PROVING,
        )
        self._wall, self._steady, self._agreeing_since = wall, steady, steady

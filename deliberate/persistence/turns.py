"""Waiting for one's turn: the threads of a process one by one, in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A queue of threads, of which the first has its turn."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._queue: deque[Lock] = deque()
        """A lock per thread; releasing it is the call to come in."""

    def __len__(self) -> int:
        """Return how many have their turn or wait for it."""
        return len(self._queue)

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Wait up to `patience` seconds for one's turn and have it; raises `TimeoutError`."""
        call = self._line_up()
        try:
            if not call.acquire(timeout=patience):
                raise TimeoutError(f"no turn within {patience} seconds")
            yield
        finally:
            self._leave(call)

    def _line_up(self) -> Lock:
        call = Lock()
        with self._guard:
            if self._queue:
                call.acquire()
            self._queue.append(call)
        return call

    def _leave(self, call: Lock) -> None:
        """Leave the queue; whoever is first then without having been so is called."""
        with self._guard:
            was_first = self._queue[0] is call
            self._queue.remove(call)
            if was_first and self._queue:
                self._queue[0].release()

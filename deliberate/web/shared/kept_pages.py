"""Pages that a worker keeps for a moment, for visitors whose browser carries nothing of ours.

Only what any shared cache on the way may keep is kept here, finished and compressed, for a shorter
time. A page that many read at once is made once.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

from flask import Flask, Response, current_app, request

from deliberate.config import Settings

MOST_PAGES = 500
MOST_BYTES = 200_000
OK = 200

Key = tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """An answer as it went out, and the steady time at which it was made."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    made_at: float
    max_age: int


class KeptPages:
    """The pages that were asked for last, at most `MOST_PAGES`."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._guard = Lock()

    def find(self, key: Key, now: float) -> Page | None:
        """Return a page that is fresh at this steady time, None for none."""
        with self._guard:
            page = self._pages.get(key)
            if page is None:
                return None
            if now - page.made_at >= min(self._seconds, page.max_age):
                del self._pages[key]
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page) -> None:
        """Keep a page, in the place of whichever was asked for least lately."""
        with self._guard:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def _key() -> Key | None:
    """Return what an answer depends on, None where it may depend on who asks."""
    headers = request.headers
    if request.method != "GET" or "Cookie" in headers or "Authorization" in headers:
        return None
    if "HX-Request" in headers or "Range" in headers:
        return None
    return (headers.get("Host", ""), request.full_path, headers.get("Accept-Encoding", ""))


def _answer_from_memory() -> Response | None:
    key, now = _key(), monotonic()
    page = _kept().find(key, now) if key else None
    if page is None:
        return None
    response = Response(page.body, headers=list(page.headers))
    response.headers["Age"] = str(ceil(now - page.made_at))
    return response


def _remember(response: Response) -> Response:
    key = _key()
    control = response.cache_control
    if key is None or response.status_code != OK or not control.public or not control.max_age:
        return response
    if "Age" in response.headers or "Set-Cookie" in response.headers or response.is_streamed:
        return response
    body = response.get_data()
    if len(body) <= MOST_BYTES:
        page = Page(body, tuple(response.headers.items()), monotonic(), control.max_age)
        _kept().keep(key, page)
    return response


def _kept() -> KeptPages:
    kept: KeptPages = current_app.extensions["kept_pages"]
    return kept


def register(app: Flask, settings: Settings) -> None:
    """Answer from memory before anything is looked up, and remember after everything is done."""
    if settings.page_seconds <= 0:
        return
    app.extensions["kept_pages"] = KeptPages(settings.page_seconds)
    app.before_request(_answer_from_memory)
    app.after_request(_remember)

"""A browser that visits pages full of hostile texts and notes whatever these texts achieve."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, JSHandle, Page, Request
from playwright.sync_api import Error as PlaywrightError

from tests.security.payloads import MARK
from tests.support.browsers import PATIENCE_MS, Watch

MARKUP = (Path(__file__).parent / "markup.js").read_text(encoding="utf-8")
LISTEN = "window.ran = []; window.pwned = (number) => { window.ran.push(number) }"
"""What payloads call; put into every page before anything else runs."""
QUIET = "() => !document.querySelector('.htmx-request')"
OPENERS = "main [hx-get]:not([hx-trigger])"
"""Links that bring a fragment into the page."""
MOST_OPENED = 3
OPEN = """([openers, most]) => {
  const click = () => new MouseEvent("click", { bubbles: true, cancelable: true });
  const found = [...document.querySelectorAll(openers)].slice(0, most);
  for (const each of found) each.dispatchEvent(click());
}"""
"""At once: an opener that has done its work is replaced, and the next one takes its place."""
FRAGMENTS = re.compile(
    r"/(?:ko|en)/(?:frameworks/[a-z]+/clauses/\w+/(?:vote|amend/preview)|amendments/\w+/vote"
    r"|comments/\w+/answer|frameworks/[a-z]+/draft/clauses/\d+/\d+)(?:\?text=\w+)?"
)
"""What pages ask for by themselves, or when one presses a link of theirs."""
MORE_TEXT = "area => { area.value += ' <b id=pwned0 onclick=pwned(0)>' }"


@dataclass
class Found:
    """What was noted on all pages together."""

    marks: Mapping[str, str] = field(default_factory=dict)
    """What tells that a page shows a field."""
    pages: int = 0
    """How many were looked at and were no refusals."""
    wrongs: list[str] = field(default_factory=list)
    seen: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By field: the numbers of all payloads on the pages that show it."""

    def read(self, text: str) -> None:
        """Note which payloads are to be read beside which marks."""
        numbers = {int(each) for each in MARK.findall(text)}
        for name, mark in self.marks.items():
            if mark in text:
                self.seen[name] |= numbers


class Visitor:
    """One window, watched from all sides."""

    def __init__(self, page: Page, watch: Watch, found: Found) -> None:
        self.page, self.found = page, found
        self._watch = watch
        self._asked: list[tuple[str, str]] = []
        self._path = ""
        page.on("dialog", self._close)
        page.on("popup", lambda window: self._note(f"opened {window.url}"))
        page.context.on("request", self._keep)

    def visit(self, path: str) -> None:
        """Open a page and its fragments, and note what is wrong and what can be read."""
        before = len(self.found.wrongs)
        try:
            self._open(path)
            self._look()
            if len(self.found.wrongs) == before:
                self._open_fragments()
                self._look()
        except PlaywrightError as error:  # a text that runs may well lead the window astray
            self._note(f"went astray: {error.message.splitlines()[0]}")

    def show(self, path: str, body: str, kind: str, status: int = 200) -> None:
        """Put a document there instead of asking for it, and look at it in the same way."""
        self.page.route(
            f"**{path}",
            lambda route: route.fulfill(body=body, content_type=kind, status=status),
        )
        self._open(path)
        self._look()

    def parse(self, name: str, html: str) -> None:
        """Let the browser parse a page without opening it: quicker, and it finds any markup."""
        self.found.pages += 1
        self._path = name
        read = self._probes.evaluate("(page, html) => page.read(html)", html)
        self._note(*read["wrongs"])
        self.found.read(read["words"])

    @cached_property
    def _probes(self) -> JSHandle:
        return self.page.evaluate_handle(MARKUP)

    def _open(self, path: str) -> None:
        self._path = path
        self._asked.clear()
        answer = self.page.goto(path)
        self.found.pages += answer is not None and answer.status == 200

    def _look(self) -> None:
        page = self.page.evaluate_handle(MARKUP)
        self._note(*page.evaluate("page => page.wrongs()"), *self._watch.wrongs)
        strange = [each for each in self._asked if not self._is_ours(*each)]
        self._note(*(f"asked for {address}" for _method, address in strange))
        self._watch.wrongs.clear()
        self.found.read(page.evaluate("page => page.words()"))

    def _open_fragments(self) -> None:
        self.page.wait_for_function(QUIET)
        self.page.evaluate(OPEN, [OPENERS, MOST_OPENED])
        for area in self.page.locator("form[hx-trigger^=input] textarea").all()[:1]:
            with self.page.expect_response("**/preview"):
                area.evaluate(MORE_TEXT)
                area.dispatch_event("input")
        self.page.wait_for_function(QUIET)

    def _is_ours(self, method: str, address: str) -> bool:
        parts = urlsplit(address)
        asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.path.startswith("/static/") or asked == self._path:
            return method == "GET"
        wanted = "POST" if parts.path.endswith("/preview") else "GET"
        return method == wanted and bool(FRAGMENTS.fullmatch(asked))

    def _keep(self, request: Request) -> None:
        came_from = request.redirected_from  # to the sign-in page, whose address tells the way
        if came_from is None or MARK.search(request.url):
            self._asked.append((request.method, request.url))

    def _close(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # ours asks whether to leave what was typed
            self._note(f"dialog: {dialog.message}")
        dialog.accept()

    def _note(self, *wrongs: str) -> None:
        self.found.wrongs += [f"{self._path}: {wrong}" for wrong in wrongs]


@contextmanager
def visitor(
    browser: Browser,
    origin: str,
    found: Found,
    cookies: Sequence[Mapping[str, Any]] = (),
    **options: Any,
) -> Iterator[Visitor]:
    """Open a window in a browser of its own; it is closed afterwards."""
    context = browser.new_context(base_url=origin, **options)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(LISTEN)
    context.add_cookies(list(cookies))  # type: ignore[arg-type]
    watch = Watch(origin)
    watch.over(context)
    yield Visitor(context.new_page(), watch, found)
    context.close()

"""Texts that would run something, or ask for something, wherever they were taken for markup.

Each is of our own making and carries its number: were it to run, it would call `pwned(7)`; were
it to ask for something, the address would hold `pwned7`; were it parsed, an attribute or a comment
would. All of them are put together from parts, so that no tag goes without a handler, no scheme
without a place, and no way out of a place without something to do there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from itertools import cycle, product
from urllib.parse import quote

from tests.security.payload_parts import (
    CALL,
    DOCUMENTS,
    FETCHES,
    FOLLOWERS,
    HANDLERS,
    HTMX,
    IMAGE,
    LINKS,
    MUTATIONS,
    NUMBER,
    OPENINGS,
    PATH,
    QUOTINGS,
    REQUESTS,
    SCHEMES,
    TAGS,
    TARGETS,
    TEMPLATES,
    TRIGGERS,
)

MARK = re.compile(r"pwned\W{0,3}(\d+)", re.IGNORECASE)
BRIEF = (
    f"<b id=pwned{NUMBER}>",
    f"<!--pwned{NUMBER}",
    f"<script>{CALL}",
    f"<a onfocus={CALL}>",
    f"<p hx-get={PATH}>",
    f"'onload={CALL} ",
    f'"><i id=pwned{NUMBER}>',
    f"</title><i id=pwned{NUMBER}>",
    f"&lt;pwned{NUMBER}&gt;",
    f"{{{{7*7}}}}pwned{NUMBER}",
    f"%(n)s{{0}}pwned{NUMBER}",
    f"]]>pwned{NUMBER}",
    f"<svg/onload={CALL}>",
    f"<img src={PATH}>",
    f"<style>@import'{PATH}",
)
"""Short enough for a name."""

ENCODINGS: tuple[Callable[[str], str], ...] = (
    escape,
    lambda text: escape(escape(text)),
    lambda text: quote(text, safe="pwned()"),
    lambda text: text.replace("<", "\\u003c").replace(">", "\\u003e"),
    lambda text: text.replace("<", "\\x3c").replace(">", "\\x3e"),
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace("<", "﹤").replace(">", "﹥"),
    lambda text: text.replace("<", "&#60;").replace(">", "&#62;"),
    lambda text: text.replace("<", "&#x3C").replace(">", "&#x3E"),
    lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
    lambda text: text.replace("<", "<\u200b").replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace(" ", "\f"),
    str.upper,
)
ENCODED = (IMAGE, f"<script>{CALL}</script>", f"<div hx-get={PATH} hx-trigger=load>")


@cache
def payloads() -> tuple[str, ...]:
    """Return them all, numbered from 0; each is there once."""
    found = list(dict.fromkeys(_marked(each) for each in _made()))
    return tuple(text.replace(NUMBER, str(number)) for number, text in enumerate(found))


def _marked(text: str) -> str:
    return text if NUMBER in text else f"{text} pwned{NUMBER}"


def _made() -> Iterator[str]:
    quotings = cycle(QUOTINGS)
    for tag, handler in product(TAGS, HANDLERS):
        yield f"<{tag} {handler}{next(quotings).format(CALL)}>"
    for scheme, link in product(SCHEMES, LINKS):
        code = scheme.format(CALL)
        yield link.format(code if "{}" in scheme else code + CALL)
    yield from (opening + follower for opening, follower in product(OPENINGS, FOLLOWERS))
    for request, trigger in product(REQUESTS, TRIGGERS):
        yield request.format(PATH) + trigger
    yield from (fetch.format(target) for fetch, target in product(FETCHES, TARGETS))
    yield from (encode(text) for encode, text in product(ENCODINGS, ENCODED))
    for parts in (HTMX, MUTATIONS, TEMPLATES, DOCUMENTS, BRIEF):
        yield from parts

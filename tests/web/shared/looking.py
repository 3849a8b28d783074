"""Looking everywhere, as someone would who hopes to see what is sealed."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from tests.factories.rounds import Round
from tests.web.votes.browsing import HTMX, address

PASSING = re.compile(r'name="csrf_token" value="[^"]*"')
Seen = dict[str, tuple[int, str, list[tuple[str, str]]]]
LEAVING = "participants.leave"
"""Takes the session off the browser that looks."""


def fixed_addresses(app: Flask) -> list[str]:
    """Return every page without arguments but the language."""
    rules = app.url_map.iter_rules()
    return sorted(
        rule.rule.replace("<any(ko,en):lang>", "en")
        for rule in rules
        if "GET" in (rule.methods or set())
        and rule.arguments <= {"lang"}
        and rule.endpoint != LEAVING
    )


def everywhere(app: Flask, held: Round) -> list[str]:
    """Return every page on which a choice could show."""
    slug = held.framework.slug
    places = range(3)
    return [
        *fixed_addresses(app),
        f"/en/frameworks/{slug}",
        f"/ko/frameworks/{slug}?text=both",
        f"/en/frameworks/{slug}/versions/1",
        f"/en/frameworks/{slug}/roles",
        f"/en/frameworks/{slug}/summaries",
        f"/en/rounds/{held.ref}",
        f"/en/rounds/{held.ref}/closing",
        f"/en/rounds/{held.ref}/report",
        *(address(held, place, what) for place in places for what in ("", "/vote")),
    ]


def look(client: FlaskClient, addresses: list[str]) -> Seen:
    """Return status, body and headers of every page, without what changes on every request."""
    seen: Seen = {}
    for path in addresses:
        kinds = {"page": {}, "fragment": HTMX} if path.endswith("/vote") else {"page": {}}
        for kind, headers in kinds.items():
            answer = client.get(path, headers=headers)
            kept = [each for each in answer.headers.items() if each[0] != "Set-Cookie"]
            seen[f"{kind} {path}"] = (answer.status_code, PASSING.sub("", answer.text), kept)
    return seen


def seen_by_all(app: Flask, eyes: dict[str, FlaskClient], held: Round) -> dict[str, Seen]:
    return {who: look(client, everywhere(app, held)) for who, client in eyes.items()}

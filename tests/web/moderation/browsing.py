"""Moderating as a browser does it: open the item, send its fields, go where it leads."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BODY = "옆집 김나루 님은 010-1234-5678 입니다. 한 번 더: 김나루"
FACTS = "It names a neighbour."
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
OFFERED = re.compile(r'<input type="radio"[^>]*name="(\w+)" value="([^"]*)"( checked)?')
SELECTED = re.compile(r'<option selected value="([^"]*)"')


def hidden(answer: TestResponse) -> dict[str, str]:
    """Return what a page's form carries along."""
    return {name: html.unescape(value) for name, value in FIELD.findall(answer.text)}


def offered(answer: TestResponse, name: str = "decision") -> list[str]:
    """Return what can be chosen."""
    return [value for field, value, _ in OFFERED.findall(answer.text) if field == name]


def item(ref: str) -> str:
    """Return the address of an item."""
    return f"/en/moderation/items/{ref}"


def decide(client: FlaskClient, ref: str, decision: str, **facts: str) -> TestResponse:
    """Open an item and send its form."""
    opened = client.get(item(ref))
    assert opened.status_code == 200
    sent = {**hidden(opened), "decision": decision, "rule": "attack", "facts": FACTS, **facts}
    return client.post(f"{item(ref)}/decision", data=sent)


def text_of(answer: TestResponse) -> str:
    """Return a page's words without its tags."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    words = re.sub(r"<[^>]*>", " ", main.partition(">")[2])
    return re.sub(r"\s+", " ", html.unescape(words)).strip()

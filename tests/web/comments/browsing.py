"""Commenting as a browser does it: open the box, check, send, read the answer."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories.rounds import Round
from tests.web.votes.browsing import address

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BOX = re.compile(r'<textarea[^>]*name="body"[^>]*>\r?\n(.*?)</textarea>', re.DOTALL)
REF = re.compile(r"/comments/([a-z0-9]{10})")
BODY = "The letter came without a reason."
Fields = dict[str, str]


def hidden(answer: TestResponse) -> Fields:
    """Return what a page's form carries along."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(answer.text)}


def box(answer: TestResponse) -> str:
    """Return the words in the box of a page."""
    found = BOX.search(answer.text)
    return html.unescape(found[1]) if found else ""


def filled(client: FlaskClient, held: Round, reply_to: str = "", **facts: str) -> Fields:
    """Open the box of a clause and fill it in."""
    query = f"?reply_to={reply_to}" if reply_to else ""
    answer = client.get(address(held, what="/comment") + query)
    assert answer.status_code == 200
    told = {"body": BODY, "stance": "", "language": "en", "naming": "usual", "one_time_name": ""}
    return {**hidden(answer), **told, **facts}


def check(client: FlaskClient, held: Round, fields: Fields) -> TestResponse:
    """Go on to the page on which one checks what one wrote."""
    return client.post(address(held, what="/comment"), data=fields)


def send(client: FlaskClient, held: Round, fields: Fields) -> TestResponse:
    """Send what the page of checking carries."""
    return client.post(address(held, what="/comment/send"), data=fields)


def comment_as(client: FlaskClient, held: Round, **facts: str) -> TestResponse:
    """Write, check, send."""
    checked = check(client, held, filled(client, held, **facts))
    assert checked.status_code == 200
    return send(client, held, hidden(checked))


def ref_in(answer: TestResponse) -> str:
    """Return the comment that an answer leads to."""
    found = REF.search(answer.location or answer.text)
    assert found
    return found[1]

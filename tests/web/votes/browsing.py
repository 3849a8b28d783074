"""Voting as a browser does it: open the form, send its fields, read the answer."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.votes import ClauseVote
from tests.factories.rounds import Round

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
CODE = re.compile(r"<p class=\"code\">(.*?)</p>", re.DOTALL)
HTMX = {"HX-Request": "true"}


def address(held: Round, place: int = 0, what: str = "/vote", lang: str = "en") -> str:
    """Return the address of a clause's page, or of what is done there."""
    ref = held.framework.clause_refs[place]
    return f"/{lang}/frameworks/{held.framework.slug}/clauses/{ref}{what}"


def open_form(client: FlaskClient, held: Round, place: int = 0) -> dict[str, str]:
    """Return what the page's form sends besides the choice."""
    answer = client.get(address(held, place))
    assert answer.status_code == 200
    return dict(FIELD.findall(answer.text))


def vote_as(client: FlaskClient, held: Round, choice: ClauseChoice, place: int = 0) -> TestResponse:
    """Open the form and send it."""
    sent = {**open_form(client, held, place), "choice": choice.value}
    return client.post(address(held, place), data=sent)


def code_in(answer: TestResponse) -> str:
    """Return the receipt code that a page shows, empty for none."""
    found = CODE.search(answer.text)
    return re.sub(r"<.*?>|\s", "", found[1]) if found else ""


def checked(answer: TestResponse) -> list[str]:
    """Return the choices that are ticked."""
    return re.findall(r'name="choice" value="([^"]*)" checked', answer.text)


def cast() -> list[ClauseChoice]:
    """Return every vote there is; needs a context."""
    db.session.rollback()
    return list(db.session.scalars(select(ClauseVote.choice).order_by(ClauseVote.id)))

"""A round on its way to its report, and the report as everybody reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup
from sqlalchemy import select
from werkzeug.test import TestResponse

from deliberate.domain.actors import Actor
from deliberate.domain.dispositions import Outcome
from deliberate.persistence.database import transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.services import answers, dispositions
from tests.factories import comments
from tests.factories.given import Given
from tests.services.desk import Desk
from tests.web.frameworks.test_query_counts import cost

REASONS = {"ko": "제안하신 뜻을 살립니다.", "en": "The text changes in the way you propose."}
ANSWERS = {"ko": "말씀하신 대로 기한을 늘립니다.", "en": "The time is extended as you ask."}


@dataclass
class Told:
    """A round from its first amendment to what everybody reads of its outcome."""

    desk: Desk
    client: FlaskClient
    app: Flask
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def propose(self, outcome: Outcome, words: str, place: int = 0, **facts: object) -> str:
        """Hand an amendment in that will get this outcome; return its ref."""
        ref = self.desk.propose({"en": words}, place, **facts)
        self.outcomes[ref] = outcome
        return ref

    def comment(self, by: Actor | None = None, place: int = 0, **facts: object) -> str:
        """Comment on a clause; return the ref."""
        return comments.comment(
            by or self.desk.author, self.desk.held, self.desk.now, place, **facts
        )

    def count(self, reasons: Mapping[str, str] = REASONS) -> None:
        """Close, answer every amendment."""
        self.desk.close()
        for ref, outcome in self.outcomes.items():
            dispositions.record_disposition(
                self.desk.official, ref, outcome, reasons, 0, self.desk.later
            )

    def answer(self, refs: Sequence[str], words: Mapping[str, str] = ANSWERS) -> str:
        """Give comments one answer."""
        held = self.desk.held
        return answers.answer_comments(self.desk.official, held.ref, refs, words, self.desk.later)

    def publish(self) -> None:
        """Write every next text as it is proposed, and publish."""
        for each in self.desk.clauses():
            if each.is_changed:
                self.desk.save(each.ref)
                self.desk.confirm(each.ref)
        self.desk.publish()

    def hide(self, ref: str) -> None:
        """Let nobody read a contribution any more."""
        with transaction() as session:
            given = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
            given.hidden_at = self.desk.later

    def get(self, url: str, client: FlaskClient | None = None) -> TestResponse:
        """Ask for a page in a context of its own, as a stranger unless told otherwise."""
        with self.app.app_context():
            return (client or self.client).get(url)

    def cost(self, url: str) -> int:
        """Return how often a page asks the database."""
        with self.app.app_context():
            return cost(self.app, self.client, f"/en/{url}")

    @property
    def url(self) -> str:
        return f"rounds/{self.desk.held.ref}/report"

    def clause_url(self, place: int = 0) -> str:
        held = self.desk.held.framework
        return f"frameworks/{held.slug}/clauses/{held.clause_refs[place]}"

    def html(self, url: str = "", lang: str = "en") -> str:
        """Return a page, the report unless told otherwise."""
        answer = self.get(f"/{lang}/{url or self.url}")
        assert answer.status_code == 200
        return answer.text

    def section(self, name: str, url: str = "", lang: str = "en") -> str:
        """Return one section of a page."""
        return section(self.html(url, lang), name)


def section(html: str, name: str) -> str:
    """Return the section of a page with this id; none of the sections here hold another."""
    start = html.index(f'id="{name}"')
    return html[start : html.index("</section>", start)]


def words(html: str) -> str:
    """Return what a page says, in one line."""
    return re.sub(r"\s+", " ", Markup(html).striptags())


@pytest.fixture
def told(given: Given, now: datetime, client: FlaskClient, app_context: Flask) -> Told:
    author = given.person(pseudonym="푸른 고개 2")
    return Told(Desk(given.round(), author, now), client, app_context)

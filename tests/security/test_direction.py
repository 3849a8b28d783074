"""Test 12 of the trust table, shown: words of people stand in an element of their own direction.

Marks of direction are put into every text that a page can show, past the forms, which would refuse
some of them. Ours are never written in a template, so that wherever one stands, it is theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import func, update

from deliberate.persistence.database import Base, transaction
from tests.factories.given import Given
from tests.security.everybody import People
from tests.security.test_every_door import readable, send
from tests.support.applications import ClientAs
from tests.web.shared.form_places import Places, make_places
from tests.web.shared.forms_sent import MIGHTY
from tests.web.shared.reading import VOID

pytestmark = pytest.mark.slow

MARK = " \u202eodd\u2066"
"""An override and an isolate that are not ended."""
SHOWN: Mapping[str, tuple[str, ...]] = {
    "amendment_revision_text": ("heading", "body", "reason", "impact"),
    "answer_text": ("body",),
    "appeal": ("words",),
    "appeal_reason": ("reason",),
    "comment_correction": ("body",),
    "concern_text": ("words",),
    "content_report": ("words",),
    "contribution": ("pseudonym",),
    "contribution_text": ("body",),
    "disposition_text": ("reason",),
    "framework_text": ("description",),
    "merge_draft": ("heading", "number", "body"),
    "organisation": ("name", "website"),
    "participant": ("pseudonym",),
    "passkey": ("name",),
    "plain_summary": ("body",),
    "round_clause_text": ("note",),
    "round_text": ("title", "description"),
    "schedule_change_text": ("reason",),
    "statement_of_reasons": ("facts",),
    "version_clause_number": ("number",),
    "version_section_text": ("title",),
    "version_text": ("title",),
    "wording_text": ("heading", "body"),
}
"""Tables and columns that hold what people typed and pages show."""
WITHOUT_DIRECTION = {"title", "textarea", "option", "style", "script"}
"""What shows its words apart from all others."""


class Reader(HTMLParser):
    """Finds words with marks of direction, and what stands around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, bool]] = []
        self.inside: list[str] = []
        self.outside: list[str] = []
        """The elements around words that share the direction of what stands beside them."""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        is_apart = tag in {"bdi", *WITHOUT_DIRECTION} or named.get("dir") == "auto"
        if tag not in VOID:
            name = f"{tag}.{named['class']}" if named.get("class") else tag
            self._open.append((name, is_apart))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0].partition(".")[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not set("\u202e\u2066") & set(data):
            return
        if any(is_apart for _, is_apart in self._open):
            self.inside.append(data)
        else:
            self.outside.append(" ".join(name for name, _ in self._open[2:]))


def mark_everything(app: Flask) -> int:
    """Put marks into every text that is shown; return how many rows have some now."""
    marked = 0
    with app.app_context(), transaction() as session:
        for name, columns in SHOWN.items():
            table = Base.metadata.tables[name]
            values = {each: func.coalesce(table.c[each], "").concat(MARK) for each in columns}
            marked += session.execute(update(table).values(values)).rowcount  # type: ignore[attr-defined]
    return marked


SENT_BEFORE = ("rounds.save_extension", "rounds.ask_to_shorten", "desks.dispose", "desks.save_text")
"""What gives a reason or a text that the places lack."""


@pytest.fixture
def places(app: Flask, given: Given) -> Places:
    return make_places(app, given)


def test_words_of_people_stand_in_an_element_of_their_own_direction(
    app: Flask, given: Given, client_as: ClientAs, places: Places
) -> None:
    """Test 12: every page, as everybody."""
    people = People(app, given, client_as, places)
    clients = {**people.clients, "mighty": client_as(MIGHTY)}
    for endpoint in SENT_BEFORE:
        send(app, clients["mighty"], endpoint, places)
    assert mark_everything(app) > 100
    inside, outside = 0, set()
    for who in ("stranger", "participant", "guest", "official here", "mighty"):
        for endpoint, url in readable(app, places):
            answer = clients[who].get(url)
            if answer.mimetype == "text/html":
                found = Reader(answer.text)
                inside += len(found.inside)
                outside |= {(endpoint, each) for each in found.outside}
    assert sorted(outside) == []
    assert inside > 100

"""The public journal shows acts of office and nothing that participants did."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from deliberate.domain.actors import COMMAND_LINE, WORKER, Actor, Role
from deliberate.domain.acts import PublicAct
from deliberate.domain.moderation import ModerationDecision
from deliberate.domain.rounds import ScheduleChangeKind
from deliberate.persistence.database import db, transaction
from deliberate.persistence.journal import Thing, record
from deliberate.services.roles import grant_role
from deliberate.services.rounds import announce_round
from deliberate.services.schedules import extend_round
from tests.factories.given import Given
from tests.factories.rounds import set_up

PAGE = "/en/journal"
FEED = "/en/journal.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def enter(actor: Actor, verb: str, kind: str, now: datetime, ref: str = "markerref1") -> None:
    with transaction() as session:
        record(session, actor, verb, Thing(kind, ref), now)


def entries(client: FlaskClient, query: str = "") -> list[str]:
    feed = ET.fromstring(client.get(FEED + query).data)
    return [str(each.findtext(f"{ATOM}title")) for each in feed.iter(f"{ATOM}entry")]


def test_acts_of_office_are_shown_by_role_without_a_name(
    client: FlaskClient, app: Flask, given: Given, now: datetime
) -> None:
    with app.app_context():
        made = given.framework()
        given.person(address="marker@example.org")
        grant_role(made.official, "marker@example.org", Role.MODERATOR, made.ref, now)
    page = client.get(PAGE)
    assert "granted the role of moderator" in page.text
    assert "granted the role of moderator (official)" in entries(client)
    assert "marker" not in page.text
    assert str(made.official.account_ref) not in page.text + client.get(FEED).text
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert client.get(FEED).headers["Cache-Control"] == "public, max-age=60"
    assert "<form" not in page.text


@pytest.mark.parametrize(
    ("verb", "kind"),
    [
        ("vote", "clause"),
        ("vote on amendment", "amendment"),
        ("vote on comment", "comment"),
        ("sign", "amendment"),
        ("comment", "comment"),
        ("withdraw", "comment"),
        ("choose password", "account"),
    ],
)
def test_what_an_operator_does_as_a_participant_is_left_out(
    client: FlaskClient, app: Flask, now: datetime, verb: str, kind: str
) -> None:
    before = client.get(PAGE).text
    with app.app_context():
        enter(COMMAND_LINE, verb, kind, now)
    assert entries(client) == []
    assert client.get(PAGE).text == before


def test_an_act_by_nobody_in_office_is_left_out(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context():
        for actor in (WORKER, Actor(), Actor(account_ref="anybody123")):
            enter(actor, "hide", "comment", now)
    assert entries(client) == []


def test_a_round_that_is_not_announced_and_a_draft_are_left_out(
    client: FlaskClient, app: Flask, given: Given, now: datetime
) -> None:
    with app.app_context():
        draft = given.draft()
        enter(COMMAND_LINE, "describe", "framework", now, draft.ref)
        held = set_up(given.framework(), now)
        enter(COMMAND_LINE, "extend", "round", now, held.ref)
        known = entries(client)
        announce_round(held.staff.official, held.ref, now)
    assert "described a framework (operator)" not in known
    assert "extended a round (operator)" not in known
    assert {"announced a round (official)", "extended a round (operator)"} <= set(entries(client))
    assert f"/rounds/{held.ref}" in client.get(PAGE).text
    assert f"/rounds/{held.ref}" in client.get(FEED).text


def test_the_feed_stays_xml_whatever_a_reason_holds(
    client: FlaskClient, app: Flask, given: Given, now: datetime
) -> None:
    held = given.round()
    reasons = {"ko": "더\x0c길게\x01 <b>&", "en": "More\x0btime\ufffe ]]> \U0001f469"}
    with app.app_context():
        later = held.closes_at + timedelta(days=1)
        extend_round(held.staff.official, held.ref, later, reasons, now)
    feed = ET.fromstring(client.get(FEED).data)
    assert "Moretime ]]> \U0001f469" in {each.text for each in feed.iter(f"{ATOM}summary")}


def test_the_kind_and_the_pages_can_be_chosen(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context():
        for _ in range(51):
            enter(COMMAND_LINE, "hide", "comment", now)
        enter(COMMAND_LINE, "verify", "organisation", now)
    assert entries(client, "?kind=trust") == ["verified an organisation (operator)"]
    assert len(set(entries(client, "?kind=moderation"))) == 1
    newest = client.get(PAGE).text
    assert newest.count("<tr>") == 51
    earlier = re.search(r'href="([^"]*before=[^"]*)"', newest)
    assert earlier
    last = client.get(html.unescape(earlier[1])).text
    assert last.count("<tr>") == 3
    assert "Earlier acts" not in last
    for query in ("before=51", "before=nonsense", "kind=nonsense"):
        assert client.get(f"{PAGE}?{query}").status_code == 404
    assert client.get(f"{PAGE}?framework=nothing").status_code == 200
    assert entries(client, "?framework=nothing") == []


def test_every_decision_and_role_has_a_public_act() -> None:
    acts = set(PublicAct)
    assert {f"{verb} role {role}" for verb in ("grant", "revoke") for role in Role} <= acts
    for kind in ("comment", "amendment"):
        assert {f"{decision} {kind}" for decision in ModerationDecision} <= acts
    assert {f"{change} round" for change in ScheduleChangeKind} <= acts


def test_the_number_of_queries_does_not_grow(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with app.app_context():
        enter(COMMAND_LINE, "hide", "comment", now)
        event.listen(db.engine, "before_cursor_execute", note)
        client.get(PAGE)
        few = len(asked)
        event.remove(db.engine, "before_cursor_execute", note)
        for _ in range(20):
            enter(COMMAND_LINE, "hide", "comment", now)
        event.listen(db.engine, "before_cursor_execute", note)
        asked.clear()
        client.get(PAGE)
        event.remove(db.engine, "before_cursor_execute", note)
    assert 0 < len(asked) == few

"""Test 19 of the trust table: nobody learns about one person's groups by looking at pages.

Polls every address that tells of groups before and after each act of one person.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import WORKER, Actor, Role
from deliberate.domain.representation import QUORUM_WAITS
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.queries.representation import representation_page
from deliberate.services.declarations import declare, forget_declaration
from deliberate.services.floors import tell_floors
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote
from tests.support.applications import ClientAs

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ADDRESSES = (
    "rounds/{round}",
    "rounds/{round}/representation",
    "rounds/{round}/report",
    "frameworks/{slug}",
    "frameworks/{slug}/rounds",
    "frameworks/{slug}/clauses/{clause}",
    "journal",
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[datetime]:
    hands = [now]
    monkeypatch.setattr("deliberate.web.shared.session.now", lambda: hands[0])
    return hands


class Watcher:
    """Whoever looks at everything that tells of groups, in both languages."""

    def __init__(self, client: FlaskClient, held: Round) -> None:
        self._client = client
        self._places = {
            "round": held.ref,
            "slug": held.framework.slug,
            "clause": held.framework.clause_refs[0],
        }

    def look(self) -> list[str]:
        return [
            self._client.get(f"/{lang}/{address.format(**self._places)}").text
            for lang in ("ko", "en")
            for address in ADDRESSES
        ]


def declaring(app: Flask, held: Round, actor: Actor, names: list[str], at: datetime) -> None:
    with app.app_context():
        floors = representation_page(held.ref, at).floors
        refs = [each.group for each in floors if each.names["en"] in names]
        assert len(refs) == len(names)
        declare(actor, held.ref, refs, app.extensions["settings"].keys, at)


def crowd(
    app: Flask, given: Given, held: Round, at: datetime, number: int, names: list[str]
) -> None:
    for place in range(number):
        actor = given.guest()[0]
        with app.app_context():
            vote(held, actor, list(ClauseChoice)[place % 3], at)
        declaring(app, held, actor, names, at)


def test_no_page_moves_when_one_person_says_changes_or_deletes_something(
    app: Flask, given: Given, client: FlaskClient, now: datetime, clock: list[datetime]
) -> None:
    """Joining and leaving, before and after each act, with snapshots that come due meanwhile."""
    held = given.round(hears=True)
    keys = app.extensions["settings"].keys
    crowd(app, given, held, now, 19, ["Disability", "Rural"])
    target = given.guest()[0]
    with app.app_context():
        vote(held, target, ClauseChoice.AGREE, now)
    crowd(app, given, held, now, 4, [])
    clock[0] = now + DAY
    with app.app_context():
        assert tell_floors(keys, clock[0]) == 1
    watcher = Watcher(client, held)
    seen = watcher.look()
    for names in (["Disability"], ["Rural", "Low income"], [], ["Disability", "LGBTQ+"]):
        declaring(app, held, target, names, clock[0])
        with app.app_context():
            assert tell_floors(keys, clock[0] + 3 * DAY) == 0, "one person changed it"
        assert watcher.look() == seen
    with app.app_context():
        forget_declaration(target, held.ref)
    assert watcher.look() == seen


def test_after_closing_a_deletion_moves_nothing_and_small_groups_are_only_named(
    app: Flask, given: Given, client: FlaskClient, now: datetime, clock: list[datetime]
) -> None:
    held = given.round(hears=True)
    crowd(app, given, held, now, 12, ["Rural", "Low digital confidence"])
    crowd(app, given, held, now, 12, ["Low income", "Platform or precarious worker"])
    few = given.guest()[0]
    with app.app_context():
        vote(held, few, ClauseChoice.DISAGREE, now)
    declaring(app, held, few, ["North Korean background"], now)
    with app.app_context():
        take_snapshot(held.ref, held.closes_at + MINUTE, WORKER)
    clock[0] = held.closes_at + QUORUM_WAITS
    watcher = Watcher(client, held)
    seen = watcher.look()
    page = client.get(f"/en/rounds/{held.ref}/representation").text
    told = page[page.index("People by group") :]
    assert "Having come from elsewhere" in told
    assert "North Korean background" not in told, "small groups are told of with others"
    with app.app_context():
        forget_declaration(few, held.ref)
    assert watcher.look() == seen


def test_no_role_finds_a_way_to_what_one_person_said(
    app: Flask, given: Given, client_as: ClientAs, now: datetime, clock: list[datetime]
) -> None:
    """An official tries every page that there is; what changes with the person is on none."""
    held = given.round(hears=True)
    target = given.guest()[0]
    with app.app_context():
        vote(held, target, ClauseChoice.AGREE, now)
    staff = {
        "official": held.staff.official,
        "moderator": held.staff.moderators[0],
        "facilitator": given.person(Role.FACILITATOR, held.framework.ref),
        "operator": given.person(Role.OPERATOR),
    }
    pages = [
        f"/en/rounds/{held.ref}",
        f"/en/rounds/{held.ref}/representation",
        f"/en/rounds/{held.ref}/about-you",
        f"/en/rounds/{held.ref}/closing",
        f"/en/rounds/{held.ref}/closing/missed",
        f"/en/frameworks/{held.framework.slug}/groups",
        f"/en/frameworks/{held.framework.slug}/roles",
        "/en/journal",
        "/en/moderation",
        "/en/operators",
    ]
    clients = {name: client_as(actor) for name, actor in staff.items()}

    def everything() -> dict[str, list[tuple[int, int]]]:
        return {
            name: [(answer.status_code, len(answer.data)) for answer in map(client.get, pages)]
            for name, client in clients.items()
        }

    declaring(app, held, target, [], now)
    before = everything()
    declaring(app, held, target, ["LGBTQ+", "Disability"], now)
    assert everything() == before

"""`deliberate round open/close/publish ROUND --as EMAIL`: the same use cases as the pages."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from deliberate import cli
from deliberate.commands import acting
from deliberate.domain.actors import Via
from deliberate.domain.rounds import GRACE
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.queries.declarations import declaration_page
from deliberate.services.declarations import declare
from tests.factories import contributions
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote

BAD_INPUT = 2


@pytest.fixture(autouse=True)
def _same_application(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run on the test's own application."""
    monkeypatch.setattr(acting, "make_app", lambda **_config: app)


def run(act: str, made: Round, *options: str) -> Result:
    address = made.framework.official_address
    return CliRunner().invoke(cli.main, ["round", act, made.ref, "--as", address, *options])


def test_a_round_is_opened_closed_and_published_but_not_before_it_is_counted(
    given: Given, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = given.round_in_setup()
    late = run("open", made)
    assert late.exit_code == BAD_INPUT
    assert "cannot be announced yet" in late.stderr
    monkeypatch.setattr("deliberate.commands.rounds.now", lambda: made.opens_at)
    opened = run("open", made)
    assert opened.exit_code == 0, opened.output
    assert "is announced" in opened.output
    early = run("close", made)
    assert early.exit_code == BAD_INPUT
    assert "half a minute after it closes" in early.stderr
    blocked = run("publish", made)
    assert blocked.exit_code == BAD_INPUT
    assert "cannot be published yet" in blocked.stderr
    monkeypatch.setattr("deliberate.commands.rounds.now", lambda: made.closes_at + GRACE)
    assert "is counted" in run("close", made).output
    again = run("close", made)
    assert (again.exit_code, "nothing has changed" in again.output) == (0, True)
    published = run("publish", made)
    assert (published.exit_code, "is published" in published.output) == (0, True)
    with app.app_context():
        closing = select(JournalEntry.via).where(JournalEntry.verb == "close")
        assert db.session.scalars(closing).all() == [Via.COMMAND_LINE]


def test_what_blocks_publication_is_listed_with_its_number(
    given: Given, app: Flask, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    made, author = given.round(), given.person()
    with app.app_context():
        for words in ("Too short.", "Too long."):
            contributions.comment(made, author, now, words)
    monkeypatch.setattr("deliberate.commands.rounds.now", lambda: made.closes_at + GRACE)
    run("close", made)
    blocked = run("publish", made)
    assert blocked.exit_code == BAD_INPUT
    first, *tasks = blocked.stderr.strip().splitlines()
    assert "cannot be published yet" in first
    assert tasks == ["- Answer every comment. (2)"]


def test_a_first_phase_whose_time_has_passed_can_begin_now(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = given.round_in_setup()
    late = made.opens_at + timedelta(minutes=3)
    monkeypatch.setattr("deliberate.commands.rounds.now", lambda: late)
    opened = run("open", made, "--now")
    assert opened.exit_code == 0, opened.output
    assert late.isoformat(timespec="minutes") in opened.output


def test_a_stranger_is_refused_in_one_line(given: Given) -> None:
    made = given.round_in_setup()
    arguments = ["round", "open", made.ref, "--as", "nobody@example.org"]
    refused = CliRunner().invoke(cli.main, arguments)
    assert refused.exit_code == BAD_INPUT
    assert len(refused.stderr.strip().splitlines()) == 1


def test_breaking_the_glass_takes_a_reason_from_the_list_and_stands_in_the_journal(
    app: Flask, given: Given, client: FlaskClient, now: datetime
) -> None:
    held, (guest, _code) = given.round(), given.guest()
    with app.app_context():
        vote(held, guest, ClauseChoice.AGREE, now)
        groups = declaration_page(held.ref, guest, now).groups
        declare(guest, held.ref, [groups[6].ref], app.extensions["settings"].keys, now)
    command = ["round", "read-declaration", held.ref, "--participant", str(guest.participant_ref)]
    refused = CliRunner().invoke(cli.main, [*command, "--reason", "I want to know"])
    assert refused.exit_code == 2
    read = CliRunner().invoke(cli.main, [*command, "--reason", "court order"])
    assert read.output == "장애인 / Disability\n"
    journal = client.get("/en/journal").text
    assert "read in an emergency what one person said about themselves" in journal
    assert "a court ordered it" in journal
    assert str(guest.participant_ref) not in journal
    assert "Disability" not in journal

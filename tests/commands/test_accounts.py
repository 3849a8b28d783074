"""`deliberate account create`: an account with its role and a link, or nothing and one line."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Role
from deliberate.jobs.worker import deliver_owed_mail
from deliberate.persistence.database import db
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.queries.accounts import actor_by_address
from tests.commands.conftest import Run
from tests.factories.given import Given
from tests.services.rows import everything
from tests.support.applications import MakeApp
from tests.support.mail import MailServer

ADDRESS = "someone@example.org"
CREATE = ("account", "create", "--email", ADDRESS, "--name", "환한 돌담")


def test_an_account_is_made_and_a_link_is_on_its_way(
    make_app: MakeApp, run: Run, mail_server: MailServer
) -> None:
    result = run(*CREATE)
    assert result.exit_code == 0, result.output
    assert ADDRESS in result.stdout
    app = make_app(mail_url=mail_server.url)
    with app.app_context():
        actor = actor_by_address(ADDRESS)
        assert actor is not None
        assert actor.roles == {}
        assert db.session.scalars(select(Participant.pseudonym)).one() == "환한 돌담"
        assert db.session.scalars(select(JournalEntry.verb)).all() == ["create"]
    assert deliver_owed_mail(app) == 1
    assert mail_server.wait_for(ADDRESS)


@pytest.mark.parametrize("role", ["official", "moderator", "facilitator", "translator"])
def test_a_role_is_given_on_a_framework(app: Flask, given: Given, run: Run, role: str) -> None:
    made = given.draft(slug="care")
    result = run(*CREATE, "--role", role, "--framework", "care")
    assert result.exit_code == 0, result.output
    with app.app_context():
        actor = actor_by_address(ADDRESS)
        assert actor is not None
        assert actor.roles == {made.ref: frozenset({Role(role)})}
        entry = db.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert entry is not None
        assert (entry.verb, entry.via.value) == ("grant", "command line")


def test_the_first_operator_is_made_here(app: Flask, run: Run) -> None:
    assert run(*CREATE, "--role", "operator").exit_code == 0
    with app.app_context():
        actor = actor_by_address(ADDRESS)
        assert actor is not None
        assert actor.is_operator


@pytest.mark.parametrize(
    "arguments",
    [
        ("--email", "no address", "--name", "환한 돌담"),
        ("--email", "a@example.org\nBcc: b@example.org", "--name", "환한 돌담"),
        ("--email", "KNOWN@example.org", "--name", "환한 돌담"),
        ("--email", ADDRESS, "--name", ""),
        ("--email", ADDRESS, "--name", "가" * 41),
        ("--email", ADDRESS, "--name", "x", "--role", "official", "--framework", "nothing"),
        ("--email", ADDRESS, "--name", "x", "--role", "official"),
        ("--email", ADDRESS, "--name", "x", "--role", "operator", "--framework", "care"),
    ],
    ids=["address", "injection", "known", "nameless", "name", "unknown", "nowhere", "operator"],
)
def test_what_is_refused_leaves_nothing_and_says_so_in_one_line(
    app: Flask, given: Given, run: Run, arguments: tuple[str, ...]
) -> None:
    given.person(address="known@example.org")
    given.draft(slug="care")
    with app.app_context():
        before = everything()
    result = run("account", "create", *arguments)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    with app.app_context():
        assert everything() == before
        assert db.session.scalars(select(OutboxMessage)).all() == []


def test_a_role_that_there_is_not_is_refused_with_the_roles_that_there_are(run: Run) -> None:
    result = run(*CREATE, "--role", "emperor")
    assert result.exit_code == 2
    assert "official" in result.stderr


def test_the_second_operator_is_made_here_too(app: Flask, given: Given, run: Run) -> None:
    given.person(address=ADDRESS)
    granted = run("account", "grant", "--email", ADDRESS, "--role", "operator")
    assert granted.exit_code == 0, granted.output
    with app.app_context():
        actor = actor_by_address(ADDRESS)
        assert actor is not None
        assert actor.is_operator
    unknown = run("account", "grant", "--email", "no@example.org", "--role", "operator")
    assert unknown.exit_code == 2
    assert len(unknown.stderr.splitlines()) == 1


def test_a_lost_second_step_is_reset_here_and_its_owner_is_told(
    app: Flask, given: Given, run: Run
) -> None:
    given.person(address=ADDRESS)
    done = run("account", "reset-second-step", "--email", ADDRESS)
    assert done.exit_code == 0, done.output
    with app.app_context():
        assert db.session.scalars(select(OutboxMessage.template)).all() == ["second_step_changed"]
        verbs = db.session.scalars(select(JournalEntry.verb)).all()
        assert verbs[-1] == "reset"
    assert run("account", "reset-second-step", "--email", "no@example.org").exit_code == 2

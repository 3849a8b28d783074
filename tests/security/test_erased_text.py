"""Test 18 of the trust table: erased text is searched everywhere, and found nowhere.

On PostgreSQL every row is searched; what its files and its log of writes hold until they are used
again is said in SECURITY.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from deliberate.config import Settings
from deliberate.domain.actors import Actor, Role
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult
from deliberate.persistence.database import db
from deliberate.services import (
    accounts,
    address_changes,
    appeals,
    comment_translations,
    corrections,
)
from tests.factories import amending, comments, contributions
from tests.factories.given import Given
from tests.factories.people import new_session
from tests.factories.rounds import Round
from tests.services.moderating import HIDE
from tests.services.rows import everything
from tests.support.applications import ClientAs

MARK = "quartzvogel"
KOREAN = "차돌멧새"
BOTH = f"{MARK} {KOREAN}"
AN_HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("app_context")


@pytest.fixture
def person(given: Given) -> Actor:
    return given.person(address=f"{MARK}@example.org", pseudonym=BOTH)


def say_everything(given: Given, person: Actor, held: Round, now: datetime) -> None:
    """Leave the marks in every kind of text that a person can leave behind."""
    comments.comment(person, held, now, body=f"A comment, {BOTH}.")
    again = contributions.comment(held, person, now, f"Before the correction: {BOTH}.")
    corrections.correct_comment(person, again, f"After it: {BOTH}.", now + AN_HOUR)
    translated = contributions.comment(held, person, now, f"번역될 말: {BOTH}.")
    translator = given.person(Role.TRANSLATOR, held.framework.ref)
    in_english = f"In English: {BOTH}."
    comment_translations.translate_comment(translator, translated, Locale.EN, in_english, now)
    contributions.comment(held, person, now, f"Under another name: {BOTH}.", pseudonym=MARK)
    amending.amendment(person, held, now, {"en": f"Proposed: {BOTH}."})
    amending.draft(person, held, now, 1, proposals=amending.proposals(ko=f"초안: {BOTH}."))
    others = contributions.comment(held, given.person(), now)
    contributions.report(person, others, now, words=f"It says {BOTH}.")
    contributions.report(given.person(), again, now, words=f"They say {BOTH}.")
    action = contributions.decide(held.staff.moderators[0], translated, HIDE, now)
    appeals.appeal(person, action, f"Why hide {BOTH}?", Locale.KO, now)
    appeals.decide_appeal(
        held.staff.moderators[1], action, AppealResult.UPHELD, {"ko": f"{BOTH} 때문"}, now
    )
    accounts.ask_for_link(f"{MARK}@example.org", "ko", now)
    address_changes.ask_for_address(person, f"new-{MARK}@example.org", "ko", now)
    new_session(person, now)


def on_disk(app: Flask) -> Iterator[tuple[str, bytes]]:
    """Yield every file beside the database and, on SQLite, the database and its log."""
    settings: Settings = app.extensions["settings"]
    folders = {settings.instance}
    if db.engine.dialect.name == "sqlite":
        folders.add(Path(str(db.engine.url.database)).parent)
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.name, path.read_bytes()


def holding(app: Flask, mark: str) -> list[str]:
    """Return where a mark stands: tables, and files."""
    rows = everything()
    db.session.remove()
    files = [name for name, data in on_disk(app) if mark.encode() in data]
    return [table for table, found in rows.items() if mark in repr(found)] + files


def test_erased_text_is_nowhere(
    app: Flask,
    given: Given,
    person: Actor,
    now: datetime,
    client_as: ClientAs,
    caplog: pytest.LogCaptureFixture,
) -> None:
    held = given.round()
    say_everything(given, person, held, now)
    assert len(holding(app, MARK)) > 10
    assert len(holding(app, KOREAN)) > 6
    caplog.set_level("DEBUG")
    answer = client_as(person).post("/ko/mine/erase", data={"is_sure": "y"})
    assert answer.status_code == 200
    pages = [
        client_as(who).get(f"/{path}").text
        for who in (held.staff.official, held.staff.moderators[0], given.person())
        for path in (
            f"ko/frameworks/{held.framework.slug}/clauses/{held.framework.clause_refs[0]}",
            f"en/rounds/{held.ref}",
            "ko/moderation",
            "ko/moderation/log",
            "en/journal",
            "en/mine/data",
        )
    ]
    for mark in (MARK, KOREAN):
        assert holding(app, mark) == []
        assert mark not in answer.text
        assert mark not in caplog.text
        assert all(mark not in each for each in pages)

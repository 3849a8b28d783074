"""Rule: restoring a backup applies the erasures again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.persistence.database import BUSY_TIMEOUT_MS, db
from deliberate.persistence.erasure_ledger import entered
from deliberate.persistence.models.participants import Participant
from deliberate.services.erasure import erase_again, erase_person
from tests.factories import contributions
from tests.factories.given import Given
from tests.services.rows import everything

pytestmark = pytest.mark.usefixtures("app_context")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "erasures.txt"


@pytest.fixture
def person(given: Given) -> Actor:
    return given.person()


def erased_at(actor: Actor) -> datetime | None:
    db.session.rollback()
    wanted = select(Participant.erased_at).where(Participant.ref == actor.participant_ref)
    return db.session.scalars(wanted).one()


def test_nobody_is_told_that_they_are_erased_where_the_ledger_cannot_be_written(
    person: Actor, tmp_path: Path, now: datetime
) -> None:
    before = everything()
    with pytest.raises(OSError, match="directory"):
        erase_person(person, tmp_path, "ko", now)
    assert everything() == before


def test_whoever_comes_back_with_a_backup_is_erased_again(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    ref = contributions.comment(held, person, now)
    stays = contributions.comment(held, given.person(), now)
    ledger.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_text(f"{person.participant_ref} {now.isoformat()}\nnobodyhere {now.isoformat()}\n")
    assert erase_again(ledger, now) == 1
    assert contributions.original(ref).body == ""
    assert contributions.original(stays).body
    assert erased_at(person) == now
    before = everything()
    assert erase_again(ledger, now) == 0
    assert everything() == before


def test_looking_into_the_ledger_never_keeps_writers_waiting(
    app_context: Flask, person: Actor, ledger: Path, now: datetime
) -> None:
    """Rule: nobody waits for the worker. Its own reading must not block the log, nor others'."""
    engine = db.engine
    erase_person(person, ledger, "ko", now)
    with engine.connect() as reader:
        reader.execute(select(Participant.id)).all()
        begun = monotonic()
        assert erase_again(ledger, now) == 0
        assert monotonic() - begun < BUSY_TIMEOUT_MS / 2_000
    connection = engine.raw_connection()
    if engine.dialect.name == "sqlite":
        (wait,) = connection.cursor().execute("PRAGMA busy_timeout").fetchone()
        assert wait == BUSY_TIMEOUT_MS
    connection.close()
    assert app_context


def test_the_ledger_names_nobody_and_is_open_to_its_owner_alone(
    person: Actor, ledger: Path, now: datetime
) -> None:
    erase_person(person, ledger, "ko", now)
    text = ledger.read_text()
    assert text == f"{person.participant_ref} {now.isoformat()}\n"
    assert ledger.stat().st_mode & 0o077 == 0


def test_an_erasure_that_the_ledger_missed_is_entered(
    person: Actor, ledger: Path, now: datetime
) -> None:
    """Another machine's ledger had it, say; from here on, this one has it, too."""
    erase_person(person, ledger, "ko", now)
    ledger.unlink()
    assert erase_again(ledger, now) == 0
    assert entered(ledger) == [person.participant_ref]

"""Who is heard: what people say about themselves is theirs, sealed, and forgotten on time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from deliberate.config import Settings
from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Actor, Role
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.groups import packed
from deliberate.domain.representation import (
    CONSENT_VERSION,
    KEY_KEPT_FOR,
    DeclarationOver,
    KeysAway,
    NothingGiven,
    ReadingReason,
)
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.declarations import is_destroyed
from deliberate.persistence.groups import ListedGroup, groups_of
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.representation import SelfDeclaration
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.declarations import declaration_page, declared_rounds
from deliberate.persistence.self_declarations import declared_in
from deliberate.services.claims import claim_receipt
from deliberate.services.declarations import (
    declare,
    forget_declaration,
    forget_keys,
    read_in_emergency,
)
from deliberate.services.erasure import erase_person
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import vote
from tests.services import rows

pytestmark = pytest.mark.usefixtures("app_context")

SECOND = timedelta(seconds=1)


@pytest.fixture
def keys(settings: Settings) -> Path:
    return settings.keys


@pytest.fixture
def held(given: Given) -> Round:
    return given.round()


def row_of(held: Round) -> ConsultationRound:
    wanted = select(ConsultationRound).where(ConsultationRound.ref == held.ref)
    return db.session.scalars(wanted).one()


def listed(held: Round) -> list[ListedGroup]:
    return groups_of(db.session(), row_of(held).framework_id)


def someone(given: Given, held: Round, now: datetime) -> Actor:
    actor = given.person()
    vote(held, actor, ClauseChoice.AGREE, now)
    return actor


def counted(held: Round, keys: Path) -> list[frozenset[int]]:
    return list(declared_in(db.session(), keys, row_of(held)).values())


def test_people_are_asked_after_they_have_taken_part(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    early = given.person()
    with pytest.raises(NothingGiven):
        declare(early, held.ref, [], keys, now)
    with pytest.raises(SignInNeeded):
        declare(ANONYMOUS, held.ref, [], keys, now)
    assert not declaration_page(held.ref, ANONYMOUS, now).has_taken_part
    vote(held, early, ClauseChoice.AGREE, now)
    assert declaration_page(held.ref, early, now).has_taken_part
    declare(early, held.ref, [listed(held)[3].ref, listed(held)[6].ref], keys, now)
    assert counted(held, keys) == [frozenset({3, 6})]


def test_a_new_answer_takes_the_place_of_the_old_and_none_is_an_answer(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    actor = someone(given, held, now)
    for chosen in ([1, 2], [5], []):
        declare(actor, held.ref, [listed(held)[each].ref for each in chosen], keys, now)
        assert counted(held, keys) == [frozenset(chosen)]
    with pytest.raises(NotFound):
        declare(actor, held.ref, ["nosuchgrp"], keys, now)
    assert counted(held, keys) == [frozenset()]


def test_without_its_key_an_answer_is_refused_and_the_old_one_stays(
    given: Given, held: Round, keys: Path, now: datetime, tmp_path: Path
) -> None:
    actor = someone(given, held, now)
    declare(actor, held.ref, [listed(held)[4].ref], keys, now)
    away = tmp_path / "away"
    away.write_text("a file where the folder should be")
    with pytest.raises(KeysAway):
        declare(actor, held.ref, [], away, now)
    assert counted(held, keys) == [frozenset({4})]


def test_every_row_looks_alike_whatever_was_said(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    """A declaration is one fixed-size ciphertext; its consents cannot be told from outside."""
    for chosen in ([], [9], [6, 9, 10, 11]):
        actor = someone(given, held, now)
        declare(actor, held.ref, [listed(held)[each].ref for each in chosen], keys, now)
    rows = db.session.scalars(select(SelfDeclaration)).all()
    assert len({len(row.sealed) for row in rows}) == 1
    assert len({row.sealed for row in rows}) == 3
    assert {row.consent_version for row in rows} == {CONSENT_VERSION}
    assert {(row.declared_at.hour, row.declared_at.minute) for row in rows} == {(0, 0)}


def test_it_belongs_to_its_round_and_is_not_carried_over(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    actor, other = someone(given, held, now), given.round()
    declare(actor, held.ref, [listed(held)[2].ref], keys, now)
    vote(other, actor, ClauseChoice.AGREE, now)
    assert counted(other, keys) == []
    assert declaration_page(other.ref, actor, now).declared_at is None
    with pytest.raises(NotFound):
        declare(actor, other.ref, [listed(held)[2].ref], keys, now)


def test_it_can_be_deleted_at_any_time_and_changed_until_input_ends(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    actor = someone(given, held, now)
    declare(actor, held.ref, [], keys, held.closes_at - SECOND)
    for late in (held.closes_at, held.closes_at + 60 * SECOND):
        with pytest.raises(DeclarationOver):
            declare(actor, held.ref, [], keys, late)
    take_snapshot(held.ref, held.closes_at + 60 * SECOND, held.staff.official)
    assert [each.ref for each in declared_rounds(actor)] == [held.ref]
    forget_declaration(actor, held.ref)
    forget_declaration(actor, held.ref)
    assert declared_rounds(actor) == []
    assert counted(held, keys) == []


def test_a_claimed_guest_says_it_once(
    app: Flask, given: Given, held: Round, keys: Path, now: datetime
) -> None:
    guest, code = given.guest()
    vote(held, guest, ClauseChoice.AGREE, now)
    declare(guest, held.ref, [listed(held)[4].ref], keys, now)
    owner = given.person()
    claim_receipt(owner, code, str(app.secret_key), now)
    assert counted(held, keys) == [frozenset({4})]
    second, code = given.guest()
    vote(held, second, ClauseChoice.AGREE, now)
    declare(second, held.ref, [listed(held)[8].ref], keys, now)
    declare(owner, held.ref, [listed(held)[5].ref], keys, now)
    claim_receipt(owner, code, str(app.secret_key), now)
    assert counted(held, keys) == [frozenset({5})]
    forget_declaration(owner, held.ref)
    assert counted(held, keys) == []


def test_erasing_a_person_erases_it(
    given: Given, held: Round, keys: Path, now: datetime, tmp_path: Path
) -> None:
    actor = someone(given, held, now)
    declare(actor, held.ref, [listed(held)[4].ref], keys, now)
    erase_person(actor, tmp_path / "ledger", "ko", now)
    assert counted(held, keys) == []


def test_its_key_is_destroyed_a_stated_time_after_publication(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    actor, running = someone(given, held, now), given.round()
    declare(actor, held.ref, [listed(held)[4].ref], keys, now)
    with transaction() as session:
        session.execute(
            update(ConsultationRound)
            .where(ConsultationRound.ref == held.ref)
            .values(published_at=now)
        )
    assert forget_keys(keys, now + KEY_KEPT_FOR - SECOND) == 0
    assert forget_keys(keys, now + KEY_KEPT_FOR) == 1
    assert forget_keys(keys, now + KEY_KEPT_FOR) == 0
    assert is_destroyed(keys, held.ref)
    assert not is_destroyed(keys, running.ref)
    assert db.session.scalars(select(SelfDeclaration)).all() == []


def test_only_the_command_line_breaks_the_glass_and_the_journal_says_so(
    given: Given, held: Round, keys: Path, now: datetime
) -> None:
    actor = someone(given, held, now)
    declare(actor, held.ref, [listed(held)[6].ref], keys, now)
    person = str(actor.participant_ref)
    for role in Role:
        framework = None if role is Role.OPERATOR else held.framework.ref
        with pytest.raises(NotPermitted):
            read_in_emergency(
                given.person(role, framework), held.ref, person, ReadingReason.DANGER, keys, now
            )
    with pytest.raises(NotFound):
        read_in_emergency(COMMAND_LINE, held.ref, "nobody", ReadingReason.DANGER, keys, now)
    asked = select(JournalEntry).where(JournalEntry.verb == "read declaration")
    assert db.session.scalars(asked).all() == []
    found = read_in_emergency(COMMAND_LINE, held.ref, person, ReadingReason.COURT_ORDER, keys, now)
    assert [each.names["en"] for each in found] == ["Disability"]
    (entry,) = db.session.scalars(asked)
    assert (entry.object_kind, entry.object_ref) == ("round", held.ref)
    assert (entry.reason, entry.via, entry.actor_ref) == ("court order", "command line", None)


def test_a_sensitive_choice_is_nowhere_in_clear(
    given: Given,
    held: Round,
    keys: Path,
    now: datetime,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Search every row, the files (SQLite with its log ahead, the keys) and what is logged."""
    caplog.set_level("DEBUG")
    chosen = [6, 9, 10, 11, 12]
    actor = someone(given, held, now)
    refs = [listed(held)[each].ref for each in chosen]

    def everything() -> bytes:
        paths = sorted(settings.instance.rglob("*"))
        files = b"".join(path.read_bytes() for path in paths if path.is_file())
        return files + repr(rows.everything()).encode()

    before = everything()
    declare(actor, held.ref, refs, keys, now)
    after = everything()
    assert len(after) > len(before), "something was written"
    assert packed(chosen) not in after
    assert packed(chosen)[::-1] not in after
    for ref in refs:
        assert after.count(ref.encode()) == before.count(ref.encode())
        assert ref not in caplog.text
    assert counted(held, keys) == [frozenset(chosen)], "and yet it is there"

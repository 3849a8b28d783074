"""Guests come back by a receipt code of which only a keyed hash is stored."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest
from sqlalchemy import select, update

from deliberate.domain.credentials import UnknownReceipt, keyed_hash, token_hash
from deliberate.domain.participants import Assurance, group_receipt_code, new_receipt_code
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.participants import (
    AssuranceFact,
    Participant,
    Receipt,
    WebSession,
)
from deliberate.persistence.queries.accounts import visitor_by_token_hash
from deliberate.services import guests
from tests.factories.given import Given
from tests.services.rows import counted, everything
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")


def who(token: str, now: datetime) -> str | None:
    db.session.rollback()
    found = visitor_by_token_hash(token_hash(token), now)
    assert found is not None
    assert not found.actor.is_known
    return found.actor.participant_ref


def test_a_guest_has_a_pseudonym_a_session_and_the_weakest_assurance(now: datetime) -> None:
    token, _code = guests.welcome_guest("en", SECRET_KEY, now)
    guest = db.session.scalars(select(Participant)).one()
    assert guest.pseudonym.isascii()
    assert who(token, now) == guest.ref
    assert db.session.scalars(select(AssuranceFact.level)).all() == [Assurance.GUEST]


def test_of_a_receipt_code_only_a_hash_with_our_key_is_stored(now: datetime) -> None:
    _token, code = guests.welcome_guest("ko", SECRET_KEY, now)
    stored = db.session.scalars(select(Receipt.code_hash)).one()
    assert stored == keyed_hash("receipt", code, SECRET_KEY)
    for guess in (code, group_receipt_code(code)):
        assert stored != hashlib.sha256(guess.encode()).hexdigest()
        assert guess not in repr(everything())


@pytest.mark.parametrize("typed", [str, group_receipt_code, str.lower, " {} ".format])
def test_case_and_dashes_do_not_matter_on_the_way_back(now: datetime, typed: object) -> None:
    token, code = guests.welcome_guest("ko", SECRET_KEY, now)
    assert callable(typed)
    again = guests.return_with_receipt(typed(code), SECRET_KEY, now)
    assert again != token
    assert who(again, now) == who(token, now)


def test_a_wrong_code_is_refused_and_leaves_nothing(now: datetime) -> None:
    _token, code = guests.welcome_guest("ko", SECRET_KEY, now)
    before = everything()
    for typed in ("", "-", code[:-1], code + "2", new_receipt_code(), "0" * 12, "한글 코드"):
        with pytest.raises(UnknownReceipt):
            guests.return_with_receipt(typed, SECRET_KEY, now)
    with pytest.raises(UnknownReceipt):
        guests.return_with_receipt(code, "another key", now)
    assert everything() == before


def test_each_fresh_start_is_a_new_guest(now: datetime) -> None:
    welcomed = [guests.welcome_guest("ko", SECRET_KEY, now) for _ in range(3)]
    assert len({code for _, code in welcomed}) == 3
    assert len({who(token, now) for token, _ in welcomed}) == 3


def test_a_guest_who_was_merged_comes_back_as_the_one_they_became(
    now: datetime, given: Given
) -> None:
    person = given.person()
    _token, code = guests.welcome_guest("ko", SECRET_KEY, now)
    with transaction() as session:
        became = session.scalars(
            select(Participant).where(Participant.ref == person.participant_ref)
        ).one()
        guest = select(Receipt.participant_id)
        session.execute(
            update(Participant).where(Participant.id.in_(guest)).values(merged_into=became.id)
        )
    assert who(guests.return_with_receipt(code, SECRET_KEY, now), now) == person.participant_ref
    assert counted(WebSession) == 2

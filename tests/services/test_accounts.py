"""What people change about their own account, and accounts made for others."""

from __future__ import annotations

from datetime import datetime

import pytest
from argon2 import Type
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Actor, Role
from deliberate.domain.credentials import WrongCredentials
from deliberate.domain.errors import Conflict, DomainError, NotPermitted, SignInNeeded
from deliberate.domain.participants import BadAddress, BadPseudonym
from deliberate.domain.passwords import BadPassword
from deliberate.persistence.database import db
from deliberate.persistence.models.participants import Account, ContactChannel, Participant
from deliberate.services import accounts
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.hashing import SHIPPED
from tests.services.rows import counted, everything

pytestmark = pytest.mark.usefixtures("app_context")

ADDRESS = "someone@example.org"
NEW_PASSWORD = "a calm sentence of my own"


def pseudonym_of(actor: Actor) -> str:
    found = select(Participant.pseudonym).where(Participant.ref == actor.participant_ref)
    return db.session.scalars(found).one()


def test_a_pseudonym_is_chosen_by_its_owner_alone(given: Given) -> None:
    one, other = given.person(pseudonym="느린 언덕"), given.person(pseudonym="새벽 샘터")
    accounts.choose_pseudonym(one, "  둥근   구름 ")
    assert (pseudonym_of(one), pseudonym_of(other)) == ("둥근 구름", "새벽 샘터")
    with pytest.raises(BadPseudonym):
        accounts.choose_pseudonym(one, "\u202e")
    assert pseudonym_of(one) == "둥근 구름"


@pytest.mark.parametrize("actor", [ANONYMOUS, Actor(participant_ref="guest")])
def test_without_an_account_there_is_nothing_to_change(actor: Actor, now: datetime) -> None:
    with pytest.raises(SignInNeeded):
        accounts.choose_pseudonym(actor, "새벽 샘터")
    with pytest.raises(SignInNeeded):
        accounts.choose_password(actor, NEW_PASSWORD, now)


def test_a_new_password_replaces_the_old_one_and_is_kept_as_argon2id(
    now: datetime, given: Given
) -> None:
    person = given.person(address=ADDRESS, with_password=True)
    accounts.choose_password(person, NEW_PASSWORD, now)
    stored = db.session.scalars(select(Account.password_hash)).one()
    assert str(stored).startswith("$argon2id$")
    assert NEW_PASSWORD not in repr(everything())
    accounts.sign_in(ADDRESS, NEW_PASSWORD, now)
    with pytest.raises(WrongCredentials):
        accounts.sign_in(ADDRESS, "seven quiet lanterns", now)


def test_a_hash_costs_enough_to_slow_down_whoever_guesses() -> None:
    """At least what OWASP's password storage cheat sheet asks of Argon2id."""
    assert SHIPPED.type is Type.ID
    assert SHIPPED.memory_cost >= 19 * 1024
    assert SHIPPED.time_cost >= 2


def test_a_bad_password_changes_nothing(now: datetime, given: Given) -> None:
    person = given.person(with_password=True)
    before = everything()
    with pytest.raises(BadPassword):
        accounts.choose_password(person, "short", now)
    assert everything() == before


def test_an_account_for_someone_else_is_made_by_the_operator(now: datetime, given: Given) -> None:
    operator = given.person(Role.OPERATOR)
    ref = accounts.create_account(operator, ADDRESS, "새벽 샘터", "ko", now, NEW_PASSWORD)
    assert db.session.scalars(select(Account.ref).where(Account.ref == ref)).one()
    accounts.sign_in(ADDRESS, NEW_PASSWORD, now)
    with pytest.raises(NotPermitted):
        accounts.create_account(given.person(), "other@example.org", "나", "ko", now)


@pytest.mark.parametrize(
    ("address", "pseudonym", "password", "refusal"),
    [
        ("someone", "새벽 샘터", "", BadAddress),
        (ADDRESS, "", "", BadPseudonym),
        (ADDRESS, "새벽 샘터", "short", BadPassword),
        ("KNOWN@example.org", "새벽 샘터", "", Conflict),
    ],
)
def test_a_refused_account_leaves_nothing(
    now: datetime,
    given: Given,
    address: str,
    pseudonym: str,
    password: str,
    refusal: type[DomainError],
) -> None:
    given.person(address="known@example.org")
    before = everything()
    with pytest.raises(refusal):
        accounts.create_account(COMMAND_LINE, address, pseudonym, "ko", now, password)
    assert everything() == before


def test_an_address_belongs_to_one_account_even_at_once(app_context: Flask, now: datetime) -> None:
    def create() -> str:
        return accounts.create_account(COMMAND_LINE, ADDRESS, "새벽 샘터", "ko", now)

    results = at_once(app_context, create, create, create)
    assert refusals(results) == [Conflict, Conflict]
    assert counted(Account) == counted(ContactChannel) == counted(Participant) == 1

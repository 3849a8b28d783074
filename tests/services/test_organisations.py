"""Organisations are unverified until an official looks; delegates speak from when until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.errors import Conflict, DomainError, NotFound, NotPermitted, SignInNeeded
from deliberate.domain.organisations import (
    BadOrganisationName,
    BadWebsite,
    DelegateLeft,
    LastDelegate,
)
from deliberate.domain.participants import UnknownAddress
from deliberate.persistence.database import db
from deliberate.persistence.models.organisations import Delegate, Organisation
from deliberate.persistence.models.participants import Account
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.persistence.queries.organisations import organisation_page
from deliberate.services import amendments, organisations
from tests.factories import amending
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.rows import everything

pytestmark = pytest.mark.usefixtures("app_context")

FIRST, SECOND = "first@example.org", "second@example.org"
LATER = timedelta(days=1)


def again(address: str) -> Actor:
    db.session.rollback()
    found = actor_by_address(address)
    assert found is not None
    return found


def registered(given: Given, now: datetime) -> str:
    given.person(address=FIRST)
    given.person(address=SECOND)
    ref = organisations.create_organisation(again(FIRST), " 시민과  기술 ", "", now)
    return ref


def test_an_organisation_begins_unverified_with_its_founder_as_delegate(
    given: Given, now: datetime
) -> None:
    ref = registered(given, now)
    kept = db.session.scalars(select(Organisation)).one()
    assert (kept.ref, kept.name, kept.website) == (ref, "시민과 기술", None)
    assert kept.verified_at is None
    assert again(FIRST).organisations == {ref}
    assert again(SECOND).organisations == frozenset()


@pytest.mark.parametrize(
    ("name", "website", "refusal"),
    [(" ", "", BadOrganisationName), ("시민과 기술", "javascript:alert(1)", BadWebsite)],
)
def test_a_refused_organisation_leaves_nothing(
    given: Given, now: datetime, name: str, website: str, refusal: type[DomainError]
) -> None:
    person = given.person()
    before = everything()
    with pytest.raises(refusal):
        organisations.create_organisation(person, name, website, now)
    with pytest.raises(SignInNeeded):
        organisations.create_organisation(ANONYMOUS, "시민과 기술", "", now)
    assert everything() == before


def test_an_official_verifies_once_and_for_all(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    official = given.draft().official
    with pytest.raises(NotPermitted):
        organisations.verify_organisation(again(FIRST), ref, now)
    organisations.verify_organisation(official, ref, now)
    before = everything()
    organisations.verify_organisation(given.draft().official, ref, now + LATER)
    kept = db.session.scalars(select(Organisation)).one()
    assert kept.verified_at == now
    assert everything("organisation") == {"organisation": before["organisation"]}
    by = db.session.scalars(select(Account.ref).where(Account.id == kept.verified_by)).one()
    assert by == official.account_ref
    with pytest.raises(NotFound):
        organisations.verify_organisation(official, "0000000000", now)


def test_delegates_have_dates_and_speak_in_between(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    organisations.name_delegate(again(FIRST), ref, f" {SECOND.upper()}", now)
    assert again(SECOND).organisations == {ref}
    second = str(again(SECOND).account_ref)
    organisations.end_delegate(again(FIRST), ref, second, now + LATER)
    assert again(SECOND).organisations == frozenset()
    spans = db.session.execute(select(Delegate.from_at, Delegate.until_at).order_by(Delegate.id))
    assert [tuple(span) for span in spans] == [(now, None), (now, now + LATER)]
    organisations.name_delegate(again(FIRST), ref, SECOND, now + LATER)
    assert again(SECOND).organisations == {ref}


def test_naming_or_ending_twice_changes_nothing(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    organisations.name_delegate(again(FIRST), ref, SECOND, now)
    before = everything()
    organisations.name_delegate(again(FIRST), ref, SECOND, now + LATER)
    assert everything() == before
    second = str(again(SECOND).account_ref)
    organisations.end_delegate(again(FIRST), ref, second, now)
    before = everything()
    organisations.end_delegate(again(FIRST), ref, second, now + LATER)
    organisations.end_delegate(again(FIRST), ref, "0000000000", now)
    assert everything() == before


def test_only_delegates_and_the_operator_say_who_speaks(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    second = str(again(SECOND).account_ref)
    for actor in (again(SECOND), given.draft().official):
        with pytest.raises(NotPermitted):
            organisations.name_delegate(actor, ref, SECOND, now)
        with pytest.raises(NotPermitted):
            organisations.end_delegate(actor, ref, second, now)
        assert organisation_page(ref, actor).delegates is None
    organisations.name_delegate(given.person(Role.OPERATOR), ref, SECOND, now)
    page = organisation_page(ref, again(SECOND))
    assert page.delegates is not None
    assert [each.address for each in page.delegates] == [FIRST, SECOND]


def test_a_delegate_must_have_an_account(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    for address in ("nobody@example.org", "", "%"):
        with pytest.raises(UnknownAddress):
            organisations.name_delegate(again(FIRST), ref, address, now)


def test_the_last_delegate_stays(given: Given, now: datetime) -> None:
    ref = registered(given, now)
    first = again(FIRST)
    with pytest.raises(LastDelegate):
        organisations.end_delegate(first, ref, str(first.account_ref), now)
    assert again(FIRST).organisations == {ref}


def test_two_delegates_who_end_each_other_at_once_leave_one(
    app_context: Flask, given: Given, now: datetime
) -> None:
    ref = registered(given, now)
    organisations.name_delegate(again(FIRST), ref, SECOND, now)
    first, second = again(FIRST), again(SECOND)
    results = at_once(
        app_context,
        lambda: organisations.end_delegate(first, ref, str(second.account_ref), now),
        lambda: organisations.end_delegate(second, ref, str(first.account_ref), now),
    )
    assert refusals(results) == [LastDelegate]


def test_a_delegate_named_twice_at_once_stands_once(
    app_context: Flask, given: Given, now: datetime
) -> None:
    ref = registered(given, now)
    first = again(FIRST)

    def name() -> None:
        organisations.name_delegate(first, ref, SECOND, now)

    assert set(refusals(at_once(app_context, name, name))) <= {Conflict}
    db.session.rollback()
    page = organisation_page(ref, first)
    assert page.delegates is not None
    assert len(page.delegates) == 2


def test_an_amendment_of_an_organisation_stays_as_it_is_when_its_delegate_has_left(
    given: Given, now: datetime
) -> None:
    held, person = given.round(), given.person()
    ref = given.organisation(person)
    delegate = replace(person, organisations=frozenset({ref}), acting_for=ref)
    proposed = amending.amendment(delegate, held, now)
    with pytest.raises(DelegateLeft):
        amendments.withdraw_amendment(person, proposed, now)
    amendments.withdraw_amendment(delegate, proposed, now)

"""Signing in: by a mailed link that works once, or by a password; only hashes are stored."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from deliberate.domain.credentials import LinkSpent, WrongCredentials, link_token, token_hash
from deliberate.domain.errors import Conflict
from deliberate.domain.participants import Assurance, BadAddress
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import (
    Account,
    AssuranceFact,
    ContactChannel,
    Participant,
    SignInLink,
    WebSession,
)
from deliberate.persistence.queries.accounts import Visitor, visitor_by_token_hash
from deliberate.services import accounts
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.services.at_once import at_once, refusals
from tests.services.rows import counted, everything
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

ADDRESS = "someone@example.org"


def ask(now: datetime, address: str = ADDRESS, locale: str = "ko") -> str:
    accounts.ask_for_link(address, locale, now)
    ref = db.session.scalars(select(SignInLink.ref).order_by(SignInLink.id.desc())).first()
    return link_token(str(ref), SECRET_KEY)


def visitor(token: str, now: datetime) -> Visitor | None:
    db.session.rollback()
    return visitor_by_token_hash(token_hash(token), now)


def disable(address: str, now: datetime) -> None:
    with transaction() as session:
        owner = select(ContactChannel.account_id).where(ContactChannel.address == address)
        session.execute(update(Account).where(Account.id.in_(owner)).values(disabled_at=now))


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_a_link_makes_an_account_on_first_use_with_a_pseudonym(now: datetime, locale: str) -> None:
    token = accounts.follow_link(ask(now, locale=locale), SECRET_KEY, now)
    participant = db.session.scalars(select(Participant)).one()
    assert participant.pseudonym.isascii() == (locale == "en")
    assert "someone" not in participant.pseudonym
    account = db.session.scalars(select(Account)).one()
    assert (account.locale, account.password_hash) == (locale, None)
    channel = db.session.scalars(select(ContactChannel)).one()
    assert (channel.address, channel.confirmed_at) == (ADDRESS, now)
    assert db.session.scalars(select(AssuranceFact.level)).all() == [Assurance.KNOWN]
    found = visitor(token, now)
    assert found is not None
    assert found.actor.account_ref == account.ref


def test_a_known_address_comes_back_to_its_account(now: datetime, given: Given) -> None:
    known = given.person(address=ADDRESS)
    token = accounts.follow_link(ask(now, f"  {ADDRESS.upper()} "), SECRET_KEY, now)
    found = visitor(token, now)
    assert found is not None
    assert found.actor.account_ref == known.account_ref
    assert counted(Account) == 1


def test_asking_leaves_the_same_traces_for_a_known_and_an_unknown_address(
    now: datetime, given: Given
) -> None:
    given.person(address=ADDRESS)
    accounts.ask_for_link(ADDRESS, "ko", now)
    accounts.ask_for_link("nobody@example.org", "ko", now)
    links = db.session.execute(
        select(SignInLink.locale, SignInLink.expires_at, SignInLink.used_at)
    ).all()
    assert len(links) == 2
    assert links[0] == links[1]
    assert links[0].expires_at == now + timedelta(minutes=15)
    mails = db.session.execute(
        select(OutboxMessage.template, OutboxMessage.due_at, OutboxMessage.locale)
    ).all()
    assert len(mails) == 2
    assert mails[0] == mails[1]


def test_a_link_works_once(now: datetime) -> None:
    token = ask(now)
    accounts.follow_link(token, SECRET_KEY, now)
    with pytest.raises(LinkSpent):
        accounts.follow_link(token, SECRET_KEY, now)
    assert counted(WebSession) == 1


def test_a_link_works_for_fifteen_minutes_and_not_a_moment_longer(now: datetime) -> None:
    early, late = ask(now), ask(now)
    almost = timedelta(minutes=15) - timedelta(microseconds=1)
    accounts.follow_link(early, SECRET_KEY, now + almost)
    with pytest.raises(LinkSpent):
        accounts.follow_link(late, SECRET_KEY, now + timedelta(minutes=15))


def test_a_forged_link_signs_nobody_in(now: datetime) -> None:
    ref, _, seal = ask(now).partition(".")
    unknown = link_token("0000000000", SECRET_KEY)
    for token in (f"{ref}.{'0' * len(seal)}", ref, "", link_token(ref, "guessed"), unknown):
        with pytest.raises(LinkSpent):
            accounts.follow_link(token, SECRET_KEY, now)
    assert counted(WebSession) == 0
    assert counted(Account) == 0


def test_a_link_of_a_disabled_account_is_refused(now: datetime, given: Given) -> None:
    given.person(address=ADDRESS)
    disable(ADDRESS, now)
    with pytest.raises(LinkSpent):
        accounts.follow_link(ask(now), SECRET_KEY, now)
    assert counted(WebSession) == 0


def test_a_link_followed_twice_at_once_works_once(app_context: Flask, now: datetime) -> None:
    token = ask(now)
    results = at_once(
        app_context, *[lambda: accounts.follow_link(token, SECRET_KEY, now) for _ in range(3)]
    )
    assert refusals(results) == [LinkSpent, LinkSpent]
    assert counted(Account) == counted(WebSession) == 1


def test_two_links_of_a_new_address_at_once_make_one_account(
    app_context: Flask, now: datetime
) -> None:
    tokens = [ask(now), ask(now)]
    results = at_once(
        app_context,
        *[lambda token=token: accounts.follow_link(token, SECRET_KEY, now) for token in tokens],
    )
    assert set(refusals(results)) <= {Conflict}
    assert counted(Account) == counted(Participant) == 1


@pytest.mark.parametrize(
    "address",
    [
        "",
        "someone",
        "a@b@c",
        "a b@example.org",
        "a@example.org\r\nBcc: all@example.org",
        "a@example.org, b@example.org",
        "a\x00@example.org",
        "\u202ea@example.org",
        "a@" + "b" * 300 + ".org",
        "<a@example.org>",
    ],
)
def test_no_mail_is_owed_to_what_is_no_address(now: datetime, address: str) -> None:
    before = everything()
    with pytest.raises(BadAddress):
        accounts.ask_for_link(address, "ko", now)
    assert everything() == before


def test_a_password_opens_a_session_of_which_only_the_hash_is_stored(
    now: datetime, given: Given
) -> None:
    person = given.person(address=ADDRESS, with_password=True)
    token = accounts.sign_in(f" {ADDRESS.upper()}", PASSWORD, now)
    assert db.session.scalars(select(WebSession.token_hash)).all() == [token_hash(token)]
    assert token not in repr(everything())
    found = visitor(token, now)
    assert found is not None
    assert found.actor == person
    assert found.has_password


def test_signing_in_leaves_the_stored_hash_as_it_is(now: datetime, given: Given) -> None:
    given.person(address=ADDRESS, with_password=True)
    before = everything("account")
    accounts.sign_in(ADDRESS, PASSWORD, now)
    assert everything("account") == before


def test_unknown_wrong_disabled_and_without_a_password_are_refused_alike(
    now: datetime, given: Given
) -> None:
    given.person(address=ADDRESS, with_password=True)
    given.person(address="link@example.org")
    given.person(address="gone@example.org", with_password=True)
    disable("gone@example.org", now)
    before = everything()
    for address, password in (
        ("nobody@example.org", PASSWORD),
        ("no address", PASSWORD),
        (ADDRESS, PASSWORD.upper()),
        (ADDRESS, ""),
        ("link@example.org", PASSWORD),
        ("gone@example.org", PASSWORD),
    ):
        with pytest.raises(WrongCredentials) as refusal:
            accounts.sign_in(address, password, now)
        assert vars(refusal.value) == {}
    assert everything() == before


def test_a_session_ends_for_good_and_ending_it_twice_is_harmless(
    now: datetime, given: Given
) -> None:
    given.person(address=ADDRESS, with_password=True)
    first, second = (accounts.sign_in(ADDRESS, PASSWORD, now) for _ in range(2))
    accounts.end_session(first)
    accounts.end_session(first)
    assert visitor(first, now) is None
    assert visitor(second, now) is not None


def test_a_session_stands_for_two_weeks(now: datetime, given: Given) -> None:
    given.person(address=ADDRESS, with_password=True)
    token = accounts.sign_in(ADDRESS, PASSWORD, now)
    almost = timedelta(days=14) - timedelta(seconds=1)
    assert visitor(token, now + almost) is not None
    assert visitor(token, now + timedelta(days=14)) is None


def test_disabling_an_account_ends_its_sessions_at_once(now: datetime, given: Given) -> None:
    given.person(address=ADDRESS, with_password=True)
    token = accounts.sign_in(ADDRESS, PASSWORD, now)
    disable(ADDRESS, now)
    assert visitor(token, now) is None

"""Every act is journaled by role, verb and object; never a text, an address, a code or a name."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from deliberate.domain.actors import COMMAND_LINE, Actor, Role
from deliberate.domain.credentials import link_token
from deliberate.domain.errors import Conflict
from deliberate.domain.frameworks import FrameworkKind
from deliberate.persistence.database import db, transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.models.participants import SignInLink
from deliberate.persistence.queries.accounts import actor_by_address
from deliberate.services import accounts, guests, organisations, roles
from deliberate.services.concerns import Worry, set_concerns
from deliberate.services.drafts import import_texts
from deliberate.services.publication import describe_framework, publish_first_version
from deliberate.services.summaries import summarise_clause
from tests.factories.given import Given
from tests.services.rows import acts, journal
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

ADDRESS = "haneul.secret@example.org"
WORDS = {"ko": "아무도 모르는 말", "en": "Words that nobody knows"}
FILES = {"ko": "# 비밀 제목\n\n알린다.".encode(), "en": b"# Hidden title\n\nTell."}


def again(address: str = ADDRESS) -> Actor:
    db.session.rollback()
    found = actor_by_address(address)
    assert found is not None
    return found


def test_acts_on_a_framework_are_recorded_under_the_role_held_there(
    given: Given, now: datetime
) -> None:
    made = given.framework()
    translator = given.person(Role.TRANSLATOR, made.ref)
    known = len(journal())
    first = made.clause_refs[0]
    summarise_clause(translator, made.ref, first, WORDS, now)
    describe_framework(made.official, made.ref, WORDS, now)
    set_concerns(made.official, made.ref, [Worry(WORDS, [first])], now)
    assert acts()[known:] == [
        ("translator", "summarise", "clause"),
        ("official", "describe", "framework"),
        ("official", "set concerns", "framework"),
    ]
    assert [entry.object_ref for entry in journal()[known:]] == [first, made.ref, made.ref]
    assert [entry.actor_ref for entry in journal()[known:]] == [
        translator.account_ref,
        made.official.account_ref,
        made.official.account_ref,
    ]


def test_importing_and_publishing_are_recorded(given: Given, now: datetime) -> None:
    drafted = given.draft()
    known = len(journal())
    ref = import_texts(drafted.official, "hidden", FrameworkKind.CHARTER, FILES, now)
    publish_first_version(again(drafted.official_address), ref, 1, now)
    assert acts()[known:] == [
        ("official", "import", "framework"),
        ("official", "publish", "framework"),
    ]
    assert {entry.object_ref for entry in journal()[known:]} == {ref}


def test_roles_and_accounts_are_recorded(given: Given, now: datetime) -> None:
    made = given.draft()
    operator = given.person(Role.OPERATOR)
    known = len(journal())
    accounts.create_account(operator, ADDRESS, "하늘 비밀", "ko", now)
    roles.grant_role(made.official, ADDRESS, Role.MODERATOR, made.ref, now)
    roles.revoke_role(operator, str(again().account_ref), Role.MODERATOR, made.ref, now)
    roles.grant_role(COMMAND_LINE, ADDRESS, Role.OPERATOR, None, now)
    accounts.choose_password(again(), "a calm sentence of my own", now)
    assert acts()[known:] == [
        ("participant", "create", "account"),
        ("official", "grant", "role moderator"),
        ("operator", "revoke", "role moderator"),
        ("operator", "grant", "role operator"),
        ("operator", "choose password", "account"),
    ]
    assert {entry.object_ref for entry in journal()[known:]} == {again().account_ref}
    assert [entry.via.value for entry in journal()[known:]] == [
        "page",
        "page",
        "page",
        "command line",
        "page",
    ]


def test_organisations_are_recorded(given: Given, now: datetime) -> None:
    founder, official = given.person(), given.draft().official
    given.person(address=ADDRESS)
    known = len(journal())
    ref = organisations.create_organisation(founder, "비밀 단체", "", now)
    organisations.verify_organisation(official, ref, now)
    operator = given.person(Role.OPERATOR)
    since = len(journal())
    organisations.name_delegate(operator, ref, ADDRESS, now)
    organisations.end_delegate(again(), ref, str(founder.account_ref), now)
    assert acts()[known : known + 2] == [
        ("participant", "create", "organisation"),
        ("official", "verify", "organisation"),
    ]
    assert acts()[since:] == [
        ("operator", "name delegate", "organisation"),
        ("participant", "end delegate", "organisation"),
    ]
    assert {entry.object_ref for entry in journal()[since:]} == {ref}


def test_a_link_that_makes_an_account_is_recorded_and_the_next_one_is_not(now: datetime) -> None:
    for _ in range(2):
        accounts.ask_for_link(ADDRESS, "ko", now)
    for ref in db.session.scalars(select(SignInLink.ref)).all():
        accounts.follow_link(link_token(ref, SECRET_KEY), SECRET_KEY, now)
    assert acts() == [("participant", "create", "account")]


def test_no_entry_contains_a_text_an_address_a_name_or_a_code(given: Given, now: datetime) -> None:
    secrets = [ADDRESS, "haneul", "하늘 비밀", "비밀", "Hidden", *WORDS.values()]
    accounts.create_account(COMMAND_LINE, ADDRESS, "하늘 비밀", "ko", now)
    given.person(Role.OPERATOR, address="operator@example.org")
    operator = again("operator@example.org")
    import_texts(operator, "hidden", FrameworkKind.CHARTER, FILES, now)
    made = given.framework()
    summarise_clause(made.official, made.ref, made.clause_refs[0], WORDS, now)
    describe_framework(made.official, made.ref, WORDS, now)
    set_concerns(made.official, made.ref, [Worry(WORDS, made.clause_refs[:1])], now)
    ref = organisations.create_organisation(again(), "비밀 단체", "https://secret.example", now)
    organisations.name_delegate(again(), ref, "operator@example.org", now)
    accounts.choose_pseudonym(again(), "비밀 이름")
    accounts.ask_for_link(ADDRESS, "ko", now)
    token, code = guests.welcome_guest("ko", SECRET_KEY, now)
    secrets += [token, code, "@", "http"]
    written = json.dumps(
        [[str(value) for value in vars(entry).values()] for entry in _loaded()],
        ensure_ascii=False,
    )
    assert len(_loaded()) > 5
    assert [secret for secret in secrets if secret in written] == []


def _loaded() -> list[JournalEntry]:
    entries = list(journal())
    for entry in entries:
        db.session.refresh(entry)
    return entries


@pytest.mark.parametrize(
    "change", [update(JournalEntry).values(verb="forget"), delete(JournalEntry)]
)
def test_an_entry_can_never_be_changed_or_taken_away(
    given: Given, now: datetime, change: Any
) -> None:
    given.framework()
    before = acts()
    with pytest.raises((DBAPIError, Conflict)), transaction() as session:
        session.execute(change)
    assert acts() == before


def test_an_act_that_fails_is_not_recorded(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as session:
        record(session, COMMAND_LINE, "publish", Thing("framework", "x"), now)
        raise ZeroDivisionError
    assert acts() == []


def test_what_is_owed_by_mail_names_no_secret(now: datetime) -> None:
    accounts.ask_for_link(ADDRESS, "ko", now)
    mail = db.session.scalars(select(OutboxMessage)).one()
    ref = db.session.scalars(select(SignInLink.ref)).one()
    assert json.loads(mail.facts) == {"link": ref}
    assert link_token(ref, SECRET_KEY) not in mail.facts

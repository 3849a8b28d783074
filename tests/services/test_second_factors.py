"""Setting up and taking the second step: what works once, what is stored, what ends a session."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from deliberate.domain.actors import COMMAND_LINE, Actor
from deliberate.domain.credentials import token_hash
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.second_factors import (
    CHALLENGE_LASTS,
    CONFIRMATION_LASTS,
    RECOVERY_CODES,
    STEP_SECONDS,
    WRONG_ANSWERS,
    ConfirmationNeeded,
    FreshSignInNeeded,
    SessionStopped,
    Site,
    WrongAnswer,
)
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import OutboxMessage
from deliberate.persistence.models.participants import Account, WebSession
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.queries.second_factors import second_steps_of
from deliberate.persistence.second_factors import account_session, take_challenge
from deliberate.services import own_second_steps, second_factors
from tests.factories.given import Given
from tests.factories.people import new_session
from tests.services.rows import acts, counted, everything

SITE = Site("deliberate", "http://localhost:8000", "the key of a site, as long as a real one")
STEP = timedelta(seconds=STEP_SECONDS)

pytestmark = pytest.mark.usefixtures("app_context")


def confirmed_at(token: str) -> list[datetime | None]:
    wanted = select(WebSession.confirmed_at).where(WebSession.token_hash == token_hash(token))
    return list(db.session.scalars(wanted))


def app_of(actor: Actor) -> pyotp.TOTP:
    secret = second_steps_of(actor.account_ref, SITE.key).pending_secret
    assert secret is not None
    return pyotp.TOTP(secret)


def set_up(actor: Actor, token: str, now: datetime) -> tuple[pyotp.TOTP, list[str]]:
    """Set an app up; its code for `now` is used by that."""
    own_second_steps.begin_authenticator(actor, token, SITE, now)
    app = app_of(actor)
    return app, own_second_steps.confirm_authenticator(actor, token, app.at(now), SITE, now)


@pytest.fixture
def actor(given: Given) -> Actor:
    return given.person()


def test_setting_an_app_up_confirms_the_session_and_gives_ten_codes(
    actor: Actor, now: datetime
) -> None:
    token = new_session(actor, now)
    _, codes = set_up(actor, token, now)
    assert len(set(codes)) == RECOVERY_CODES
    assert confirmed_at(token) == [now]
    found = second_steps_of(actor.account_ref, SITE.key)
    assert (found.authenticator_since, found.pending_secret, found.codes_left) == (now, None, 10)
    assert ("participant", "add", "authenticator") in acts()
    assert db.session.scalars(select(OutboxMessage.template)).all() == ["second_step_changed"]


def test_a_code_works_once_and_only_around_its_time(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    app, _ = set_up(actor, token, now)
    for wrong in (app.at(now), app.at(now - STEP), app.at(now + 2 * STEP), "", "12345"):
        with pytest.raises(WrongAnswer):
            second_factors.take_second_step(token, wrong, SITE, now)
        with transaction() as session:
            session.execute(update(WebSession).values(wrong_answers=0))
    later = now + STEP
    code = app.at(later)
    second_factors.take_second_step(token, f" {code[:3]} {code[3:]}", SITE, later)
    assert confirmed_at(token) == [later]
    with pytest.raises(WrongAnswer):
        second_factors.take_second_step(token, code, SITE, later)


def test_a_recovery_code_works_once_and_for_its_owner_alone(
    given: Given, actor: Actor, now: datetime
) -> None:
    token = new_session(actor, now)
    _, codes = set_up(actor, token, now)
    other = given.person()
    others = new_session(other, now)
    set_up(other, others, now)
    with pytest.raises(WrongAnswer):
        second_factors.take_second_step(others, codes[0], SITE, now)
    second_factors.take_second_step(token, codes[0].lower(), SITE, now)
    assert second_steps_of(actor.account_ref, SITE.key).codes_left == RECOVERY_CODES - 1
    with pytest.raises(WrongAnswer):
        second_factors.take_second_step(token, codes[0], SITE, now)


def test_too_many_wrong_answers_end_the_session(actor: Actor, now: datetime) -> None:
    token, other = new_session(actor, now), new_session(actor, now)
    set_up(actor, token, now)
    for _ in range(WRONG_ANSWERS - 1):
        with pytest.raises(WrongAnswer):
            second_factors.take_second_step(token, "000000", SITE, now)
    with pytest.raises(SessionStopped):
        second_factors.take_second_step(token, "000000", SITE, now)
    assert confirmed_at(token) == []
    assert confirmed_at(other) == [None]
    with pytest.raises(SignInNeeded):
        second_factors.take_second_step(token, "000000", SITE, now)


def test_neither_secret_nor_code_nor_challenge_lets_a_reader_of_the_database_in(
    actor: Actor, now: datetime
) -> None:
    token = new_session(actor, now)
    app, codes = set_up(actor, token, now)
    stored = str(everything())
    assert app.secret not in stored
    assert not [code for code in codes if code in stored]
    assert app.at(now) not in stored


def test_the_first_second_step_needs_a_fresh_sign_in(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    with pytest.raises(FreshSignInNeeded):
        own_second_steps.begin_authenticator(actor, token, SITE, now + CONFIRMATION_LASTS)
    assert counted(Authenticator) == 0


def test_whoever_has_a_session_alone_changes_no_second_step(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    set_up(actor, token, now)
    stolen = new_session(actor, now)
    tries = (
        lambda at: own_second_steps.begin_passkey(actor, stolen, SITE, at),
        lambda at: own_second_steps.remove_authenticator(actor, stolen, at),
        lambda at: own_second_steps.renew_recovery_codes(actor, stolen, SITE, at),
        lambda at: own_second_steps.remove_passkey(actor, stolen, "x", at),
    )
    before = everything()
    for each in tries:
        with pytest.raises(ConfirmationNeeded):
            each(now)
    with pytest.raises(ConfirmationNeeded):
        own_second_steps.remove_authenticator(actor, token, now + CONFIRMATION_LASTS)
    assert everything() == before


def test_an_app_that_is_set_up_stays_when_another_is_begun(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    app, _ = set_up(actor, token, now)
    own_second_steps.begin_authenticator(actor, token, SITE, now)
    second_factors.take_second_step(token, app.at(now + STEP), SITE, now + STEP)
    with pytest.raises(NotFound):
        own_second_steps.confirm_authenticator(actor, token, "000000", SITE, now)


def test_new_recovery_codes_end_the_old_ones(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    _, old = set_up(actor, token, now)
    new = own_second_steps.renew_recovery_codes(actor, token, SITE, now)
    with pytest.raises(WrongAnswer):
        second_factors.take_second_step(token, old[0], SITE, now)
    second_factors.take_second_step(token, new[0], SITE, now)


def test_the_command_line_resets_what_is_lost_and_ends_every_session(
    given: Given, now: datetime
) -> None:
    actor = given.person(address="lost@example.org")
    token = new_session(actor, now)
    set_up(actor, token, now)
    with pytest.raises(NotPermitted):
        own_second_steps.reset_second_steps(actor, "lost@example.org", now)
    own_second_steps.reset_second_steps(COMMAND_LINE, "Lost@example.org", now)
    assert (counted(Authenticator), counted(RecoveryCode), counted(Passkey)) == (0, 0, 0)
    assert confirmed_at(token) == []
    with pytest.raises(NotFound):
        own_second_steps.reset_second_steps(COMMAND_LINE, "nobody@example.org", now)


@pytest.mark.parametrize(
    "answer",
    [
        "{",
        "{}",
        '{"id":1}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{}}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"%","authenticatorData":"?","signature":"!"}}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","authenticatorData":"YQ","signature":"YQ"}}',
        '{"id":null}',
        "{" * 2000,
        '{"id":"' + "x" * 5000 + '"}',
    ],
)
def test_junk_in_place_of_a_passkey_is_a_wrong_answer(
    actor: Actor, now: datetime, answer: str
) -> None:
    token = new_session(actor, now)
    set_up(actor, token, now)
    with transaction() as session:
        account = session.scalars(select(Account).where(Account.ref == actor.account_ref)).one()
        session.add(
            Passkey(
                account_id=account.id,
                credential="YQ",
                public_key="YQ",
                sign_count=0,
                name="key",
                added_at=now,
            )
        )
    second_factors.ask_passkey(token, SITE, now)
    with pytest.raises(WrongAnswer):
        second_factors.take_second_step(token, answer, SITE, now)
    own_second_steps.begin_passkey(actor, token, SITE, now)
    with pytest.raises(WrongAnswer):
        own_second_steps.add_passkey(actor, token, answer, "name", SITE, now)
    assert counted(Passkey) == 1


def test_a_challenge_is_answered_once_and_not_for_long(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    for later, is_open in ((CHALLENGE_LASTS, True), (CHALLENGE_LASTS + STEP, False)):
        second_factors.ask_passkey(token, SITE, now)
        with transaction() as session:
            row = account_session(session, token)
            assert (take_challenge(row, now + later) is not None) is is_open
            assert take_challenge(row, now) is None


def test_each_challenge_is_a_new_one(actor: Actor, now: datetime) -> None:
    token = new_session(actor, now)
    asked = [json.loads(second_factors.ask_passkey(token, SITE, now)) for _ in range(3)]
    assert len({each["challenge"] for each in asked}) == 3

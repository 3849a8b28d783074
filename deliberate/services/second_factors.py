"""Taking the second step: with a passkey, with an app's six digits, or with a recovery code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    options_to_json,
    verify_authentication_response,
)
from webauthn.helpers import base64url_to_bytes, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import keyed_hash
from deliberate.domain.participants import read_receipt_code
from deliberate.domain.second_factors import (
    WRONG_ANSWERS,
    FactorKind,
    SessionStopped,
    Site,
    WrongAnswer,
    kind_of,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import Account, WebSession
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.second_factors import (
    account_session,
    give_challenge,
    known_passkeys,
    take_challenge,
    use_digits,
)


def ask_passkey(token: str, site: Site, now: datetime) -> str:
    """Return the options for a browser that is to use a passkey, as WebAuthn's JSON.

    Raises `SignInNeeded`.
    """
    with transaction() as session:
        row = account_session(session, token)
        options = generate_authentication_options(
            rp_id=site.domain,
            challenge=give_challenge(row, now),
            allow_credentials=known_passkeys(session, row),
        )
    return options_to_json(options)


def take_second_step(token: str, answer: str, site: Site, now: datetime) -> None:
    """Confirm a session for a while with a passkey's signature or a code.

    Raises `WrongAnswer`, `SessionStopped` after too many of them, `SignInNeeded`.
    """
    with transaction() as session:
        row = account_session(session, token)
        account = session.get_one(Account, row.account_id)
        actor = Actor(account_ref=account.ref)
        kind = kind_of(answer)
        if _holds(session, row, answer, site, now):
            row.confirmed_at, row.wrong_answers = now, 0
            if kind is FactorKind.RECOVERY_CODE:
                record(session, actor, "use", Thing(FactorKind.RECOVERY_CODE, account.ref), now)
            return
        row.wrong_answers += 1
        is_over = row.wrong_answers >= WRONG_ANSWERS
        if is_over:
            session.delete(row)
            record(session, actor, "stop session", Thing("account", account.ref), now)
    raise SessionStopped if is_over else WrongAnswer


def _holds(session: Session, row: WebSession, answer: str, site: Site, now: datetime) -> bool:
    account_id = int(row.account_id or 0)
    match kind_of(answer):
        case FactorKind.PASSKEY:
            return _passkey_holds(session, row, answer, site, now)
        case FactorKind.AUTHENTICATOR:
            return _digits_hold(session, account_id, answer, site.key, now)
        case FactorKind.RECOVERY_CODE:
            return _recovery_holds(session, account_id, answer, site.key, now)


def _passkey_holds(
    session: Session, row: WebSession, answer: str, site: Site, now: datetime
) -> bool:
    challenge = take_challenge(row, now)
    try:
        signed = parse_authentication_credential_json(answer)
    except (WebAuthnException, ValueError):
        return False
    passkey = session.scalar(
        select(Passkey).where(Passkey.credential == signed.id, Passkey.account_id == row.account_id)
    )
    if passkey is None or challenge is None:
        return False
    try:
        found = verify_authentication_response(
            credential=signed,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
        )
    except (WebAuthnException, ValueError):
        return False
    passkey.sign_count, passkey.used_at = found.new_sign_count, now
    return True


def _digits_hold(session: Session, account_id: int, answer: str, key: str, now: datetime) -> bool:
    row = session.scalar(
        select(Authenticator).where(
            Authenticator.account_id == account_id, Authenticator.confirmed_at.is_not(None)
        )
    )
    return row is not None and use_digits(row, answer, key, now)


def _recovery_holds(
    session: Session, account_id: int, answer: str, key: str, now: datetime
) -> bool:
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.used_at.is_(None),
            RecoveryCode.code_hash
            == keyed_hash(FactorKind.RECOVERY_CODE, read_receipt_code(answer), key),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    )
    return used.first() is not None

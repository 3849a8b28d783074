"""Setting up, and taking away, the second steps of one's own account."""

from __future__ import annotations

from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from webauthn import generate_registration_options, options_to_json, verify_registration_response
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException

from deliberate.domain.actors import Actor
from deliberate.domain.credentials import keyed_hash
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.second_factors import (
    CONFIRMATION_LASTS,
    FACTOR_NAME_LENGTH,
    PASSKEYS_MAX,
    ConfirmationNeeded,
    FactorKind,
    FreshSignInNeeded,
    Site,
    TooManyPasskeys,
    WrongAnswer,
    new_recovery_codes,
)
from deliberate.persistence.addresses import account_at, addresses_of
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, owe_mail, record
from deliberate.persistence.models.participants import (
    Account,
    Participant,
    WebSession,
)
from deliberate.persistence.models.second_factors import Authenticator, Passkey, RecoveryCode
from deliberate.persistence.sealing import seal
from deliberate.persistence.second_factors import (
    account_session,
    forget_second_steps,
    give_challenge,
    has_second_step,
    known_passkeys,
    take_challenge,
    use_digits,
)


def begin_passkey(actor: Actor, token: str, site: Site, now: datetime) -> str:
    """Return the options for a browser that is to make a passkey, as WebAuthn's JSON.

    Raises `TooManyPasskeys` and what every change here raises: `ConfirmationNeeded` where a
    second step is set up already, `FreshSignInNeeded` where it is the first.
    """
    with transaction() as session:
        row = _changing(session, actor, token, now)
        known = known_passkeys(session, row)
        if len(known) >= PASSKEYS_MAX:
            raise TooManyPasskeys
        options = generate_registration_options(
            rp_id=site.domain,
            rp_name=site.name,
            user_name=session.get_one(Participant, row.participant_id).pseudonym,
            user_id=str(actor.account_ref).encode(),
            challenge=give_challenge(row, now),
            exclude_credentials=known,
        )
    return options_to_json(options)


def add_passkey(
    actor: Actor, token: str, answer: str, name: str, site: Site, now: datetime
) -> list[str]:
    """Keep the public half of a new passkey; return recovery codes with the first second step.

    Raises `WrongAnswer` for one of another site, or made for another challenge.
    """
    with transaction() as session:
        row = _changing(session, actor, token, now)
        challenge = take_challenge(row, now) or b""
        try:
            found = verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=site.domain,
                expected_origin=site.origin,
            )
        except (WebAuthnException, ValueError):
            raise WrongAnswer from None
        passkey = Passkey(
            account_id=row.account_id,
            credential=bytes_to_base64url(found.credential_id),
            public_key=bytes_to_base64url(found.credential_public_key),
            sign_count=found.sign_count,
            name=" ".join(name.split())[:FACTOR_NAME_LENGTH],
            added_at=now,
        )
        session.add(passkey)
        session.flush()
        return _settled(session, actor, row, FactorKind.PASSKEY, site, now)


def begin_authenticator(actor: Actor, token: str, site: Site, now: datetime) -> None:
    """Make a secret for an app; it counts once the app's first digits have come back.

    An app that is set up already stays as it is.
    """
    with transaction() as session:
        row = _changing(session, actor, token, now)
        found = _authenticator(session, row)
        if found is not None and found.confirmed_at is not None:
            return
        if found is None:
            found = Authenticator(account_id=row.account_id, last_step=0)
            session.add(found)
        found.added_at = now
        found.sealed_secret = seal(pyotp.random_base32(), FactorKind.AUTHENTICATOR, site.key)


def confirm_authenticator(
    actor: Actor, token: str, digits: str, site: Site, now: datetime
) -> list[str]:
    """Take an app into use; return recovery codes with the first second step.

    Raises `WrongAnswer`, and `NotFound` where none was begun.
    """
    with transaction() as session:
        row = _changing(session, actor, token, now)
        found = _authenticator(session, row)
        if found is None or found.confirmed_at is not None:
            raise NotFound
        if not use_digits(found, digits, site.key, now):
            raise WrongAnswer
        found.confirmed_at = now
        return _settled(session, actor, row, FactorKind.AUTHENTICATOR, site, now)


def remove_passkey(actor: Actor, token: str, ref: str, now: datetime) -> None:
    """Forget a passkey; removing it twice is harmless."""
    with transaction() as session:
        row = _changing(session, actor, token, now)
        gone = session.execute(
            delete(Passkey)
            .where(Passkey.ref == ref, Passkey.account_id == row.account_id)
            .returning(Passkey.id)
        )
        if gone.first():
            _removed(session, actor, row, FactorKind.PASSKEY, now)


def remove_authenticator(actor: Actor, token: str, now: datetime) -> None:
    """Forget the app's secret; removing it twice is harmless."""
    with transaction() as session:
        row = _changing(session, actor, token, now)
        gone = session.execute(
            delete(Authenticator)
            .where(Authenticator.account_id == row.account_id)
            .returning(Authenticator.id)
        )
        if gone.first():
            _removed(session, actor, row, FactorKind.AUTHENTICATOR, now)


def renew_recovery_codes(actor: Actor, token: str, site: Site, now: datetime) -> list[str]:
    """Return new recovery codes; the earlier ones work no more."""
    with transaction() as session:
        row = _changing(session, actor, token, now)
        record(session, actor, "renew", _thing(FactorKind.RECOVERY_CODE, actor), now)
        return _new_codes(session, row, site.key, now)


def reset_second_steps(actor: Actor, address: str, now: datetime) -> None:
    """Take away all second steps of an account whose owner has lost them, and end its sessions.

    For the command line alone: whoever asks must have been recognised in another way. Raises
    `NotFound`.
    """
    authorize(actor, Permission.ACCOUNT_DISABLE)
    with transaction() as session:
        account = account_at(session, address)
        if account is None:
            raise NotFound
        forget_second_steps(session, account.id)
        session.execute(delete(WebSession).where(WebSession.account_id == account.id))
        record(session, actor, "reset", Thing("second step", account.ref), now)
        _tell(session, account, now)


def _changing(session: Session, actor: Actor, token: str, now: datetime) -> WebSession:
    authorize(actor, Permission.ACCOUNT_MANAGE)
    row = account_session(session, token)
    if not has_second_step(session, int(row.account_id or 0)):
        if now - row.created_at >= CONFIRMATION_LASTS:
            raise FreshSignInNeeded
    elif row.confirmed_at is None or now - row.confirmed_at >= CONFIRMATION_LASTS:
        raise ConfirmationNeeded
    return row


def _settled(
    session: Session, actor: Actor, row: WebSession, kind: FactorKind, site: Site, now: datetime
) -> list[str]:
    row.confirmed_at, row.wrong_answers = now, 0
    record(session, actor, "add", _thing(kind, actor), now)
    _tell(session, session.get_one(Account, row.account_id), now)
    left = session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == row.account_id, RecoveryCode.used_at.is_(None))
    )
    return [] if left else _new_codes(session, row, site.key, now)


def _removed(
    session: Session, actor: Actor, row: WebSession, kind: FactorKind, now: datetime
) -> None:
    record(session, actor, "remove", _thing(kind, actor), now)
    _tell(session, session.get_one(Account, row.account_id), now)


def _new_codes(session: Session, row: WebSession, key: str, now: datetime) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == row.account_id))
    codes = new_recovery_codes()
    session.add_all(
        RecoveryCode(
            account_id=row.account_id,
            code_hash=keyed_hash(FactorKind.RECOVERY_CODE, code, key),
            made_at=now,
        )
        for code in codes
    )
    return codes


def _tell(session: Session, account: Account, now: datetime) -> None:
    """Tell the owner by mail: they may not be the one who did it."""
    for address in addresses_of(session, account.id):
        owe_mail(session, "second_step_changed", address, account.locale, {}, now)


def _authenticator(session: Session, row: WebSession) -> Authenticator | None:
    return session.scalar(select(Authenticator).where(Authenticator.account_id == row.account_id))


def _thing(kind: FactorKind, actor: Actor) -> Thing:
    return Thing(kind.value, str(actor.account_ref))

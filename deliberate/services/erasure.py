"""Erasing oneself, and erasing again who came back with a restored backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import WORKER, Actor
from deliberate.domain.erasure import name_of_the_erased
from deliberate.domain.localized import LOCALES
from deliberate.domain.second_factors import ensure_confirmed
from deliberate.persistence.database import db, overwrite_what_was_freed, transaction
from deliberate.persistence.erasing import erase, people_behind
from deliberate.persistence.erasure_ledger import enter, entered
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.merging import hold_people, hold_rounds
from deliberate.persistence.models.participants import Account, Participant
from deliberate.persistence.people import participant_of
from deliberate.persistence.roles import ensure_another_operator, is_operator

AT_ONCE = 500
"""How many refs one query asks for."""


def erase_person(actor: Actor, ledger: Path, locale: str, now: datetime) -> None:
    """Erase the actor: their words, their name, every way back to them. It cannot be undone.

    The ledger is written before the database, so that whatever is erased stays erased after any
    fault. Raises `SignInNeeded`, `ConfirmationNeeded`, `LastOperator`.
    """
    ensure_confirmed(actor)
    with transaction() as session:
        person = participant_of(session, actor)
        _ensure_dispensable(session, person)
        refs = _erase(session, actor, person, locale, now)
        enter(ledger, refs, now)
    overwrite_what_was_freed()


def _ensure_dispensable(session: Session, person: Participant) -> None:
    account_id = session.scalar(select(Account.id).where(Account.participant_id == person.id))
    if account_id is not None and is_operator(session, account_id):
        ensure_another_operator(session, account_id)


def _erase(
    session: Session, actor: Actor, person: Participant, locale: str, now: datetime
) -> Sequence[str]:
    hold_rounds(session)
    people = people_behind(session, person)
    hold_people(session, list(people))
    erase(session, list(people), name_of_the_erased(locale), now)
    record(session, actor, "erase", Thing("participant", person.ref), now)
    return list(people.values())


def erase_again(ledger: Path, now: datetime) -> int:
    """Erase whoever is in the ledger and not erased in the database; return how many.

    After a backup was restored, and after a fault between the two. The other way round, someone
    whom another process has erased is entered here.
    """
    _enter_missing(ledger)
    returned = list(_returned(entered(ledger)))
    for ref in returned:
        with transaction() as session:
            person = session.scalars(select(Participant).where(Participant.ref == ref)).one()
            language = session.scalar(
                select(Account.locale).where(Account.participant_id == person.id)
            )
            _erase(session, WORKER, person, language or LOCALES[0], now)
    overwrite_what_was_freed()
    return len(returned)


def _returned(refs: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(refs), AT_ONCE):
        some = refs[start : start + AT_ONCE]
        still = select(Participant.ref).where(Participant.erased_at.is_(None))
        yield from db.session.scalars(still.where(Participant.ref.in_(some))).all()


def _enter_missing(ledger: Path) -> None:
    known = set(entered(ledger))
    rows = db.session.execute(
        select(Participant.ref, Participant.erased_at).where(Participant.erased_at.is_not(None))
    ).all()
    for row in rows:
        if row.ref not in known:
            enter(ledger, [row.ref], row.erased_at)

"""Writing the next text of a clause, and saying in which order new clauses stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.merging import (
    StaleGround,
    StaleText,
    ensure_number,
    ensure_text,
    text_mark,
)
from deliberate.domain.next_version import NextClause, NextText
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.closing_rounds import round_being_answered
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.next_versions import MergeDraft, NewClause
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import account_id_of


@dataclass(frozen=True)
class Written:
    """What an official wrote as the next text of a clause in one language, and on what."""

    body: str
    seen: int
    """The newest saved revision that they had before them; 0 for none."""
    ground: str
    """The mark of what the machine had merged."""
    heading: str | None = None
    number: str | None = None


def save_text(
    actor: Actor, round_ref: str, clause_ref: str, texts: Mapping[str, Written], now: datetime
) -> None:
    """Save the next text of a clause in one language or several; empty texts remove the clause.

    Raises `StaleText` (someone has saved meanwhile), `StaleGround` (an amendment came or went
    meanwhile), `TextTooLong`, `RoundStillOpen`, `AlreadyPublished`, `NotFound`, `NotPermitted`,
    `SignInNeeded`.
    """
    _save_as(Permission.VERSION_MERGE, actor, (round_ref, clause_ref), texts, now)


def translate_text(
    actor: Actor, round_ref: str, clause_ref: str, texts: Mapping[str, Written], now: datetime
) -> None:
    """Save a changed clause in the language that has to follow, as a translator may.

    Raises as `save_text`.
    """
    _save_as(Permission.VERSION_TRANSLATE, actor, (round_ref, clause_ref), texts, now)


def _save_as(
    permission: Permission,
    actor: Actor,
    place: tuple[str, str],
    texts: Mapping[str, Written],
    now: datetime,
) -> None:
    round_ref, clause_ref = place
    with transaction() as session:
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, permission, framework_ref)
        _save(session, actor, row, clause_ref, texts, now)
        thing = Thing("clause", clause_ref)
        record(session, actor, "save text", thing, now, framework_ref=framework_ref)


def _save(
    session: Session,
    actor: Actor,
    row: ConsultationRound,
    clause_ref: str,
    texts: Mapping[str, Written],
    now: datetime,
) -> None:
    clause = clause_in(next_clauses(session, row), clause_ref)
    account_id = account_id_of(session, actor)
    for locale, written in texts.items():
        text = clause.texts.get(locale)
        if text is None:
            raise NotFound
        _ensure_fresh(text, written)
        session.add(
            MergeDraft(
                round_id=row.id,
                clause_id=clause.clause_id,
                locale=Locale(locale),
                revision=text.revision + 1,
                heading=None if written.heading is None else ensure_number(written.heading, 300),
                number=None if written.number is None else ensure_number(written.number),
                body=ensure_text(written.body),
                ground=text.merged.partial,
                made_by=account_id,
                made_at=now,
            )
        )


def clause_in(clauses: Sequence[NextClause], ref: str) -> NextClause:
    """Return a clause of the next version; raises `NotFound`."""
    found = next((each for each in clauses if each.ref == ref), None)
    if found is None:
        raise NotFound
    return found


def _ensure_fresh(text: NextText, written: Written) -> None:
    if text.revision != written.seen:
        raise StaleText
    if text_mark(text.merged.partial) != written.ground:
        raise StaleGround


def order_new_clauses(
    actor: Actor, round_ref: str, after: str | None, refs: Sequence[str], now: datetime
) -> None:
    """Say in which order the new clauses after one clause stand.

    Raises `NotFound` unless `refs` are exactly those, and as `save_text`.
    """
    with transaction() as session:
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, Permission.VERSION_MERGE, framework_ref)
        clauses = next_clauses(session, row)
        there = {each.ref: each for each in clauses if each.is_new and each.after == after}
        if set(refs) != set(there) or len(refs) != len(there):
            raise NotFound
        for place, ref in enumerate(refs):
            identity = session.scalars(
                select(NewClause).where(NewClause.clause_id == there[ref].clause_id)
            ).one()
            identity.place = place
        record(session, actor, "order", Thing("round", round_ref), now, framework_ref=framework_ref)

"""Rows of what people say about themselves: written for one person, opened only to count."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session, aliased

from deliberate.persistence.declarations import open_declaration, round_key, seal_declaration
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.representation import SelfDeclaration
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.taking_part import who_took_part


def has_taken_part(session: Session, round_id: int, people: Collection[int]) -> bool:
    """Whether any of these participants gave anything in a round, in one query."""
    pairs = who_took_part([round_id]).subquery()
    found = select(pairs.c.participant_id).where(pairs.c.participant_id.in_(people))
    return session.scalar(found.limit(1)) is not None


def write_declaration(
    session: Session,
    keys: Path,
    row: ConsultationRound,
    person: Participant,
    places: Collection[int],
    consent_version: int,
    now: datetime,
) -> None:
    """Seal what someone says about themselves, in place of what they said before.

    Raises `KeyDestroyed`, and `OSError` where the folder of keys cannot be used.
    """
    take_back(session, row.id, person.id)
    key = round_key(keys, row.ref)
    session.add(
        SelfDeclaration(
            round_id=row.id,
            participant_id=person.id,
            sealed=seal_declaration(places, key, row.ref, person.ref),
            consent_version=consent_version,
            declared_at=now.replace(hour=0, minute=0, second=0, microsecond=0),
        )
    )


def take_back(session: Session, round_id: int, participant_id: int) -> None:
    """Delete what someone said about themselves, as a guest too before they were merged."""
    merged = select(Participant.id).where(Participant.merged_into == participant_id)
    session.execute(
        delete(SelfDeclaration).where(
            SelfDeclaration.round_id == round_id,
            (SelfDeclaration.participant_id == participant_id)
            | SelfDeclaration.participant_id.in_(merged),
        )
    )


def keep_one_declaration(session: Session, guest_id: int, owner_id: int) -> None:
    """Where both said something in a round, leave what the owner of the account said.

    The guest's stays sealed for the guest; whoever counts knows whom they were merged into.
    """
    rival = aliased(SelfDeclaration)
    twice = exists().where(
        rival.round_id == SelfDeclaration.round_id, rival.participant_id == owner_id
    )
    session.execute(
        delete(SelfDeclaration).where(SelfDeclaration.participant_id == guest_id, twice)
    )


def declared_in(
    session: Session, keys: Path, row: ConsultationRound
) -> Mapping[int, frozenset[int]]:
    """Return by participant the places of the groups that they say they belong to.

    Only for counting: nothing of it may leave the caller except through `domain.disclosure`.
    Raises `KeyDestroyed`, `NotTheirs`.
    """
    owner = func.coalesce(Participant.merged_into, Participant.id)
    rows = session.execute(
        select(owner.label("owner_id"), Participant.ref, SelfDeclaration.sealed)
        .join(Participant, Participant.id == SelfDeclaration.participant_id)
        .where(SelfDeclaration.round_id == row.id)
    ).all()
    if not rows:
        return {}
    key = round_key(keys, row.ref)
    return {each.owner_id: open_declaration(each.sealed, key, row.ref, each.ref) for each in rows}

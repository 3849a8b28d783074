"""What people say about themselves after they have taken part, and how it is forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.groups import Group
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.representation import (
    CONSENT_VERSION,
    KEY_KEPT_FOR,
    DeclarationOver,
    KeysAway,
    NothingGiven,
    ReadingReason,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.declarations import destroy_key, is_destroyed
from deliberate.persistence.groups import groups_of
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.representation import FloorSnapshot, SelfDeclaration
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import participant_held
from deliberate.persistence.rounds import schedule_of
from deliberate.persistence.self_declarations import (
    declared_in,
    has_taken_part,
    take_back,
    write_declaration,
)


def declare(
    actor: Actor, round_ref: str, group_refs: Collection[str], keys: Path, now: datetime
) -> None:
    """Keep, sealed, to which groups someone says they belong; none is an answer too.

    Replaces what they said before. Raises `NothingGiven` (they have to take part first),
    `DeclarationOver` (input has ended), `KeysAway`, `NotFound`, `SignInNeeded`.
    """
    with transaction() as session:
        row = _round(session, round_ref, for_writing=True)
        person = participant_held(session, actor)
        if not has_taken_part(session, row.id, [person.id]):
            raise NothingGiven
        schedule = schedule_of(session, row)
        if schedule.snapshot_at is not None or now >= schedule.closes_at:
            raise DeclarationOver
        places = {each.ref: each.place for each in groups_of(session, row.framework_id)}
        if any(ref not in places for ref in group_refs):
            raise NotFound
        chosen = [places[ref] for ref in group_refs]
        try:
            write_declaration(session, keys, row, person, chosen, CONSENT_VERSION, now)
        except OSError as error:
            raise KeysAway from error


def forget_declaration(actor: Actor, round_ref: str) -> None:
    """Delete what someone said about themselves in a round, at any time.

    Figures that were told stay as they are. Raises `NotFound`, `SignInNeeded`.
    """
    with transaction() as session:
        row = _round(session, round_ref, for_writing=True)
        take_back(session, row.id, participant_held(session, actor).id)


def _round(session: Session, ref: str, *, for_writing: bool = False) -> ConsultationRound:
    wanted = select(ConsultationRound).where(
        ConsultationRound.ref == ref, ConsultationRound.announced_at.is_not(None)
    )
    row = session.scalar(wanted.with_for_update(read=True) if for_writing else wanted)
    if row is None:
        raise NotFound
    return row


def forget_keys(keys: Path, now: datetime) -> int:
    """Destroy the keys of rounds that were published or cancelled long enough ago.

    What they sealed is deleted with them. Return how many rounds it was now.
    """
    over = now - KEY_KEPT_FOR
    with transaction() as session:
        rows = session.execute(
            select(ConsultationRound.id, ConsultationRound.ref).where(
                or_(ConsultationRound.published_at <= over, ConsultationRound.cancelled_at <= over)
            )
        ).all()
        due = [row for row in rows if not is_destroyed(keys, row.ref)]
        for table in (SelfDeclaration, FloorSnapshot):
            ids = [row.id for row in due]
            session.execute(delete(table).where(table.round_id.in_(ids)))
    for row in due:
        destroy_key(keys, row.ref)
    return len(due)


def read_in_emergency(
    actor: Actor,
    round_ref: str,
    participant_ref: str,
    reason: ReadingReason,
    keys: Path,
    now: datetime,
) -> list[Group]:
    """Return what one person said about themselves: breaks the glass, in public.

    The journal shows that it happened and why, never about whom. Raises `NotPermitted`
    (the command line alone may do it), `NotFound`.
    """
    authorize(actor, Permission.DECLARATION_READ)
    with transaction() as session:
        row = _round(session, round_ref)
        person = session.scalar(select(Participant).where(Participant.ref == participant_ref))
        declared = declared_in(session, keys, row)
        if person is None or person.id not in declared:
            raise NotFound
        thing = Thing("round", round_ref)
        record(session, actor, "read declaration", thing, now, reason=reason)
        places = declared[person.id]
        return [each.group for each in groups_of(session, row.framework_id) if each.place in places]

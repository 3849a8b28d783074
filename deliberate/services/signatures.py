"""Standing behind an amendment, for oneself or for an organisation, and stepping back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import OwnAmendment, ensure_before_closing
from deliberate.domain.rounds import Activity
from deliberate.persistence.amendment_writing import (
    Found,
    amending_round,
    amendment_by_ref,
    ensure_seen,
    ensure_stands,
    is_author,
    organisation_id_of,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.amendments import Signature
from deliberate.persistence.people import participant_held
from deliberate.persistence.rounds import hold_round, schedule_of


def sign_amendment(actor: Actor, ref: str, seen: int, received_at: datetime) -> None:
    """Co-sign one revision of an amendment; twice is once, and an organisation signs once.

    Raises `SignInNeeded`, `NotFound`, `AmendmentGone`, `RoundClosed`, `RoundNotOpen`,
    `AssuranceTooLow`, `OwnAmendment`, `StaleAmendment`.
    """
    with transaction() as session:
        found = amendment_by_ref(session, ref)
        ensure_stands(found)
        _round, signer = amending_round(
            session, actor, found.round.ref, Activity.COSIGN, received_at
        )
        organisation_id = organisation_id_of(session, actor)
        _ensure_not_own(session, found, signer.id, organisation_id)
        ensure_seen(found, seen)
        if _standing(session, found, signer.id, organisation_id):
            return
        session.add(
            Signature(
                revision_id=found.revision.id,
                participant_id=signer.id,
                organisation_id=organisation_id,
                signed_at=received_at,
            )
        )
        record(session, actor, "sign", Thing("amendment", ref), received_at)


def withdraw_signature(actor: Actor, ref: str, now: datetime) -> None:
    """Step back from an amendment, until closing; doing so twice changes nothing.

    Raises `SignInNeeded`, `NotFound`, `RoundClosed`.
    """
    with transaction() as session:
        found = amendment_by_ref(session, ref)
        ensure_stands(found)
        hold_round(session, found.round.id)
        ensure_before_closing(schedule_of(session, found.round), now)
        signer = participant_held(session, actor)
        standing = _standing(session, found, signer.id, organisation_id_of(session, actor))
        for each in standing:
            each.withdrawn_at = now
        if standing:
            record(session, actor, "withdraw signature", Thing("amendment", ref), now)


def _ensure_not_own(
    session: Session, found: Found, signer_id: int, organisation_id: int | None
) -> None:
    is_theirs = found.contribution.organisation_id == organisation_id
    if is_author(session, found, signer_id) or (organisation_id is not None and is_theirs):
        raise OwnAmendment


def _standing(
    session: Session, found: Found, signer_id: int, organisation_id: int | None
) -> list[Signature]:
    """Return what stands of a person's own signature, or of their organisation's, whoever gave it.

    Holding the amendment alone keeps two delegates from signing for one organisation at once.
    """
    mine = Signature.organisation_id == organisation_id
    if organisation_id is None:
        mine = (Signature.participant_id == signer_id) & Signature.organisation_id.is_(None)
    return list(
        session.scalars(
            select(Signature).where(
                Signature.revision_id == found.revision.id, Signature.withdrawn_at.is_(None), mine
            )
        )
    )

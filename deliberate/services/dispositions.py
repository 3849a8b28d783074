"""Saying what became of an amendment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentGone, AmendmentKind
from deliberate.domain.dispositions import (
    TAKEN_UP,
    Outcome,
    OwnProposal,
    StaleDisposition,
    ensure_official_words,
)
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.closing_rounds import round_being_answered
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.amendments import Amendment, CoAuthor
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Disposition, DispositionText
from deliberate.persistence.models.next_versions import NewClause
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import account_id_of, participant_of
from deliberate.persistence.versions import new_clause


def record_disposition(
    actor: Actor,
    amendment_ref: str,
    outcome: Outcome,
    reasons: Mapping[str, str],
    seen: int,
    now: datetime,
) -> None:
    """Record the outcome of an amendment with its public reason, or change it until publication.

    `seen` is the revision of the disposition that the official had before them, 0 for none. Raises
    `StaleDisposition`, `OfficialWordsMissing`, `OfficialWordsTooLong`, `OwnProposal`,
    `AmendmentGone`, `RoundStillOpen`, `RoundClosed`, `AlreadyPublished`, `NotFound`,
    `NotPermitted`, `SignInNeeded`.
    """
    kept = ensure_official_words(reasons)
    with transaction() as session:
        round_ref = _round_ref(session, amendment_ref)
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, Permission.AMENDMENT_DISPOSE, framework_ref)
        given, amendment = _standing(session, amendment_ref)
        _ensure_not_own(session, actor, given)
        found = _recorded(session, given.id, seen)
        found.outcome, found.revision = outcome, seen + 1
        found.decided_by, found.decided_at = account_id_of(session, actor), now
        session.add(found)
        session.flush()
        _say(session, found.id, kept)
        if outcome in TAKEN_UP and amendment.kind is AmendmentKind.NEW_CLAUSE:
            _give_identity(session, row, given.id)
        thing = Thing("amendment", amendment_ref)
        record(session, actor, "dispose", thing, now, framework_ref=framework_ref)


def _round_ref(session: Session, amendment_ref: str) -> str:
    found = session.scalar(
        select(ConsultationRound.ref)
        .join(Contribution, Contribution.round_id == ConsultationRound.id)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .where(Contribution.ref == amendment_ref, Contribution.submitted_at.is_not(None))
    )
    if found is None:
        raise NotFound
    return found


def _standing(session: Session, ref: str) -> tuple[Contribution, Amendment]:
    row = session.execute(
        select(Contribution, Amendment)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .where(Contribution.ref == ref)
    ).one()
    if row[0].withdrawn_at is not None or row[0].hidden_at is not None:
        raise AmendmentGone
    return row[0], row[1]


def _ensure_not_own(session: Session, actor: Actor, given: Contribution) -> None:
    own = participant_of(session, actor).id
    author = session.get(CoAuthor, (given.id, own))
    if author is not None or given.participant_id == own:
        raise OwnProposal


def _recorded(session: Session, amendment_id: int, seen: int) -> Disposition:
    """Return the disposition that there is, or a new one; raises `StaleDisposition`."""
    found = session.scalar(
        select(Disposition).where(Disposition.amendment_id == amendment_id, Disposition.change == 0)
    )
    if (found.revision if found else 0) != seen:
        raise StaleDisposition
    return found or Disposition(amendment_id=amendment_id, change=0)


def _say(session: Session, disposition_id: int, reasons: Mapping[str, str]) -> None:
    session.execute(delete(DispositionText).where(DispositionText.disposition_id == disposition_id))
    session.add_all(
        DispositionText(disposition_id=disposition_id, locale=Locale(locale), reason=reason)
        for locale, reason in reasons.items()
    )


def _give_identity(session: Session, row: ConsultationRound, amendment_id: int) -> None:
    """Give a new clause the identity that it keeps, also where it is taken back meanwhile."""
    if session.get(NewClause, amendment_id) is None:
        clause_id = new_clause(session, row.framework_id).id
        session.add(NewClause(amendment_id=amendment_id, clause_id=clause_id))

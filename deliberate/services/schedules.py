"""Changing the announced times of a round, for everyone to see and with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.rounds import Schedule, ScheduleChangeKind
from deliberate.domain.schedule_changes import (
    NEEDS_APPROVAL,
    NothingToApprove,
    OwnRequest,
    ensure_may_change,
    ensure_reasons,
)
from deliberate.domain.text import normalise
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.rounds import (
    ConsultationRound,
    ScheduleChange,
    ScheduleChangeText,
)
from deliberate.persistence.people import account_id_of
from deliberate.persistence.quorums import take_count_back, waiting_quorums
from deliberate.persistence.round_setup import framework_ref_of
from deliberate.persistence.rounds import newest_change, round_alone, schedule_of


def extend_round(
    actor: Actor, ref: str, closes_at: datetime, reasons: Mapping[str, str], now: datetime
) -> None:
    """Let a round end later, at once. Until the snapshot stands it may even open again.

    So it may afterwards, while results are sealed for groups whose floor was not met: the reason
    then names what is done to reach them, and the round opens again, still sealed.

    Raises `ReasonMissing`, `NotAnExtension`, `ScheduleSettled`, `NotAnnouncedYet`, `NotFound`,
    `NotPermitted`, `SignInNeeded`.
    """
    _change(actor, ref, ScheduleChangeKind.EXTEND, closes_at, reasons, now)


def ask_to_shorten(
    actor: Actor, ref: str, closes_at: datetime, reasons: Mapping[str, str], now: datetime
) -> None:
    """Ask that a round end earlier; nothing changes until a second official approves.

    Raises as above, with `NotAShortening`.
    """
    _change(actor, ref, ScheduleChangeKind.SHORTEN, closes_at, reasons, now)


def ask_to_close_early(actor: Actor, ref: str, reasons: Mapping[str, str], now: datetime) -> None:
    """Ask that a round end at the moment in which a second official approves.

    Raises as above, with `NotRunning`.
    """
    _change(actor, ref, ScheduleChangeKind.CLOSE_EARLY, None, reasons, now)


def cancel_round(
    actor: Actor,
    ref: str,
    reasons: Mapping[str, str],
    what_becomes: Mapping[str, str],
    now: datetime,
) -> None:
    """End a round for good without counting it.

    `what_becomes` says in each language what happens to what people gave; it stands publicly as
    a paragraph beneath the reason. Raises as above.
    """
    ensure_reasons(_written(what_becomes))
    both = {
        locale: f"{words.strip()}\n\n{what_becomes.get(locale, '').strip()}"
        for locale, words in reasons.items()
        if words.strip()
    }
    _change(actor, ref, ScheduleChangeKind.CANCEL, None, both, now)


def _change(
    actor: Actor,
    ref: str,
    kind: ScheduleChangeKind,
    closes_at: datetime | None,
    reasons: Mapping[str, str],
    now: datetime,
) -> None:
    words = _written(reasons)
    ensure_reasons(words)
    with transaction() as session:
        row, framework_ref = _round(session, actor, ref)
        schedule = schedule_of(session, row)
        if kind is ScheduleChangeKind.EXTEND:
            schedule = _reopened(session, row, schedule, now)
        ensure_may_change(schedule, kind, closes_at, now)
        waits = kind in NEEDS_APPROVAL
        change = ScheduleChange(
            round_id=row.id,
            kind=kind,
            closes_at=closes_at,
            asked_by=account_id_of(session, actor),
            asked_at=now,
            effective_at=None if waits else now,
        )
        session.add(change)
        session.flush()
        session.add_all(
            ScheduleChangeText(change_id=change.id, locale=Locale(locale), reason=reason)
            for locale, reason in words.items()
        )
        if kind is ScheduleChangeKind.CANCEL:
            row.cancelled_at = now
        verb = f"ask to {kind}" if waits else str(kind)
        record(session, actor, verb, Thing("round", ref), now, framework_ref=framework_ref)


def _reopened(
    session: Session, row: ConsultationRound, schedule: Schedule, now: datetime
) -> Schedule:
    """Return the schedule without its count, where the count waits for groups that were missed."""
    quorum = waiting_quorums(session, [row], {row.id: schedule}).get(row.id)
    if quorum is None or not quorum.is_sealed(now):
        return schedule
    take_count_back(session, row.id)
    return replace(schedule, snapshot_at=None)


def approve_change(actor: Actor, ref: str, change_id: int, now: datetime) -> None:
    """Let a shortening that another official asked for take effect.

    `change_id` is the request that the official has read: the newest one, not yet approved.
    Raises `OwnRequest`, `NothingToApprove`, and what asking for it would raise now.
    """
    with transaction() as session:
        row, framework_ref = _round(session, actor, ref)
        change = newest_change(session, row.id)
        if change is None or change.id != change_id or change.effective_at is not None:
            raise NothingToApprove
        approver = account_id_of(session, actor)
        if approver == change.asked_by:
            raise OwnRequest
        ensure_may_change(schedule_of(session, row), change.kind, change.closes_at, now)
        if change.kind is ScheduleChangeKind.CLOSE_EARLY:
            change.closes_at = now
        change.approved_by = approver
        change.effective_at = now
        verb = str(change.kind)
        record(session, actor, verb, Thing("round", ref), now, framework_ref=framework_ref)


def _round(session: Session, actor: Actor, ref: str) -> tuple[ConsultationRound, str]:
    row = round_alone(session, ref)
    framework_ref = framework_ref_of(session, row)
    authorize(actor, Permission.ROUND_RESCHEDULE, framework_ref)
    return row, framework_ref


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    words = {locale: normalise(text).strip() for locale, text in texts.items()}
    return {locale: text for locale, text in words.items() if text}

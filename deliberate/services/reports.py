"""Saying that something breaks a rule of conduct."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.credentials import Newcomer, keyed_hash
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, NothingToReport, ensure_words
from deliberate.domain.participants import new_ref
from deliberate.domain.visibility import Visibility, visible_text
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.moderation import ContentReport
from deliberate.persistence.moderation import Case, case_of
from deliberate.persistence.people import participant_of
from deliberate.persistence.upsert import upsert
from deliberate.persistence.visibility import latest_actions

READABLE = {Visibility.VISIBLE, Visibility.REDACTED}
KEYS = ("contribution_id", "rule", "reporter_key")


@dataclass(frozen=True)
class Complaint:
    """Which rule something breaks, with words if its reporter wants any."""

    rule: ConductRule
    words: str
    locale: Locale
    """The language in which the reporter uses the site."""


def report_content(
    actor: Actor, ref: str, complaint: Complaint, now: datetime, stranger: Newcomer | None = None
) -> None:
    """Report a contribution. The same person's second report under one rule changes nothing.

    Nobody becomes a guest by it, and the journal does not say who it was. Raises `NotFound`,
    `NothingToReport`, `WordsTooLong`, `SignInNeeded`.
    """
    words = ensure_words(complaint.words)
    with transaction() as session:
        case = case_of(session, ref)
        _ensure_readable(case)
        reporter_id, reporter_key = _reporter(session, actor, stranger)
        values = {
            "ref": new_ref(),
            "contribution_id": case.contribution.id,
            "rule": complaint.rule,
            "words": words or None,
            "locale": complaint.locale,
            "reporter_id": reporter_id,
            "reporter_key": reporter_key,
            "reported_at": now,
        }
        upsert(session, ContentReport, values, KEYS, ())
        is_new = session.scalar(select(ContentReport.id).where(ContentReport.ref == values["ref"]))
        if is_new is not None:
            thing = Thing(case.contribution.kind, ref)
            record(session, ANONYMOUS, "report", thing, now, reason=complaint.rule)


def _ensure_readable(case: Case) -> None:
    contribution_id = case.contribution.id
    shown = visible_text(case.words, latest_actions([contribution_id])[contribution_id])
    if shown.kind not in READABLE:
        raise NothingToReport


def _reporter(session: Session, actor: Actor, stranger: Newcomer | None) -> tuple[int | None, str]:
    if actor.participant_ref is not None:
        participant = participant_of(session, actor)
        return participant.id, participant.ref
    if stranger is None:
        raise SignInNeeded
    return None, keyed_hash("reporter", stranger.seed, stranger.key)

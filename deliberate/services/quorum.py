"""Saying in public why a round closes without a group that it should have heard."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale, Localized
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.schedule_changes import ensure_reasons
from deliberate.domain.text import normalise
from deliberate.persistence.closing_rounds import round_being_answered
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.representation import QuorumJustification, StakeholderGroup
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.quorums import releases_of


def justify_missing(
    actor: Actor, round_ref: str, group_ref: str, reasons: Localized, now: datetime
) -> None:
    """Say why a round closes without a group; it heads the report for good.

    Can be put better until the outcome is published. Raises `ReasonMissing` unless both languages
    say why, `NotFound` for a group that was heard, and what `round_being_answered` raises.
    """
    words = {locale: normalise(text).strip() for locale, text in reasons.items()}
    ensure_reasons(words)
    with transaction() as session:
        row, framework_ref = round_being_answered(session, round_ref)
        authorize(actor, Permission.ROUND_PUBLISH, framework_ref)
        group_id = _missed(session, row, group_ref)
        session.execute(
            delete(QuorumJustification).where(
                QuorumJustification.round_id == row.id, QuorumJustification.group_id == group_id
            )
        )
        session.add_all(
            QuorumJustification(
                round_id=row.id,
                group_id=group_id,
                locale=locale,
                reason=words[locale],
                written_at=now,
            )
            for locale in Locale
        )
        thing = Thing("round", round_ref)
        record(session, actor, "justify", thing, now, framework_ref=framework_ref)


def _missed(session: Session, row: ConsultationRound, group_ref: str) -> int:
    release = releases_of(session, [row.id]).get(row.id, {"missed": []})
    found = session.scalar(select(StakeholderGroup.id).where(StakeholderGroup.ref == group_ref))
    if found is None or group_ref not in release["missed"]:
        raise NotFound
    return found

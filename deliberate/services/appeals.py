"""The one appeal of an author, and its decision by a different moderator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import NotYours
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AppealDecided,
    AppealResult,
    NoAppeal,
    appeal_due_at,
    ensure_different_moderator,
    ensure_facts,
    ensure_may_be_appealed,
    ensure_not_own,
    ensure_some_words,
)
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.moderation import Appeal, AppealReason, ModerationAction
from deliberate.persistence.moderation import action_and_case, let_take_effect, tell_author
from deliberate.persistence.people import account_id_of, participant_of
from deliberate.persistence.visibility import standing_now

VERBS = {AppealResult.UPHELD: "uphold", AppealResult.OVERTURNED: "overturn"}


def appeal(actor: Actor, action_ref: str, words: str, locale: Locale, now: datetime) -> None:
    """Appeal against an action that keeps one's own words from readers; once.

    Raises `WordsMissing`, `WordsTooLong`, `NotFound`, `SignInNeeded`, `NotYours`,
    `AlreadyAppealed`, `NoAppeal`.
    """
    said = ensure_some_words(words)
    with transaction() as session:
        action, case = action_and_case(session, action_ref)
        contribution = case.contribution
        if contribution.participant_id != participant_of(session, actor).id:
            raise NotYours
        ensure_may_be_appealed(
            action.decision,
            takes_effect=standing_now(contribution.id).takes_effect(action_ref),
            appealed=_appeal_against(session, action) is not None,
        )
        if contribution.withdrawn_at is not None:
            raise NoAppeal
        session.add(
            Appeal(
                action_id=action.id,
                words=said,
                locale=locale,
                appealed_at=now,
                due_at=appeal_due_at(now),
            )
        )
        writer = ANONYMOUS if contribution.pseudonym is not None else actor
        record(session, writer, "appeal", Thing("moderation action", action_ref), now)


def decide_appeal(
    actor: Actor,
    action_ref: str,
    result: AppealResult,
    reasons: Mapping[str, str],
    now: datetime,
) -> None:
    """Uphold or overturn what another moderator decided; overturning ends its effect.

    `reasons` are by language; one is enough. Raises `WordsMissing`, `WordsTooLong`, `NotFound`,
    `SignInNeeded`, `NotPermitted`, `AppealDecided`, `OwnContribution`, `OwnDecision`.
    """
    said = ensure_facts(reasons)
    with transaction() as session:
        action, case = action_and_case(session, action_ref)
        authorize(actor, Permission.APPEAL_DECIDE, case.framework_ref)
        found = _appeal_against(session, action)
        if found is None:
            raise NotFound
        if found.result is not None:
            raise AppealDecided(found.result)
        account_id = account_id_of(session, actor)
        ensure_not_own(case.contribution.participant_id, participant_of(session, actor).id)
        ensure_different_moderator({action.decided_by}, account_id)
        found.result, found.decided_by, found.decided_at = result, account_id, now
        session.add_all(
            AppealReason(appeal_id=found.id, locale=Locale(locale), reason=text)
            for locale, text in said.items()
        )
        session.flush()
        let_take_effect(case, now)
        facts = {"action": action_ref, "result": str(result)}
        tell_author(session, case, "appeal_decided", facts, now)
        thing = Thing("moderation action", action_ref)
        record(session, actor, VERBS[result], thing, now, framework_ref=case.framework_ref)


def _appeal_against(session: Session, action: ModerationAction) -> Appeal | None:
    return session.scalar(select(Appeal).where(Appeal.action_id == action.id))

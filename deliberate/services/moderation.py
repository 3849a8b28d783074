"""Deciding about what was reported, or what is held until someone has looked at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.comments import AlreadyWithdrawn
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AlreadyDecided,
    AppealDecided,
    AppealPending,
    ConductRule,
    DecisionDoesNotFit,
    ModerationDecision,
    Seen,
    WordsChanged,
    ensure_facts,
    ensure_not_own,
    find_passage,
    possible_decisions,
    words_mark,
)
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.visibility import Action, decisions_in, standing_of
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.moderation import (
    ContentReport,
    ModerationAction,
    StatementOfReasons,
)
from deliberate.persistence.moderation import Case, case_of, let_take_effect, tell_author
from deliberate.persistence.people import account_id_of, participant_of
from deliberate.persistence.visibility import latest_actions


@dataclass(frozen=True)
class Ruling:
    """What a moderator decides, and the reasons that they give for it."""

    decision: ModerationDecision
    rule: ConductRule
    facts: Mapping[str, str]
    """By language; one is enough."""
    automated: bool = False
    """Whether software pointed to it."""
    passage: str = ""
    """What a redaction makes unreadable, word for word."""
    which: int | None = None
    """Which of several such passages, counted from 1."""


def decide(actor: Actor, ref: str, ruling: Ruling, seen: Seen, now: datetime) -> str:
    """Decide about a contribution; return the ref of the statement of reasons.

    Nothing is deleted. The reports that the moderator has seen are settled, all of them where
    nothing is left to read. Raises `NotFound`, `SignInNeeded`, `NotPermitted`, `OwnContribution`,
    `AlreadyWithdrawn`, `AppealPending`, `AlreadyDecided`, `AppealDecided`, `WordsChanged`,
    `DecisionDoesNotFit`, `WordsMissing`, `WordsTooLong`, `PassageNotFound`, `PassageNotUnique`.
    """
    facts = ensure_facts(ruling.facts)
    with transaction() as session:
        case = case_of(session, ref, alone=True)
        authorize(actor, Permission.MODERATION_DECIDE, case.framework_ref)
        ensure_not_own(case.contribution.participant_id, participant_of(session, actor).id)
        _ensure_as_seen(case, ruling.decision, seen)
        action = _write(session, actor, case, ruling, now)
        session.add_all(
            StatementOfReasons(action_id=action.id, locale=Locale(locale), facts=text)
            for locale, text in facts.items()
        )
        let_take_effect(case, now)
        _settle_reports(session, action, seen)
        facts_of_mail = {
            "action": action.ref,
            "decision": str(action.decision),
            "kind": str(case.contribution.kind),
        }
        tell_author(session, case, "moderation_notice", facts_of_mail, now)
        record(
            session,
            actor,
            ruling.decision,
            Thing(case.contribution.kind, ref),
            now,
            framework_ref=case.framework_ref,
            reason=ruling.rule,
        )
        return action.ref


def _ensure_as_seen(case: Case, decision: ModerationDecision, seen: Seen) -> None:
    if case.contribution.withdrawn_at is not None:
        raise AlreadyWithdrawn
    actions = latest_actions([case.contribution.id])[case.contribution.id]
    if any(each.appeal_open for each in actions):
        raise AppealPending
    if actions and decisions_in(actions) != seen.decisions:
        raise _overtaken(actions)
    if words_mark(case.body) != seen.words:
        raise WordsChanged
    standing = standing_of(actions)
    offered = possible_decisions(
        is_hidden=standing.is_hidden,
        is_redacted=bool(standing.spans),
        is_proposal=case.contribution.kind is ContributionKind.AMENDMENT,
    )
    if decision not in offered:
        raise DecisionDoesNotFit


def _overtaken(actions: Sequence[Action]) -> AlreadyDecided | AppealDecided:
    last = actions[-1]
    if last.appeal_result is not None:
        return AppealDecided(last.appeal_result)
    return AlreadyDecided(last.decision)


def _write(
    session: Session, actor: Actor, case: Case, ruling: Ruling, now: datetime
) -> ModerationAction:
    span: tuple[int, int] | tuple[None, None] = (None, None)
    if ruling.decision is ModerationDecision.REDACT:
        span = find_passage(case.body, ruling.passage, ruling.which)
    action = ModerationAction(
        contribution_id=case.contribution.id,
        decision=ruling.decision,
        rule=ruling.rule,
        automated=ruling.automated,
        start_offset=span[0],
        end_offset=span[1],
        decided_by=account_id_of(session, actor),
        decided_at=now,
    )
    session.add(action)
    session.flush()
    return action


def _settle_reports(session: Session, action: ModerationAction, seen: Seen) -> None:
    """Settle what the moderator has seen; a report that came meanwhile waits for another look."""
    settled = [
        ContentReport.contribution_id == action.contribution_id,
        ContentReport.settled_by.is_(None),
    ]
    if action.decision is not ModerationDecision.HIDE:
        newest = select(ContentReport.id).where(ContentReport.ref == seen.newest_report)
        settled.append(ContentReport.id <= newest.scalar_subquery())
    session.execute(
        update(ContentReport)
        .where(*settled)
        .values(settled_by=action.id)
        .execution_options(synchronize_session=False)
    )

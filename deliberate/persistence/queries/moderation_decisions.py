"""Decisions of moderators: for moderators, for the author whom they hit, for everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.actors import Actor
from deliberate.domain.contributions import ContributionKind
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AppealResult,
    ConductRule,
    ModerationDecision,
    may_be_appealed,
)
from deliberate.domain.permissions import Permission, can
from deliberate.domain.visibility import standing_of
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.moderation import (
    Appeal,
    AppealReason,
    ModerationAction,
    StatementOfReasons,
)
from deliberate.persistence.models.participants import Account, Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.moderation import own_words
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.visibility import latest_actions


@dataclass(frozen=True)
class AppealView:
    """The one appeal against a decision."""

    words: str
    """Empty for everybody but its author and moderators."""
    locale: Locale
    appealed_at: datetime
    due_at: datetime
    result: AppealResult | None
    reasons: Texts
    """Why it ended so; empty as `words`."""
    decided_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.result is None


@dataclass(frozen=True)
class Decided:
    """A decision with its statement of reasons."""

    ref: str
    decision: ModerationDecision
    rule: ConductRule
    automated: bool
    decided_at: datetime
    facts: Texts
    passage: str
    """What a redaction made unreadable."""
    takes_effect: bool
    """Whether it still keeps words from readers."""
    is_own: bool
    """Whether the viewer took it."""
    appeal: AppealView | None


@dataclass(frozen=True)
class StatementPage:
    """A statement of reasons; facts, words and passage are for the author and moderators."""

    decided: Decided
    kind: ContributionKind
    contribution_ref: str
    is_author: bool
    sees_all: bool
    may_appeal: bool
    words: str
    """The original, for those who see all."""
    locale: Locale | None
    """Of the original; None for an amendment, which may have several."""


@dataclass(frozen=True)
class Notice:
    """What a person has to know about a decision that hit something of theirs."""

    action_ref: str
    contribution_ref: str
    kind: ContributionKind
    decision: ModerationDecision
    rule: ConductRule
    decided_at: datetime
    appeal_result: AppealResult | None
    appeal_open: bool
    may_appeal: bool


def decisions_about(contribution_id: int, viewer: Actor) -> list[Decided]:
    """Return every decision about a contribution, newest first, for a moderator; five queries."""
    rows = db.session.execute(
        _decisions()
        .where(ModerationAction.contribution_id == contribution_id)
        .order_by(ModerationAction.id.desc())
    ).all()
    return _decided(rows, viewer)


def _decisions() -> Select[*tuple[Any, ...]]:
    original = (ContributionText.contribution_id == Contribution.id) & ContributionText.is_original
    return (
        select(
            ModerationAction,
            Appeal,
            Contribution,
            ContributionText.body,
            ContributionText.locale,
            Account.ref.label("moderator_ref"),
            Participant.ref.label("author_ref"),
            Framework.ref.label("framework_ref"),
        )
        .join(Contribution, Contribution.id == ModerationAction.contribution_id)
        .outerjoin(ContributionText, original)
        .join(Participant, Participant.id == Contribution.participant_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
        .join(Account, Account.id == ModerationAction.decided_by)
        .outerjoin(Appeal, Appeal.action_id == ModerationAction.id)
    )


def _decided(rows: Sequence[Any], viewer: Actor, *, sees_all: bool = True) -> list[Decided]:
    ids = [row.ModerationAction.id for row in rows] if sees_all else []
    appeals = [row.Appeal.id for row in rows if row.Appeal is not None] if sees_all else []
    facts = texts_of(StatementOfReasons.action_id, StatementOfReasons.facts, ids)
    reasons = texts_of(AppealReason.appeal_id, AppealReason.reason, appeals)
    actions = latest_actions({row.Contribution.id for row in rows})
    standings = {each: standing_of(found) for each, found in actions.items()}
    return [
        Decided(
            ref=row.ModerationAction.ref,
            decision=row.ModerationAction.decision,
            rule=row.ModerationAction.rule,
            automated=row.ModerationAction.automated,
            decided_at=row.ModerationAction.decided_at,
            facts=facts[row.ModerationAction.id],
            passage=_passage(row) if sees_all else "",
            takes_effect=standings[row.Contribution.id].takes_effect(row.ModerationAction.ref),
            is_own=row.moderator_ref == viewer.account_ref,
            appeal=_appeal(row.Appeal, reasons, sees_all=sees_all),
        )
        for row in rows
    ]


def _passage(row: Any) -> str:
    action = row.ModerationAction
    if action.start_offset is None:
        return ""
    return str(row.body[action.start_offset : action.end_offset])


def _appeal(
    row: Appeal | None, reasons: Mapping[int, Texts], *, sees_all: bool
) -> AppealView | None:
    if row is None:
        return None
    return AppealView(
        words=row.words if sees_all else "",
        locale=row.locale,
        appealed_at=row.appealed_at,
        due_at=row.due_at,
        result=row.result,
        reasons=reasons[row.id],
        decided_at=row.decided_at,
    )


def statement_page(action_ref: str, viewer: Actor) -> StatementPage:
    """Return a statement of reasons as far as the viewer may read it; raises `NotFound`.

    Five queries at most.
    """
    row = db.session.execute(_decisions().where(ModerationAction.ref == action_ref)).first()
    if row is None:
        raise NotFound
    is_author = row.author_ref == viewer.participant_ref
    sees_all = is_author or can(viewer, Permission.MODERATION_QUEUE, row.framework_ref)
    decided = _decided([row], viewer, sees_all=sees_all)[0]
    is_withdrawn = row.Contribution.withdrawn_at is not None
    return StatementPage(
        decided=decided,
        kind=row.Contribution.kind,
        contribution_ref=row.Contribution.ref,
        is_author=is_author,
        sees_all=sees_all,
        may_appeal=is_author and not is_withdrawn and _may_appeal(decided),
        words=_words(row) if is_author or (sees_all and not is_withdrawn) else "",
        locale=row.locale,
    )


def _words(row: Any) -> str:
    return row.body or own_words(db.session(), row.Contribution)


def _may_appeal(decided: Decided) -> bool:
    return may_be_appealed(
        decided.decision, takes_effect=decided.takes_effect, appealed=decided.appeal is not None
    )


def notices_for(participant_ref: str | None) -> list[Notice]:
    """Return the decisions about what a person gave, newest first; two queries."""
    rows = db.session.execute(
        select(ModerationAction, Appeal, Contribution)
        .join(Contribution, Contribution.id == ModerationAction.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .outerjoin(Appeal, Appeal.action_id == ModerationAction.id)
        .where(Participant.ref == participant_ref)
        .order_by(ModerationAction.id.desc())
    ).all()
    actions = latest_actions({row.Contribution.id for row in rows})
    standings = {each: standing_of(found) for each, found in actions.items()}
    return [
        Notice(
            action_ref=row.ModerationAction.ref,
            contribution_ref=row.Contribution.ref,
            kind=row.Contribution.kind,
            decision=row.ModerationAction.decision,
            rule=row.ModerationAction.rule,
            decided_at=row.ModerationAction.decided_at,
            appeal_result=row.Appeal.result if row.Appeal else None,
            appeal_open=row.Appeal is not None and row.Appeal.result is None,
            may_appeal=row.Contribution.withdrawn_at is None
            and may_be_appealed(
                row.ModerationAction.decision,
                takes_effect=standings[row.Contribution.id].takes_effect(row.ModerationAction.ref),
                appealed=row.Appeal is not None,
            ),
        )
        for row in rows
    ]

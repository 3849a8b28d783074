"""Contributions as the use cases of moderation find them, and telling their authors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deliberate.domain.contributions import ContributionKind
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import ContactKind
from deliberate.domain.visibility import Action, Words, standing_of
from deliberate.persistence.amendments import proposed_words
from deliberate.persistence.journal import owe_mail
from deliberate.persistence.models.contributions import Contribution, ContributionText
from deliberate.persistence.models.frameworks import Framework
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.participants import Account, ContactChannel
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.rounds import hold_round
from deliberate.persistence.visibility import latest_actions


class Case(NamedTuple):
    """A contribution that moderation is about; `body` are its author's own words."""

    contribution: Contribution
    body: str
    framework_ref: str
    is_premoderated: bool

    @property
    def words(self) -> Words:
        """The words with what decides who may read them."""
        return Words(
            body=self.body,
            is_withdrawn=self.contribution.withdrawn_at is not None,
            is_premoderated=self.is_premoderated,
        )


def case_of(session: Session, ref: str, *, alone: bool = False) -> Case:
    """Return a submitted contribution, held shared or alone until the transaction ends.

    Its round is held shared then, so that no snapshot sees half a decision. Raises `NotFound`.
    """
    wanted = _cases().where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    row = session.execute(wanted.with_for_update(of=Contribution, read=not alone)).first()
    if row is None:
        raise NotFound
    words = own_words(session, row[0], held=True, alone=alone)
    hold_round(session, row[0].round_id)
    return Case(row[0], words, row[1], row[2])


def _cases() -> Select[Contribution, str, bool]:
    return (
        select(Contribution, Framework.ref, ConsultationRound.premoderated)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(Framework, Framework.id == ConsultationRound.framework_id)
    )


def own_words(
    session: Session, contribution: Contribution, *, held: bool = False, alone: bool = False
) -> str:
    """Return what an author wrote: a comment's original, or all of an amendment as it is now.

    `held`: the words of a comment cannot change until the transaction ends; whoever changes an
    amendment holds the contribution itself.
    """
    if contribution.kind is ContributionKind.AMENDMENT:
        return proposed_words(session, contribution.id)
    wanted = select(ContributionText).where(
        ContributionText.contribution_id == contribution.id, ContributionText.is_original
    )
    if held:
        wanted = wanted.with_for_update(read=not alone)
    return session.scalars(wanted).one().body


def action_and_case(session: Session, action_ref: str) -> tuple[ModerationAction, Case]:
    """Return an action with its contribution, held alone; raises `NotFound`."""
    ref = session.scalar(
        select(Contribution.ref)
        .join(ModerationAction, ModerationAction.contribution_id == Contribution.id)
        .where(ModerationAction.ref == action_ref)
    )
    case = case_of(session, ref or "", alone=True)
    found = select(ModerationAction).where(ModerationAction.ref == action_ref)
    return session.scalars(found).one(), case


def let_take_effect(case: Case, now: datetime) -> list[Action]:
    """Hide or show a contribution as the decisions about it have it; return them, oldest first."""
    contribution = case.contribution
    actions = latest_actions([contribution.id])[contribution.id]
    if not standing_of(actions).is_hidden:
        contribution.hidden_at = None
    elif contribution.hidden_at is None:
        contribution.hidden_at = now
    return actions


def tell_author(
    session: Session, case: Case, template: str, facts: Mapping[str, str], now: datetime
) -> None:
    """Owe the author a mail where they have an address; others read it with their receipt."""
    reached = session.execute(
        select(ContactChannel.address, Account.locale)
        .join(Account, Account.id == ContactChannel.account_id)
        .where(
            Account.participant_id == case.contribution.participant_id,
            Account.disabled_at.is_(None),
            ContactChannel.kind == ContactKind.EMAIL,
            ContactChannel.confirmed_at.is_not(None),
        )
        .order_by(ContactChannel.id)
        .limit(1)
    ).first()
    if reached is not None:
        told = {**facts, "language": str(reached.locale)}
        owe_mail(session, template, reached.address, reached.locale, told, now)

"""Proposing other words: drafts, handing in, changing afterwards, taking back, translating."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import (
    AmendmentKind,
    Proposal,
    Proposals,
    StaleBase,
    ensure_before_closing,
    ensure_proposals,
    ensure_reasoned,
)
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.errors import Conflict
from deliberate.domain.rounds import Activity
from deliberate.persistence.amendment_writing import (
    Base,
    Found,
    add_revision,
    amending_round,
    base_in_round,
    base_now,
    ensure_seen,
    organisation_id_of,
    own_amendment,
    proposals_of,
)
from deliberate.persistence.database import transaction
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.amendments import Amendment, CoAuthor
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.people import participant_of
from deliberate.persistence.rounds import hold_round, schedule_of
from deliberate.persistence.submissions import made_by_form, remember_form


@dataclass(frozen=True)
class NewDraft:
    """What someone proposes about a clause, in the round and on the words that they have read."""

    round_ref: str
    clause_ref: str
    wording_ref: str
    """The words that it was made from."""
    kind: AmendmentKind
    proposals: Mapping[str, Proposal]
    form_key: str
    """Random, of the form that it was written in; sending the form twice makes one draft."""


def save_draft(actor: Actor, new: NewDraft, received_at: datetime) -> str:
    """Keep an amendment that only its author sees; return its ref.

    The same form sent again adds nothing. Raises `SignInNeeded`, `NotFound`, `RoundClosed`,
    `RoundNotOpen`, `AssuranceTooLow`, `StaleBase`, `ClauseFixed`, `NothingChanged`, `IsRemoval`,
    `NothingProposed`, `LanguageNotHere`, `AmendmentTooLong`, and `Conflict` for a form that
    someone else has sent.
    """
    try:
        return _save_new(actor, new, received_at)
    except StaleBase:
        raise
    except Conflict:  # the same form arrived twice at once; its other half may stand by now
        return _save_new(actor, new, received_at)


def _save_new(actor: Actor, new: NewDraft, received_at: datetime) -> str:
    with transaction() as session:
        earlier = made_by_form(session, new.form_key)
        if earlier is not None:
            if earlier.participant_id != participant_of(session, actor).id:
                raise Conflict
            return earlier.ref
        held_round, author = amending_round(
            session, actor, new.round_ref, Activity.AMEND, received_at
        )
        base = base_in_round(session, held_round, new.clause_ref, new.kind, new.wording_ref)
        proposed = ensure_proposals(new.kind, base.bodies, new.proposals)
        given = _add(session, (held_round, author), (new.kind, base), proposed, received_at)
        remember_form(session, new.form_key, given.id)
        record(session, actor, "draft amendment", Thing("amendment", given.ref), received_at)
        return given.ref


def _add(
    session: Session,
    where: tuple[ConsultationRound, Participant],
    what: tuple[AmendmentKind, Base],
    proposed: Proposals,
    now: datetime,
) -> Contribution:
    (held_round, author), (kind, base) = where, what
    given = Contribution(
        kind=ContributionKind.AMENDMENT,
        round_id=held_round.id,
        participant_id=author.id,
        channel=Channel.WEB,
        created_at=now,
    )
    session.add(given)
    session.flush()
    session.add(
        Amendment(
            contribution_id=given.id,
            kind=kind,
            clause_id=base.clause_id,
            base_wording_id=None if kind is AmendmentKind.NEW_CLAUSE else base.wording_id,
        )
    )
    session.flush()
    session.add(CoAuthor(amendment_id=given.id, participant_id=author.id, joined_at=now))
    add_revision(session, given.id, author.id, proposed, now)
    return given


def revise_amendment(
    actor: Actor,
    ref: str,
    proposals: Mapping[str, Proposal],
    seen: int,
    received_at: datetime,
    kind: AmendmentKind | None = None,
) -> bool:
    """Save the next revision of one's own amendment, a draft or handed in; say whether it is new.

    `seen` is the number of the revision that it was made from. After handing in, signatures and
    votes stay with the revision that they were given to, and `kind` cannot change. Saving what
    stands already adds nothing. Raises as `save_draft`, and `StaleAmendment`, `NotYours`,
    `AmendmentGone`, and once handed in `ReasonNeeded`, `ImpactNeeded`.
    """
    with transaction() as session:
        found = own_amendment(session, actor, ref)
        held_round, author = amending_round(
            session, actor, found.round.ref, Activity.AMEND, received_at
        )
        is_draft = found.contribution.submitted_at is None
        if is_draft and kind is not None:
            _turn_into(found, kind)
        base = base_now(session, held_round, found)
        proposed = ensure_proposals(found.amendment.kind, base.bodies, proposals)
        if not is_draft:
            ensure_reasoned(proposed)
        if dict(proposed) == proposals_of(session, found.revision.id):
            return False
        ensure_seen(found, seen)
        add_revision(session, found.contribution.id, author.id, proposed, received_at)
        verb = "draft amendment" if is_draft else "revise amendment"
        record(session, actor, verb, Thing("amendment", ref), received_at)
        return True


def _turn_into(found: Found, kind: AmendmentKind) -> None:
    """Let a draft that takes every word away become a removal; nothing else changes its kind."""
    if found.amendment.kind is AmendmentKind.CHANGE and kind is AmendmentKind.REMOVE:
        found.amendment.kind = kind


def explain_draft(
    actor: Actor, ref: str, reasons: Mapping[str, Proposal], seen: int, received_at: datetime
) -> bool:
    """Save why, and who is affected, of one's own draft; its words stay. As `revise_amendment`."""
    with transaction() as session:
        found = own_amendment(session, actor, ref)
        words = proposals_of(session, found.revision.id)
    proposed = {
        locale: replace(each, reason=reasons[locale].reason, impact=reasons[locale].impact)
        if locale in reasons
        else each
        for locale, each in words.items()
    }
    ensure_reasoned(proposed)
    return revise_amendment(actor, ref, proposed, seen, received_at)


def submit_amendment(actor: Actor, ref: str, seen: int, received_at: datetime) -> None:
    """Hand one's own draft in, for everybody to read; handing in twice is once.

    A delegate hands in for the organisation for which they speak. Raises `NotFound`, `NotYours`,
    `SignInNeeded`, `AmendmentGone`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`,
    `StaleBase`, `ClauseFixed`, `StaleAmendment`, `NothingChanged`, `ReasonNeeded`, `ImpactNeeded`.
    """
    with transaction() as session:
        found = own_amendment(session, actor, ref)
        if found.contribution.submitted_at is not None:
            return
        held_round, _author = amending_round(
            session, actor, found.round.ref, Activity.AMEND, received_at
        )
        ensure_seen(found, seen)
        base = base_now(session, held_round, found)
        proposed = proposals_of(session, found.revision.id)
        ensure_proposals(found.amendment.kind, base.bodies, proposed)
        ensure_reasoned(proposed)
        found.contribution.organisation_id = organisation_id_of(session, actor)
        found.contribution.submitted_at = received_at
        record(session, actor, "submit amendment", Thing("amendment", ref), received_at)


def withdraw_amendment(actor: Actor, ref: str, now: datetime) -> None:
    """Take one's own amendment back, until closing; its place and its history stay.

    Raises `NotFound`, `SignInNeeded`, `NotYours`, `AmendmentGone`, `RoundClosed`.
    """
    with transaction() as session:
        found = own_amendment(session, actor, ref)
        if found.contribution.submitted_at is not None:
            hold_round(session, found.round.id)
            ensure_before_closing(schedule_of(session, found.round), now)
        found.contribution.withdrawn_at = now
        record(session, actor, "withdraw", Thing("amendment", ref), now)

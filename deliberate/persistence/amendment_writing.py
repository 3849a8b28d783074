"""Amendments as the use cases that write them find them: held, with round, base and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import (
    AmendmentGone,
    AmendmentHeld,
    AmendmentKind,
    Proposal,
    Proposals,
    StaleAmendment,
    StaleBase,
    ensure_amendable,
    ensure_known,
)
from deliberate.domain.comments import NotYours
from deliberate.domain.errors import NotFound, SignInNeeded
from deliberate.domain.frameworks import Changeability
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.rounds import Activity
from deliberate.persistence.amendments import is_held, revision_texts
from deliberate.persistence.delegates import ensure_speaks_still
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    AmendmentRevisionText,
    CoAuthor,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    VersionClause,
    WordingText,
)
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound, RoundClause
from deliberate.persistence.people import assurance_of, participant_held, participant_of
from deliberate.persistence.rounds import round_for_writing


class Found(NamedTuple):
    """An amendment with its newest revision, what it has in common with others, its round."""

    contribution: Contribution
    amendment: Amendment
    round: ConsultationRound
    revision: AmendmentRevision
    is_held: bool
    """Whether a moderator looks at it before others see it."""


@dataclass(frozen=True)
class Base:
    """What stands in a round's text: the clause that is amended, or after which a new one comes."""

    clause_id: int
    wording_id: int
    bodies: Mapping[str, str]


def amendment_by_ref(session: Session, ref: str, *, shared: bool = False) -> Found:
    """Return an amendment, a draft too, held alone or shared until the transaction ends.

    Whoever writes about an amendment holds it, so that none of them meets a revision that is
    being replaced. Raises `NotFound`.
    """
    row = session.execute(
        select(Contribution, Amendment, ConsultationRound, is_held())
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(Contribution.ref == ref)
        .with_for_update(of=Contribution, read=shared)
    ).first()
    if row is None:
        raise NotFound
    return Found(row[0], row[1], row[2], newest_revision(session, row[0].id), bool(row[3]))


def newest_revision(session: Session, amendment_id: int) -> AmendmentRevision:
    """Return the newest revision of an amendment."""
    return session.scalars(
        select(AmendmentRevision)
        .where(AmendmentRevision.amendment_id == amendment_id)
        .order_by(AmendmentRevision.number.desc())
        .limit(1)
    ).one()


def own_amendment(session: Session, actor: Actor, ref: str) -> Found:
    """Return an amendment of the actor's, held alone.

    Raises `NotFound` (somebody else's draft, too), `SignInNeeded`, `NotYours`, `DelegateLeft`,
    `AmendmentGone`.
    """
    found = amendment_by_ref(session, ref)
    if not is_author(session, found, participant_of(session, actor).id):
        raise NotFound if found.contribution.submitted_at is None else NotYours
    ensure_speaks_still(session, actor, found.contribution)
    ensure_stands(found, drafts_too=True)
    return found


def is_author(session: Session, found: Found, participant_id: int) -> bool:
    """Whether someone writes this amendment, alone or with others."""
    row = session.get(CoAuthor, (found.contribution.id, participant_id))
    return row is not None or found.contribution.participant_id == participant_id


def ensure_stands(found: Found, *, drafts_too: bool = False) -> None:
    """Raise `NotFound` for a draft, `AmendmentGone` for what was withdrawn or hidden.

    Raises `AmendmentHeld` for what others cannot read yet; its author goes on with it as with a
    draft.
    """
    if found.contribution.submitted_at is None and not drafts_too:
        raise NotFound
    if found.is_held and not drafts_too:
        raise AmendmentHeld
    if found.contribution.withdrawn_at is not None or found.contribution.hidden_at is not None:
        raise AmendmentGone


def ensure_seen(found: Found, number: int) -> None:
    """Raise `StaleAmendment` where the page showed an older revision."""
    if found.revision.number != number:
        raise StaleAmendment


def amending_round(
    session: Session, actor: Actor, round_ref: str, activity: Activity, received_at: datetime
) -> tuple[ConsultationRound, Participant]:
    """Return a round held shared for an act that asks for an account, and who acts.

    Raises `SignInNeeded`, `NotFound`, `RoundClosed`, `RoundNotOpen`, `AssuranceTooLow`.
    """
    if not actor.is_known:
        raise SignInNeeded
    assurance = assurance_of(session, participant_of(session, actor).id)
    held_round = round_for_writing(session, round_ref, activity, assurance, received_at)
    ensure_known(assurance)
    return held_round, participant_held(session, actor)


def base_in_round(
    session: Session,
    held_round: ConsultationRound,
    clause_ref: str,
    kind: AmendmentKind,
    wording_ref: str | None = None,
) -> Base:
    """Return what an amendment starts from, to somebody who has read `wording_ref` (None: any).

    Raises `StaleBase` where the clause is gone or says something else, `ClauseFixed`.
    """
    row = session.execute(
        select(VersionClause.clause_id, VersionClause.wording_id, ClauseWording.ref)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ClauseWording, ClauseWording.id == VersionClause.wording_id)
        .where(VersionClause.version_id == held_round.version_id, Clause.ref == clause_ref)
    ).first()
    if row is None:
        raise StaleBase(is_gone=True)
    if wording_ref is not None and kind is not AmendmentKind.NEW_CLAUSE and row.ref != wording_ref:
        raise StaleBase
    ensure_amendable(kind, _changeability(session, held_round.id, row.clause_id))
    return Base(row.clause_id, row.wording_id, bodies_of(session, row.wording_id))


def base_now(session: Session, held_round: ConsultationRound, found: Found) -> Base:
    """Return what a stored amendment starts from, as it stands now; raises as `base_in_round`."""
    clause_ref = session.scalar(select(Clause.ref).where(Clause.id == found.amendment.clause_id))
    base = base_in_round(session, held_round, clause_ref or "", found.amendment.kind)
    if found.amendment.base_wording_id not in {None, base.wording_id}:
        raise StaleBase
    return base


def _changeability(session: Session, round_id: int, clause_id: int) -> Changeability | None:
    row = session.get(RoundClause, (round_id, clause_id))
    return row.changeability if row is not None else None


def bodies_of(session: Session, wording_id: int) -> dict[str, str]:
    """Return what a wording says, by language, in the order in which languages are shown."""
    rows = session.execute(
        select(WordingText.locale, WordingText.body).where(WordingText.wording_id == wording_id)
    )
    found = {each.locale: each.body for each in rows}
    return {locale.value: found[locale] for locale in LOCALES if locale in found}


def proposals_of(session: Session, revision_id: int) -> dict[str, Proposal]:
    """Return what a revision says, by language."""
    return {
        locale: proposal_of(row)
        for locale, row in revision_texts(session, [revision_id])[revision_id].items()
    }


def proposal_of(row: AmendmentRevisionText) -> Proposal:
    """Return what a revision says in one language."""
    return Proposal(row.heading or "", row.body, row.reason, row.impact)


def add_revision(
    session: Session, amendment_id: int, author_id: int, proposed: Proposals, now: datetime
) -> AmendmentRevision:
    """Add the next revision of an amendment; where two arrive at once, the database refuses one."""
    numbers = select(AmendmentRevision.number).where(AmendmentRevision.amendment_id == amendment_id)
    revision = AmendmentRevision(
        amendment_id=amendment_id,
        number=max(session.scalars(numbers), default=0) + 1,
        author_id=author_id,
        created_at=now,
    )
    session.add(revision)
    session.flush()
    session.add_all(
        AmendmentRevisionText(
            revision_id=revision.id,
            locale=Locale(locale),
            heading=each.heading or None,
            body=each.body,
            reason=each.reason,
            impact=each.impact,
        )
        for locale, each in proposed.items()
    )
    session.flush()
    return revision


def organisation_id_of(session: Session, actor: Actor) -> int | None:
    """Return for whom a delegate speaks, None for people who speak for themselves."""
    if actor.acting_for not in actor.organisations:
        return None
    return session.scalar(select(Organisation.id).where(Organisation.ref == actor.acting_for))

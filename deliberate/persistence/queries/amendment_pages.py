"""What the pages of one amendment show: to everybody, to its author, to who signs or votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import Assurance
from deliberate.domain.permissions import Permission, can
from deliberate.domain.rounds import RUNNING, Activity, open_until
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.amendments import revision_texts
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import (
    AmendmentRevision,
    CoAuthor,
    Signature,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import AmendmentVote
from deliberate.persistence.queries.amendment_rows import (
    AmendmentText,
    AmendmentView,
    all_amendments,
    texts_in_order,
    views_of,
)
from deliberate.persistence.queries.amendment_tallies import AmendmentCount, count_of
from deliberate.persistence.queries.comment_places import (
    Place,
    place_in_round,
)
from deliberate.persistence.queries.rounds import (
    RoundView,
)
from deliberate.persistence.queries.rounds import views_of as round_views
from deliberate.persistence.queries.texts import words_of


@dataclass(frozen=True)
class Signer:
    """Who stands behind an amendment: a person's pseudonym, or an organisation."""

    name: str
    is_organisation: bool
    is_verified: bool = False


@dataclass(frozen=True)
class RevisionView:
    """A state of an amendment that was public once."""

    number: int
    """Counted from the one that was handed in."""
    created_at: datetime
    texts: Sequence[AmendmentText]


@dataclass(frozen=True)
class AmendmentPage:
    """An amendment at its own address."""

    amendment: AmendmentView
    place: Place
    round: RoundView
    signers: Sequence[Signer]
    count: AmendmentCount
    revisions: Sequence[RevisionView]
    """Newest first; empty where it can be read no more."""


@dataclass(frozen=True)
class AmendmentPanel:
    """What the viewer can do about an amendment, and what they have done."""

    amendment: AmendmentView
    place: Place
    round: RoundView
    count: AmendmentCount
    is_own: bool
    own_choice: AmendmentChoice | None
    """Of the newest revision."""
    voted_before: bool
    """Whether the viewer voted on an earlier revision only."""
    has_signed: bool
    signed_before: bool
    """Whether the viewer stood behind an earlier revision only, and is asked to look again."""
    is_translator: bool
    seen_at: datetime

    @property
    def may_translate(self) -> bool:
        """Whether the viewer may add the language that is missing."""
        return self.is_translator or (self.is_own and self.is_before_closing)

    @property
    def can_vote(self) -> bool:
        """Whether votes on amendments are accepted now."""
        return Activity.VOTE_ON_AMENDMENTS in self.round.activities_now

    @property
    def can_sign(self) -> bool:
        """Whether co-signing is open now."""
        return Activity.COSIGN in self.round.activities_now

    @property
    def can_revise(self) -> bool:
        """Whether its author can change it now."""
        return Activity.AMEND in self.round.activities_now

    @property
    def is_before_closing(self) -> bool:
        """Whether input has not ended, so that one can take back what one gave."""
        return self.round.snapshot_at is None and (
            self.round.state in RUNNING and self.seen_at < self.round.closes_at
        )

    @property
    def needed(self) -> Assurance:
        """How sure we must be of someone who votes now."""
        return self.round.activities_now.get(Activity.VOTE_ON_AMENDMENTS, Assurance.GUEST)

    @property
    def open_until(self) -> datetime | None:
        """When votes end being accepted; None where they are not open."""
        return open_until(self.round.schedule, Activity.VOTE_ON_AMENDMENTS, self.seen_at)


def amendment_page(ref: str, now: datetime) -> AmendmentPage:
    """Return a handed-in amendment; raises `NotFound`. A fixed number of queries."""
    row = _row(ref)
    view, round_view, place = _around(row, now)
    readable = view.is_readable
    return AmendmentPage(
        amendment=view,
        place=place,
        round=round_view,
        signers=_signers(row.AmendmentRevision.id) if readable else [],
        count=count_of(round_view, ref, row.AmendmentRevision.id),
        revisions=_revisions(row) if readable else [],
    )


def _row(ref: str) -> Row[Any]:
    wanted = all_amendments().where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    row = db.session.execute(wanted).first()
    if row is None:
        raise NotFound
    return row


def _around(row: Row[Any], now: datetime) -> tuple[AmendmentView, RoundView, Place]:
    (view,) = views_of([row])
    (round_view,) = round_views([_round_of(row)], now, counted=False)
    return view, round_view, place_in_round(round_view.ref, row.clause_ref)


def _round_of(row: Row[Any]) -> ConsultationRound:
    return db.session.get_one(ConsultationRound, row.Contribution.round_id)


def _signers(revision_id: int) -> list[Signer]:
    """Return who stands behind a revision: organisations first, then people, by their names."""
    rows = db.session.execute(
        select(Participant.pseudonym, Organisation.name, Organisation.verified_at)
        .select_from(Signature)
        .join(Participant, Participant.id == Signature.participant_id)
        .outerjoin(Organisation, Organisation.id == Signature.organisation_id)
        .where(Signature.revision_id == revision_id, Signature.withdrawn_at.is_(None))
    )
    found = {
        Signer(row.name or row.pseudonym, row.name is not None, row.verified_at is not None)
        for row in rows
    }
    return sorted(found, key=lambda each: (not each.is_organisation, each.name))


def _revisions(row: Row[Any]) -> list[RevisionView]:
    """Return what was public: the revision that was handed in, and those after it."""
    given: Contribution = row.Contribution
    revisions = db.session.scalars(
        select(AmendmentRevision)
        .where(AmendmentRevision.amendment_id == given.id)
        .order_by(AmendmentRevision.number)
    ).all()
    handed_in = given.submitted_at or given.created_at
    drafts = [each for each in revisions if each.created_at <= handed_in]
    public = revisions[max(len(drafts) - 1, 0) :]
    texts = revision_texts(db.session(), [each.id for each in public])
    _headings, bases = words_of([row.Amendment.base_wording_id or 0])
    base = bases[row.Amendment.base_wording_id or 0]
    return [
        RevisionView(number, each.created_at, texts_in_order(texts[each.id], base))
        for number, each in enumerate(public, start=1)
    ][::-1]


def amendment_panel(ref: str, viewer: Actor, now: datetime) -> AmendmentPanel:
    """Return what the viewer can do about an amendment; raises `NotFound`."""
    row = _row(ref)
    view, round_view, place = _around(row, now)
    choices, signed = _given_by(viewer, row.Contribution.id)
    newest = row.AmendmentRevision.id
    is_own = is_author(viewer, row.Contribution.id)
    is_translator = can(viewer, Permission.AMENDMENT_TRANSLATE, place.framework_ref)
    return AmendmentPanel(
        amendment=view,
        place=place,
        round=round_view,
        count=count_of(round_view, ref, newest),
        is_own=is_own,
        own_choice=choices.get(newest),
        voted_before=bool(choices) and newest not in choices,
        has_signed=newest in signed,
        signed_before=bool(signed) and newest not in signed,
        is_translator=is_translator and row.published_at is None,
        seen_at=now,
    )


def _given_by(
    viewer: Actor, amendment_id: int
) -> tuple[dict[int, AmendmentChoice], frozenset[int]]:
    """Return the viewer's votes and signatures on an amendment, by revision; two queries."""
    votes = db.session.execute(
        select(AmendmentVote.revision_id, AmendmentVote.choice)
        .join(AmendmentRevision, AmendmentRevision.id == AmendmentVote.revision_id)
        .join(Participant, Participant.id == AmendmentVote.participant_id)
        .where(
            Participant.ref == viewer.participant_ref,
            AmendmentRevision.amendment_id == amendment_id,
        )
    )
    signed = db.session.scalars(
        select(Signature.revision_id)
        .join(AmendmentRevision, AmendmentRevision.id == Signature.revision_id)
        .join(Participant, Participant.id == Signature.participant_id)
        .where(
            Participant.ref == viewer.participant_ref,
            Signature.withdrawn_at.is_(None),
            AmendmentRevision.amendment_id == amendment_id,
        )
    )
    return {row.revision_id: row.choice for row in votes}, frozenset(signed)


def is_author(viewer: Actor, amendment_id: int) -> bool:
    """Whether the viewer writes this amendment."""
    found = db.session.scalar(
        select(CoAuthor.participant_id)
        .join(Participant, Participant.id == CoAuthor.participant_id)
        .where(CoAuthor.amendment_id == amendment_id, Participant.ref == viewer.participant_ref)
    )
    return found is not None

"""Comments made directly, and what moderators find about them. All need a context."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.credentials import Newcomer
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision, Seen, words_mark
from deliberate.domain.visibility import decisions_in
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording, VersionClause
from deliberate.persistence.models.moderation import ContentReport
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.moderation import own_words
from deliberate.persistence.visibility import latest_actions
from deliberate.services import moderation, reports
from deliberate.services.moderation import Ruling
from deliberate.services.reports import Complaint
from tests.factories.rounds import Round

FACTS = {"en": "It names a neighbour and her address."}
KEY = "the key of a test"


def comment(
    held: Round,
    by: Actor,
    now: datetime,
    text: str = "우리 동네에서는 다르게 겪었습니다.",
    *,
    place: int = 0,
    locale: Locale = Locale.KO,
    parent: str | None = None,
    pseudonym: str | None = None,
) -> str:
    """Add a comment on one clause of a round; return its ref."""
    with transaction() as session:
        given = Contribution(
            kind=ContributionKind.COMMENT,
            round_id=_id_of(ConsultationRound, held.ref),
            participant_id=_id_of(Participant, by.participant_ref),
            channel=Channel.WEB,
            pseudonym=pseudonym,
            created_at=now,
            submitted_at=now,
        )
        session.add(given)
        session.flush()
        session.add(
            Comment(
                contribution_id=given.id,
                wording_id=_wording_id(held.framework.clause_refs[place]),
                parent_id=contribution(parent).id if parent else None,
            )
        )
        session.add(
            ContributionText(contribution_id=given.id, locale=locale, body=text, is_original=True)
        )
        return given.ref


def _id_of(model: type[ConsultationRound | Participant], ref: str | None) -> int:
    return db.session.scalars(select(model.id).where(model.ref == ref)).one()


def _wording_id(clause_ref: str) -> int:
    return (
        db.session.scalars(
            select(ClauseWording.id)
            .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
            .join(Clause, Clause.id == ClauseWording.clause_id)
            .where(Clause.ref == clause_ref)
            .order_by(ClauseWording.id.desc())
        ).first()
        or 0
    )


def contribution(ref: str) -> Contribution:
    """Return a contribution as it stands now."""
    return db.session.scalars(
        select(Contribution)
        .where(Contribution.ref == ref)
        .execution_options(populate_existing=True)
    ).one()


def original(ref: str) -> ContributionText:
    """Return the author's own words."""
    return db.session.scalars(
        select(ContributionText)
        .join(Contribution, Contribution.id == ContributionText.contribution_id)
        .where(Contribution.ref == ref, ContributionText.is_original)
    ).one()


def stranger(seed: str = "a browser") -> Newcomer:
    """Return someone without a session."""
    return Newcomer("ko", seed, KEY)


def report(
    by: Actor,
    ref: str,
    now: datetime,
    rule: ConductRule = ConductRule.ATTACK,
    words: str = "",
    seed: str = "a browser",
) -> None:
    """Report a contribution; an actor without a participant is a stranger."""
    reports.report_content(by, ref, Complaint(rule, words, Locale.KO), now, stranger(seed))


def reports_on(ref: str) -> list[ContentReport]:
    """Return the reports on a contribution, oldest first."""
    db.session.rollback()
    return list(
        db.session.scalars(
            select(ContentReport)
            .join(Contribution, Contribution.id == ContentReport.contribution_id)
            .where(Contribution.ref == ref)
            .order_by(ContentReport.id)
        )
    )


def seen_now(ref: str) -> Seen:
    """Return what a moderator has in front of them who opens a contribution now."""
    found = contribution(ref)
    newest = reports_on(ref)
    return Seen(
        decisions_in(latest_actions([found.id])[found.id]),
        words_mark(own_words(db.session(), found)),
        newest[-1].ref if newest else "",
    )


def decide(
    moderator: Actor,
    ref: str,
    decision: ModerationDecision,
    now: datetime,
    *,
    rule: ConductRule = ConductRule.PERSONAL_DATA,
    passage: str = "",
) -> str:
    """Decide about a contribution as it stands now; return the ref of the statement."""
    ruling = Ruling(decision, rule, FACTS, passage=passage)
    return moderation.decide(moderator, ref, ruling, seen_now(ref), now)

"""What a person gave and what became of it, record by record; see `own_data`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from deliberate.domain.own_data import OwnField as F
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    AmendmentRevisionText,
    CoAuthor,
    Signature,
)
from deliberate.persistence.models.comments import CommentCorrection
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.moderation import (
    Appeal,
    ContentReport,
    ModerationAction,
    StatementOfReasons,
)
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.representation import SelfDeclaration
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import AmendmentVote, ClauseVote, CommentVote, UnclearMark
from deliberate.persistence.queries.own_account import Me

TIMES = (
    Contribution.submitted_at.label(F.GIVEN),
    Contribution.withdrawn_at.label(F.WITHDRAWN),
    Contribution.hidden_at.label(F.HIDDEN),
)


def comments(me: Me) -> Select[*tuple[Any, ...]]:
    """Return their comments, a record for each language."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            ConsultationRound.ref.label(F.ROUND),
            Clause.ref.label(F.CLAUSE),
            Contribution.pseudonym.label(F.NAME),
            Comment.stance.label(F.STANCE),
            ContributionText.locale.label(F.LANGUAGE),
            ContributionText.is_original.label(F.IS_ORIGINAL),
            ContributionText.body.label(F.TEXT),
            ContributionText.corrected_at.label(F.CORRECTED),
            *TIMES,
        )
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ContributionText, ContributionText.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .join(ClauseWording, ClauseWording.id == Comment.wording_id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(Contribution.participant_id.in_(me.people))
        .order_by(Contribution.id, ContributionText.is_original.desc())
    )


def earlier_words(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what their comments said before they were corrected."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            CommentCorrection.locale.label(F.LANGUAGE),
            CommentCorrection.body.label(F.TEXT),
            CommentCorrection.corrected_at.label(F.CORRECTED),
        )
        .join(CommentCorrection, CommentCorrection.comment_id == Contribution.id)
        .where(Contribution.participant_id.in_(me.people))
        .order_by(Contribution.id, CommentCorrection.number)
    )


def amendments(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what they proposed, a record for each revision and language."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            ConsultationRound.ref.label(F.ROUND),
            Clause.ref.label(F.CLAUSE),
            Amendment.kind.label(F.KIND),
            AmendmentRevision.number.label(F.REVISION),
            AmendmentRevisionText.locale.label(F.LANGUAGE),
            AmendmentRevisionText.translator_id.is_(None).label(F.IS_ORIGINAL),
            AmendmentRevisionText.heading.label(F.HEADING),
            AmendmentRevisionText.body.label(F.TEXT),
            AmendmentRevisionText.reason.label(F.REASON),
            AmendmentRevisionText.impact.label(F.IMPACT),
            AmendmentRevision.created_at.label(F.SINCE),
            *TIMES,
        )
        .join(CoAuthor, CoAuthor.amendment_id == Contribution.id)
        .join(Amendment, Amendment.contribution_id == Contribution.id)
        .join(AmendmentRevision, AmendmentRevision.amendment_id == Contribution.id)
        .join(AmendmentRevisionText, AmendmentRevisionText.revision_id == AmendmentRevision.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .outerjoin(Clause, Clause.id == Amendment.clause_id)
        .where(CoAuthor.participant_id.in_(me.people))
        .order_by(Contribution.id, AmendmentRevision.number, AmendmentRevisionText.locale)
    )


def signatures(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what they stand behind."""
    return (
        _about_revisions(
            Organisation.name.label(F.ORGANISATION),
            Signature.signed_at.label(F.GIVEN),
            Signature.withdrawn_at.label(F.WITHDRAWN),
        )
        .join(Signature, Signature.revision_id == AmendmentRevision.id)
        .outerjoin(Organisation, Organisation.id == Signature.organisation_id)
        .where(Signature.participant_id.in_(me.people))
        .order_by(Signature.id)
    )


def _about_revisions(*more: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Contribution.ref.label(F.REFERENCE), AmendmentRevision.number.label(F.REVISION), *more
        )
        .select_from(Contribution)
        .join(AmendmentRevision, AmendmentRevision.amendment_id == Contribution.id)
    )


def amendment_votes(me: Me) -> Select[*tuple[Any, ...]]:
    """Return their votes on amendments."""
    return (
        _about_revisions(
            AmendmentVote.choice.label(F.CHOICE),
            AmendmentVote.locale.label(F.LANGUAGE),
            AmendmentVote.cast_at.label(F.GIVEN),
        )
        .join(AmendmentVote, AmendmentVote.revision_id == AmendmentRevision.id)
        .where(AmendmentVote.participant_id.in_(me.people))
        .order_by(AmendmentVote.id)
    )


def clause_votes(me: Me) -> Select[*tuple[Any, ...]]:
    """Return their votes on clauses."""
    return (
        select(
            ConsultationRound.ref.label(F.ROUND),
            Clause.ref.label(F.CLAUSE),
            ClauseVote.choice.label(F.CHOICE),
            ClauseVote.locale.label(F.LANGUAGE),
            ClauseVote.cast_at.label(F.GIVEN),
        )
        .join(ConsultationRound, ConsultationRound.id == ClauseVote.round_id)
        .join(ClauseWording, ClauseWording.id == ClauseVote.wording_id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(ClauseVote.participant_id.in_(me.people))
        .order_by(ClauseVote.id)
    )


def unclear_marks(me: Me) -> Select[*tuple[Any, ...]]:
    """Return which words they found unclear."""
    return (
        select(
            ConsultationRound.ref.label(F.ROUND),
            Clause.ref.label(F.CLAUSE),
            UnclearMark.marked_at.label(F.GIVEN),
        )
        .join(ConsultationRound, ConsultationRound.id == UnclearMark.round_id)
        .join(ClauseWording, ClauseWording.id == UnclearMark.wording_id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(UnclearMark.participant_id.in_(me.people))
        .order_by(UnclearMark.marked_at)
    )


def comment_votes(me: Me) -> Select[*tuple[Any, ...]]:
    """Return with which comments they agreed or not."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            CommentVote.choice.label(F.CHOICE),
            CommentVote.locale.label(F.LANGUAGE),
            CommentVote.cast_at.label(F.GIVEN),
        )
        .join(CommentVote, CommentVote.comment_id == Contribution.id)
        .where(CommentVote.participant_id.in_(me.people))
        .order_by(CommentVote.id)
    )


def reports(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what they reported."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            ContentReport.rule.label(F.RULE),
            ContentReport.words.label(F.TEXT),
            ContentReport.locale.label(F.LANGUAGE),
            ContentReport.reported_at.label(F.GIVEN),
        )
        .join(ContentReport, ContentReport.contribution_id == Contribution.id)
        .where(ContentReport.reporter_id.in_(me.people))
        .order_by(ContentReport.id)
    )


def decisions(me: Me) -> Select[*tuple[Any, ...]]:
    """Return what moderators decided about what they gave."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            ModerationAction.decision.label(F.DECISION),
            ModerationAction.rule.label(F.RULE),
            StatementOfReasons.locale.label(F.LANGUAGE),
            StatementOfReasons.facts.label(F.REASON),
            ModerationAction.decided_at.label(F.GIVEN),
        )
        .join(ModerationAction, ModerationAction.contribution_id == Contribution.id)
        .outerjoin(StatementOfReasons, StatementOfReasons.action_id == ModerationAction.id)
        .where(Contribution.participant_id.in_(me.people))
        .order_by(ModerationAction.id, StatementOfReasons.locale)
    )


def appeals(me: Me) -> Select[*tuple[Any, ...]]:
    """Return their appeals."""
    return (
        select(
            Contribution.ref.label(F.REFERENCE),
            Appeal.locale.label(F.LANGUAGE),
            Appeal.words.label(F.TEXT),
            Appeal.appealed_at.label(F.GIVEN),
            Appeal.result.label(F.RESULT),
        )
        .join(ModerationAction, ModerationAction.contribution_id == Contribution.id)
        .join(Appeal, Appeal.action_id == ModerationAction.id)
        .where(Contribution.participant_id.in_(me.people))
        .order_by(Appeal.id)
    )


def declarations(me: Me) -> Select[*tuple[Any, ...]]:
    """Return in which rounds the person said something about themselves; what, nobody can read."""
    return (
        select(
            ConsultationRound.ref.label(F.ROUND),
            SelfDeclaration.consent_version.label(F.REVISION),
            SelfDeclaration.declared_at.label(F.GIVEN),
        )
        .join(ConsultationRound, ConsultationRound.id == SelfDeclaration.round_id)
        .where(SelfDeclaration.participant_id.in_(me.people))
        .order_by(SelfDeclaration.round_id)
    )

"""Comments as rows: what a reader may see of each, gathered in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from deliberate.domain.comments import Stance
from deliberate.domain.contributions import Channel
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule
from deliberate.domain.visibility import (
    EVERYBODY,
    Action,
    Passage,
    Shown,
    Viewer,
    Visibility,
    Words,
    visible_text,
)
from deliberate.persistence.database import db
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.dispositions import Answer, AnsweredComment, AnswerText
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.organisations import Organisation
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.texts import Texts
from deliberate.persistence.visibility import latest_actions

AGREED = func.coalesce(CommentStanding.agreed, 0)
DISAGREED = func.coalesce(CommentStanding.disagreed, 0)
PASSED = func.coalesce(CommentStanding.passed, 0)
LOT = func.coalesce(CommentStanding.lot, Contribution.id)
STANDING: tuple[ColumnElement[bool], ...] = (
    Contribution.withdrawn_at.is_(None),
    Contribution.hidden_at.is_(None),
)


@dataclass(frozen=True)
class CommentText:
    """A comment's words in one language."""

    locale: Locale
    passages: Sequence[Passage]
    is_original: bool
    corrected_at: datetime | None


@dataclass(frozen=True)
class PublishedAnswer:
    """The official answer to a comment, which may answer others too; never before publication."""

    ref: str
    bodies: Texts
    answered_at: datetime
    round_ref: str


@dataclass(frozen=True)
class CommentView:
    """A comment as everybody may see it: nothing in it leads to its author's other comments."""

    ref: str
    author: str
    """Empty, like the organisation, where there is nothing to read."""
    organisation: str | None
    is_verified: bool
    """Whether an official has confirmed the organisation."""
    channel: Channel
    stance: Stance | None
    submitted_at: datetime
    """Shown as a date."""
    visibility: Visibility
    rule: ConductRule | None
    """The rule under which a moderator has hidden it or made a passage unreadable."""
    action_ref: str | None
    """The address of the statement of reasons for that."""
    texts: Sequence[CommentText]
    """The original first; empty where the reader may read nothing."""
    is_reply: bool
    on_these_words: bool
    """Whether the clause still says what it said when this was written."""
    agreed: int
    disagreed: int
    passed: int
    answer: PublishedAnswer | None = None
    """None until the outcome of its round is published, and where there is nothing to read."""
    reply_count: int = 0
    replies: Sequence[CommentView] = ()
    """The first of them."""

    @property
    def is_readable(self) -> bool:
        """Whether there are words to read."""
        return bool(self.texts)


def visible_comments() -> Select[*tuple[Any, ...]]:
    """Select every comment that has a place on public pages, as `views_of` wants its rows."""
    return all_comments().where(*is_published())


def all_comments() -> Select[*tuple[Any, ...]]:
    """Select comments that no moderator has let through yet, too: for their authors."""
    return (
        select(
            Contribution,
            Comment,
            Participant.pseudonym.label("usual_name"),
            Organisation.name.label("organisation"),
            Organisation.verified_at.label("verified_at"),
            AGREED.label("agreed"),
            DISAGREED.label("disagreed"),
            PASSED.label("passed"),
            ConsultationRound.premoderated,
        )
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ClauseWording, ClauseWording.id == Comment.wording_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .outerjoin(Organisation, Organisation.id == Contribution.organisation_id)
        .outerjoin(CommentStanding, CommentStanding.comment_id == Contribution.id)
    )


def is_published() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for a comment to have a place on public pages."""
    decided = (
        select(ModerationAction.id)
        .where(ModerationAction.contribution_id == Contribution.id)
        .exists()
    )
    return (
        Contribution.submitted_at.is_not(None),
        or_(ConsultationRound.premoderated.is_(False), decided),
    )


def views_of(
    rows: Sequence[Any], wording_now: int, viewer: Viewer = EVERYBODY
) -> list[CommentView]:
    """Return rows of `visible_comments` as a viewer sees them, in the order given; three queries.

    `wording_now` is the wording that their clause has now.
    """
    ids = [row.Contribution.id for row in rows]
    texts, actions, answers = _texts(ids), latest_actions(ids), _answers(ids)
    return [
        _view(
            row,
            _shown(row, texts, actions, viewer),
            answers.get(row.Contribution.id),
            on_these_words=row.Comment.wording_id == wording_now,
        )
        for row in rows
    ]


def _answers(ids: Sequence[int]) -> Mapping[int, PublishedAnswer]:
    """Return by comment its official answer where the outcome is published."""
    rows = db.session.execute(
        select(AnsweredComment.comment_id, Answer, ConsultationRound.ref, AnswerText)
        .join(Answer, Answer.id == AnsweredComment.answer_id)
        .join(AnswerText, AnswerText.answer_id == Answer.id)
        .join(ConsultationRound, ConsultationRound.id == Answer.round_id)
        .where(AnsweredComment.comment_id.in_(ids), ConsultationRound.published_at.is_not(None))
    )
    found: dict[int, PublishedAnswer] = {}
    for comment_id, answer, round_ref, text in rows:
        before = found.get(comment_id)
        bodies = {**(before.bodies if before else {}), text.locale.value: text.body}
        found[comment_id] = PublishedAnswer(answer.ref, bodies, answer.answered_at, round_ref)
    return found


def _texts(ids: Sequence[int]) -> defaultdict[int, list[ContributionText]]:
    found: defaultdict[int, list[ContributionText]] = defaultdict(list)
    rows = db.session.scalars(
        select(ContributionText)
        .where(ContributionText.contribution_id.in_(ids))
        .order_by(ContributionText.is_original.desc(), ContributionText.locale.desc())
    )
    for row in rows:
        found[row.contribution_id].append(row)
    return found


Pairs = list[tuple[ContributionText, Shown]]


def _shown(
    row: Any,
    texts: Mapping[int, Sequence[ContributionText]],
    actions: Mapping[int, Sequence[Action]],
    viewer: Viewer,
) -> Pairs:
    """Return each text of a comment with what the viewer may read of it; the original first."""
    contribution = row.Contribution
    pairs = []
    for each in texts[contribution.id]:
        words = Words(
            each.body,
            is_original=each.is_original,
            is_withdrawn=contribution.withdrawn_at is not None,
            is_premoderated=row.premoderated,
        )
        pairs.append((each, visible_text(words, actions[contribution.id], viewer)))
    return pairs


def _view(
    row: Any, pairs: Pairs, answer: PublishedAnswer | None, *, on_these_words: bool
) -> CommentView:
    contribution, comment = row.Contribution, row.Comment
    whole = pairs[0][1] if pairs else Shown(Visibility.WITHDRAWN)
    is_readable = bool(whole.passages)
    return CommentView(
        ref=contribution.ref,
        author=(contribution.pseudonym or row.usual_name) if is_readable else "",
        organisation=row.organisation if is_readable else None,
        is_verified=row.verified_at is not None,
        channel=contribution.channel,
        stance=comment.stance,
        submitted_at=contribution.submitted_at,
        visibility=whole.kind,
        rule=whole.rule,
        action_ref=whole.action_ref,
        texts=[
            CommentText(text.locale, shown.passages, text.is_original, text.corrected_at)
            for text, shown in pairs
            if shown.passages
        ],
        is_reply=comment.parent_id is not None,
        on_these_words=on_these_words,
        agreed=row.agreed,
        disagreed=row.disagreed,
        passed=row.passed,
        answer=answer if is_readable else None,
    )

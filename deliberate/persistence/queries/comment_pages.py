"""What the pages of one comment show: to everybody, to someone who answers it, to its author."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import is_editable
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.permissions import Permission, can
from deliberate.domain.visibility import Viewer, Visibility
from deliberate.domain.votes import CommentChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.comments import CommentCorrection, TranslationRequest
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import Clause, ClauseWording
from deliberate.persistence.models.participants import Participant
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import CommentVote
from deliberate.persistence.queries.comment_places import (
    OpenPlace,
    Place,
    newest_place,
    open_place,
    words_of_wording,
)
from deliberate.persistence.queries.comment_rows import (
    CommentView,
    all_comments,
    is_published,
    views_of,
    visible_comments,
)
from deliberate.persistence.queries.comments import Reading, reply_order
from deliberate.persistence.queries.frameworks import ClauseView

REPLIES_ON_A_PAGE = 50


@dataclass(frozen=True)
class EarlierWords:
    """What a comment said until its author corrected it."""

    bodies: Mapping[str, str]
    until: datetime


@dataclass(frozen=True)
class CommentPage:
    """A comment at its own address, with a page of its replies."""

    comment: CommentView
    place: Place
    read_words: ClauseView | None
    """The words of the clause that it was said about, where the clause has moved on."""
    parent: CommentView | None
    earlier: Sequence[EarlierWords]
    """Newest first."""
    replies: Sequence[CommentView]
    page: int
    pages: int


@dataclass(frozen=True)
class AnswerPanel:
    """What the viewer can do about a comment."""

    comment: CommentView
    place: OpenPlace
    is_open: bool
    """Whether its round takes comments and answers to them now."""
    own_choice: CommentChoice | None
    is_own: bool
    is_published: bool
    """Whether everybody sees it; where the round wants it, a moderator lets it through first."""
    edits_leave_no_trace: bool
    may_translate: bool
    missing: Sequence[Locale]
    """Languages in which it cannot be read."""
    asked: frozenset[Locale]
    """Languages for which someone has asked."""
    original: str
    """The words as their author wrote them; empty for everybody else."""


def comment_page(ref: str, reading: Reading) -> CommentPage:
    """Return a comment with a page of its replies; raises `NotFound`. Fifteen queries at most."""
    row = _row(ref)
    place = newest_place(row.clause_ref)
    parent_id = row.Comment.parent_id
    rows = db.session.execute(
        visible_comments().where(Contribution.id.in_([row.Contribution.id, parent_id]))
    ).all()
    views = {each.Contribution.id: view for each, view in _paired(rows, place.wording_id)}
    comment = views[row.Contribution.id]
    replies, pages = _replies(row.Contribution.id, place.wording_id, reading)
    return CommentPage(
        comment=comment,
        place=place,
        read_words=None
        if comment.on_these_words
        else words_of_wording(row.clause_ref, row.wording_ref),
        parent=views.get(parent_id),
        earlier=_earlier(row.Contribution.id) if _shows_all(comment) else [],
        replies=replies,
        page=reading.page,
        pages=pages,
    )


def _row(ref: str, viewer: Actor = ANONYMOUS) -> Any:
    """Return the row of a comment that is published or the viewer's; raises `NotFound`."""
    published = and_(*is_published())
    row = db.session.execute(
        all_comments()
        .add_columns(
            ClauseWording.ref.label("wording_ref"),
            Clause.ref.label("clause_ref"),
            ConsultationRound.ref.label("round_ref"),
            Participant.ref.label("author_ref"),
            published.label("is_published"),
        )
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(
            Contribution.ref == ref,
            Contribution.submitted_at.is_not(None),
            or_(published, Participant.ref == viewer.participant_ref),
        )
    ).first()
    if row is None:
        raise NotFound
    return row


def awaits_moderator(ref: str, viewer: Actor) -> bool:
    """Whether this is a comment of the viewer's own that nobody else can see yet."""
    try:
        return not _row(ref, viewer).is_published
    except NotFound:
        return False


def comment_view(ref: str) -> CommentView:
    """Return a published comment as everybody sees it; raises `NotFound`."""
    row = _row(ref)
    return views_of([row], row.Comment.wording_id)[0]


def _paired(rows: Sequence[Any], wording_now: int) -> list[tuple[Any, CommentView]]:
    return list(zip(rows, views_of(rows, wording_now), strict=True))


def _replies(
    comment_id: int, wording_now: int, reading: Reading
) -> tuple[Sequence[CommentView], int]:
    wanted = visible_comments().where(Comment.parent_id == comment_id)
    number = db.session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(1, -(-number // REPLIES_ON_A_PAGE))
    if not 1 <= reading.page <= pages:
        raise NotFound
    rows = db.session.execute(
        wanted.order_by(*reply_order(reading))
        .limit(REPLIES_ON_A_PAGE)
        .offset((reading.page - 1) * REPLIES_ON_A_PAGE)
    ).all()
    return views_of(rows, wording_now), pages


def _shows_all(comment: CommentView) -> bool:
    """Whether nothing of the comment is taken away: other words of it could give it away."""
    return comment.visibility in {Visibility.VISIBLE, Visibility.HELD}


def _earlier(comment_id: int) -> list[EarlierWords]:
    rows = db.session.scalars(
        select(CommentCorrection)
        .where(CommentCorrection.comment_id == comment_id)
        .order_by(CommentCorrection.number.desc(), CommentCorrection.is_original.desc())
    )
    found: dict[int, EarlierWords] = {}
    for row in rows:
        before = found.get(row.number)
        bodies = {**(before.bodies if before else {}), row.locale.value: row.body}
        found[row.number] = EarlierWords(bodies, row.corrected_at)
    return list(found.values())


def answer_panel(ref: str, viewer: Actor, now: datetime) -> AnswerPanel:
    """Return what the viewer can do about a comment; raises `NotFound`."""
    row = _row(ref, viewer)
    comment_id = row.Contribution.id
    place = open_place(None, row.clause_ref, now)
    is_own = row.author_ref == viewer.participant_ref
    comment = views_of([row], place.place.wording_id, Viewer(is_author=is_own))[0]
    readable = {text.locale for text in comment.texts}
    is_translator = can(viewer, Permission.COMMENT_TRANSLATE, place.place.framework_ref)
    return AnswerPanel(
        comment=comment,
        place=place,
        is_open=place.assurance is not None
        and place.round is not None
        and place.round.ref == row.round_ref,
        own_choice=_own_choice(comment_id, viewer),
        is_own=is_own,
        is_published=bool(row.is_published),
        edits_leave_no_trace=is_editable(row.Contribution.submitted_at, now),
        may_translate=_shows_all(comment) and (is_translator or (is_own and viewer.is_known)),
        missing=[each for each in LOCALES if each not in readable] if _shows_all(comment) else [],
        asked=_asked(comment_id),
        original=_original(comment_id) if is_own else "",
    )


def _own_choice(comment_id: int, viewer: Actor) -> CommentChoice | None:
    return db.session.scalar(
        select(CommentVote.choice)
        .join(Participant, Participant.id == CommentVote.participant_id)
        .where(Participant.ref == viewer.participant_ref, CommentVote.comment_id == comment_id)
    )


def _asked(comment_id: int) -> frozenset[Locale]:
    wanted = select(TranslationRequest.locale).where(
        TranslationRequest.contribution_id == comment_id
    )
    return frozenset(db.session.scalars(wanted))


def _original(comment_id: int) -> str:
    return db.session.scalars(
        select(ContributionText.body).where(
            ContributionText.contribution_id == comment_id, ContributionText.is_original
        )
    ).one()

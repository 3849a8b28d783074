"""Lists of comments: a page of a clause's, a page of one comment's replies, counts by clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, select

from deliberate.domain.actors import Actor
from deliberate.domain.comments import (
    PAGE_LENGTH,
    PLACES,
    REPLIES_SHOWN,
    SEEN_BANDS,
    CommentOrder,
    reader_seed,
    shuffle_of,
)
from deliberate.domain.errors import NotFound
from deliberate.persistence.database import db
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Comment, Contribution
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkVersion,
    VersionClause,
)
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.comment_rows import (
    AGREED,
    DISAGREED,
    LOT,
    PASSED,
    STANDING,
    CommentView,
    is_published,
    views_of,
    visible_comments,
)


@dataclass(frozen=True)
class Reading:
    """How a reader wants a list: in which order, which page, and when and where it is today."""

    moment: datetime
    zone: str
    order: CommentOrder = CommentOrder.MIXED
    page: int = 1


@dataclass(frozen=True)
class CommentList:
    """A page of comments."""

    comments: Sequence[CommentView]
    total: int
    """Comments and replies that can be read."""
    page: int
    pages: int
    order: CommentOrder


def comments_of(clause_ref: str, viewer: Actor, reading: Reading) -> CommentList:
    """Return a page of the comments on a clause, on its earlier wordings too.

    A comment brings its first replies. Ten queries, whatever there is. Raises `NotFound` for an
    unknown clause and for a page that there is not.
    """
    clause_id, wording_now = wording_of(clause_ref)
    on_clause = ClauseWording.clause_id == clause_id
    total, threads = _counts(on_clause)
    pages = max(1, -(-threads // PAGE_LENGTH))
    if not 1 <= reading.page <= pages:
        raise NotFound
    seed = reader_seed(clause_ref, viewer.participant_ref, _today(reading))
    rows = db.session.execute(
        visible_comments()
        .where(on_clause, Comment.parent_id.is_(None))
        .order_by(*_order(reading, seed), Contribution.id)
        .limit(PAGE_LENGTH)
        .offset((reading.page - 1) * PAGE_LENGTH)
    ).all()
    comments = views_of(rows, wording_now)
    replies, counts = first_replies([row.Contribution.id for row in rows], wording_now, reading)
    return CommentList(
        comments=[
            replace(
                view, replies=replies[row.Contribution.id], reply_count=counts[row.Contribution.id]
            )
            for row, view in zip(rows, comments, strict=True)
        ],
        total=total,
        page=reading.page,
        pages=pages,
        order=reading.order,
    )


def wording_of(clause_ref: str) -> tuple[int, int]:
    """Return a clause's id and the wording of the newest version that has it."""
    row = db.session.execute(
        select(VersionClause.clause_id, VersionClause.wording_id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .where(Clause.ref == clause_ref, FrameworkVersion.published_at.is_not(None))
        .order_by(FrameworkVersion.number.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound
    return row.clause_id, row.wording_id


def first_replies(
    parent_ids: Sequence[int], wording_now: int, reading: Reading
) -> tuple[Mapping[int, Sequence[CommentView]], Mapping[int, int]]:
    """Return by comment its first replies, and how many it has, in four queries."""
    place = func.row_number().over(partition_by=Comment.parent_id, order_by=reply_order(reading))
    number = func.count().over(partition_by=Comment.parent_id)
    ranked = (
        _published(Comment.contribution_id, place.label("place"), number.label("number"))
        .where(Comment.parent_id.in_(parent_ids))
        .subquery()
    )
    rows = db.session.execute(
        visible_comments()
        .add_columns(ranked.c.number)
        .join(ranked, ranked.c.contribution_id == Contribution.id)
        .where(ranked.c.place <= REPLIES_SHOWN)
        .order_by(ranked.c.place)
    ).all()
    replies: defaultdict[int, list[CommentView]] = defaultdict(list)
    counts: defaultdict[int, int] = defaultdict(int)
    for row, view in zip(rows, views_of(rows, wording_now), strict=True):
        replies[row.Comment.parent_id].append(view)
        counts[row.Comment.parent_id] = row.number
    return replies, counts


def counts_of(framework_slug: str, number: int) -> Mapping[str, int]:
    """Return how many comments and replies can be read on each clause of a version, by its ref.

    One query; a clause without any is absent.
    """
    rows = db.session.execute(
        _published(Clause.ref, func.count().label("number"))
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .join(VersionClause, VersionClause.clause_id == Clause.id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .join(Framework, Framework.id == FrameworkVersion.framework_id)
        .where(Framework.slug == framework_slug, FrameworkVersion.number == number, *STANDING)
        .group_by(Clause.ref)
    )
    return {row.ref: row.number for row in rows}


def _counts(on_clause: ColumnElement[bool]) -> tuple[int, int]:
    """Return how many can be read, and how many have a place in the list of a clause."""
    readable = case((STANDING[0] & STANDING[1], 1))
    thread = case((Comment.parent_id.is_(None), 1))
    row = db.session.execute(
        _published(func.count(readable).label("total"), func.count(thread).label("threads")).where(
            on_clause
        )
    ).one()
    return row.total, row.threads


def _published(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Contribution)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ClauseWording, ClauseWording.id == Comment.wording_id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .outerjoin(CommentStanding, CommentStanding.comment_id == Contribution.id)
        .where(*is_published())
    )


def _order(reading: Reading, seed: str) -> list[ColumnElement[Any]]:
    """Return what a list is sorted by; what nobody can read any more stands last."""
    answered = AGREED + DISAGREED + PASSED
    band = case(
        *((answered < bound, place) for place, bound in enumerate(SEEN_BANDS)),
        else_=len(SEEN_BANDS),
    )
    chosen: dict[CommentOrder, ColumnElement[Any]] = {
        CommentOrder.MIXED: band,
        CommentOrder.NEWEST: _day(reading).desc(),
        CommentOrder.AGREED: (AGREED - DISAGREED).desc(),
    }
    unreadable = case((STANDING[0] & STANDING[1], 0), else_=1)
    return [unreadable, chosen[reading.order], _place(seed)]


def reply_order(reading: Reading) -> list[Any]:
    """Return what replies are sorted by: their day, and within it by lot."""
    return [_day(reading), _place("replies"), Contribution.id]


def _place(seed: str) -> ColumnElement[int]:
    """Return where a shuffle puts a comment; the same as `Shuffle.place` of its lot."""
    shuffle = shuffle_of(seed)
    return (cast(LOT, BigInteger) * shuffle.factor + shuffle.shift) % PLACES


def _day(reading: Reading) -> ColumnElement[Any]:
    """Return the date on which a comment was handed in; nothing finer may order a public list."""
    if db.session.get_bind().dialect.name == "sqlite":
        offset = reading.moment.astimezone(ZoneInfo(reading.zone)).utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        return func.date(Contribution.submitted_at, f"{minutes:+d} minutes")
    return func.date(func.timezone(reading.zone, Contribution.submitted_at))


def _today(reading: Reading) -> date:
    return reading.moment.astimezone(ZoneInfo(reading.zone)).date()

"""The outcome report of a published round: every figure from its snapshot, every word as stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberate.domain.dispositions import TAKEN_UP
from deliberate.domain.errors import NotFound
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Answer, AnsweredComment, AnswerText
from deliberate.persistence.models.frameworks import Clause, ClauseWording, FrameworkVersion
from deliberate.persistence.models.next_versions import NewClause, RoundOutcome
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.amendment_rows import AmendmentView, all_amendments, views_of
from deliberate.persistence.queries.amendment_tallies import AmendmentCount, amendment_count_in
from deliberate.persistence.queries.comment_rows import CommentView, all_comments
from deliberate.persistence.queries.comment_rows import views_of as comment_views
from deliberate.persistence.queries.frameworks import ClauseView, sections_of
from deliberate.persistence.queries.representation import FloorView, missed_in
from deliberate.persistence.queries.round_pages import RoundPage, round_page
from deliberate.persistence.queries.snapshots import closing_snapshot
from deliberate.persistence.queries.tallies import Count, count_in
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class OfficialAnswer:
    """An answer and the comments that it answers."""

    ref: str
    bodies: Texts
    answered_at: datetime
    comments: Sequence[CommentView]


@dataclass(frozen=True)
class ReportAmendment:
    """An amendment that was handed in, withdrawn or hidden ones too, and how people voted on it."""

    view: AmendmentView
    count: AmendmentCount

    @property
    def is_taken_up(self) -> bool:
        """Whether it changed the words, at least in part."""
        given = self.view.disposition
        return given is not None and given.outcome in TAKEN_UP


@dataclass(frozen=True)
class ReportClause:
    """What was said about a clause, and what became of its words."""

    before: ClauseView | None
    """None for a new clause."""
    after: ClauseView | None
    """None for a removed one."""
    count: Count | None
    amendments: Sequence[ReportAmendment]
    answers: Sequence[OfficialAnswer]

    @property
    def clause(self) -> ClauseView:
        """The clause as the report names it."""
        found = self.before or self.after
        if found is None:
            raise NotFound
        return found

    @property
    def is_changed(self) -> bool:
        """Whether the next version says something else here."""
        if self.before is None or self.after is None:
            return True
        return self.before.wording_ref != self.after.wording_ref

    @property
    def is_spoken_of(self) -> bool:
        """Whether anyone gave anything on the words that the round was about."""
        if self.count is None:
            return False
        return bool(self.count.people or self.count.marks or self.amendments or self.answers)

    @property
    def taken_up(self) -> list[ReportAmendment]:
        """The amendments that changed its words."""
        return [each for each in self.amendments if each.is_taken_up]

    @property
    def left_out(self) -> list[ReportAmendment]:
        """The amendments that were answered and did not."""
        return [each for each in self.amendments if each.view.disposition and not each.is_taken_up]


@dataclass(frozen=True)
class Unread:
    """How much of what was handed in nobody can read, and needed no answer at closing."""

    withdrawn: int
    hidden: int


@dataclass(frozen=True)
class Report:
    """Heard, changed, not changed and why, who was missing, how it was decided."""

    page: RoundPage
    published_at: datetime | None
    """None for a preview."""
    version: int | None
    """The version that the round led to; None where no word changed, and for a preview."""
    figures: Mapping[str, Any]
    """The closing snapshot."""
    clauses: Sequence[ReportClause]
    missed: Sequence[FloorView]
    """The groups that the round should have heard and did not."""

    @property
    def amendments(self) -> list[ReportAmendment]:
        """Every amendment that was handed in."""
        return [one for each in self.clauses for one in each.amendments]

    @property
    def waiting(self) -> int:
        """How many amendments wait for their answer; none once it is published."""
        found = (each.view for each in self.amendments)
        return sum(each.is_readable and each.disposition is None for each in found)

    @property
    def unread_comments(self) -> Unread:
        """Comments that were withdrawn or hidden at closing."""
        frozen = self.figures.get("comments", {})
        return Unread(frozen.get("withdrawn", 0), frozen.get("hidden", 0))

    @property
    def unread_amendments(self) -> Unread:
        """Amendments that were withdrawn or hidden at closing; one that is both counts once."""
        frozen = self.figures.get("amendments", [])
        withdrawn = [each for each in frozen if each["withdrawn"]]
        hidden = [each for each in frozen if each["hidden"] and not each["withdrawn"]]
        return Unread(len(withdrawn), len(hidden))

    @property
    def unread_since(self) -> int:
        """How many answered amendments can no longer be read."""
        answered = [each.view for each in self.amendments if each.view.disposition]
        return sum(not each.is_readable for each in answered)


def report(ref: str, now: datetime) -> Report:
    """Return the report of a published round; a fixed number of queries.

    Raises `NotFound`, also before publication: nothing of the closing is public until then.
    """
    row = db.session.scalar(
        select(ConsultationRound).where(
            ConsultationRound.ref == ref, ConsultationRound.published_at.is_not(None)
        )
    )
    if row is None or row.published_at is None:
        raise NotFound
    outcome = db.session.execute(
        select(FrameworkVersion.id, FrameworkVersion.number)
        .join(RoundOutcome, RoundOutcome.version_id == FrameworkVersion.id)
        .where(RoundOutcome.round_id == row.id)
    ).first()
    figures = closing_snapshot(ref) or {"clauses": []}
    before = clauses_of(row.version_id)
    return Report(
        page=round_page(ref, now),
        published_at=row.published_at,
        version=outcome.number if outcome else None,
        figures=figures,
        clauses=clauses_told(row, before, clauses_of(outcome.id) if outcome else before, figures),
        missed=missed_in(row),
    )


def clauses_of(version_id: int) -> dict[str, ClauseView]:
    """Return the clauses of a version by their refs, in order."""
    return {each.ref: each for part in sections_of(version_id) for each in part.clauses}


def clauses_told(
    row: ConsultationRound,
    before: Mapping[str, ClauseView],
    after: Mapping[str, ClauseView],
    figures: Mapping[str, Any],
) -> list[ReportClause]:
    """Return what was said about each clause and what becomes of it; before publication, too.

    Shows what is not public then: for callers that have asked for permission.
    """
    refs = [*before, *(ref for ref in after if ref not in before)]
    amendments, answers = _amendments(row, refs, figures), _answers(row.id)
    return [
        ReportClause(
            before=before.get(ref),
            after=after.get(ref),
            count=count_in(figures, before[ref].wording_ref) if ref in before else None,
            amendments=amendments.get(ref, ()),
            answers=answers.get(ref, ()),
        )
        for ref in refs
    ]


def _amendments(
    row: ConsultationRound, refs: Sequence[str], figures: Mapping[str, Any]
) -> Mapping[str, Sequence[ReportAmendment]]:
    """Return by clause every amendment that was handed in.

    One that brought a new clause belongs to that clause; one about no clause to the first.
    """
    wanted = all_amendments().where(
        Contribution.round_id == row.id, Contribution.submitted_at.is_not(None)
    )
    rows = db.session.execute(wanted).all()
    views = views_of(rows, before_publication=row.published_at is None)
    brought = _brought(row.id)
    found: defaultdict[str, list[ReportAmendment]] = defaultdict(list)
    for given, view in zip(rows, views, strict=True):
        each = ReportAmendment(view, amendment_count_in(figures, view.ref))
        new = brought.get(given.Contribution.id, "") if each.is_taken_up else ""
        place = next((ref for ref in (new, view.clause_ref) if ref in refs), refs[0])
        found[place].append(each)
    return found


def _brought(round_id: int) -> Mapping[int, str]:
    """Return by amendment the clause that it brought."""
    rows = db.session.execute(
        select(NewClause.amendment_id, Clause.ref)
        .join(Clause, Clause.id == NewClause.clause_id)
        .join(Contribution, Contribution.id == NewClause.amendment_id)
        .where(Contribution.round_id == round_id)
    )
    return {row.amendment_id: row.ref for row in rows}


def _answers(round_id: int) -> Mapping[str, Sequence[OfficialAnswer]]:
    """Return the answers by the clause that their first comment is about."""
    rows = db.session.execute(
        all_comments()
        .add_columns(AnsweredComment.answer_id, Clause.ref.label("clause_ref"))
        .join(AnsweredComment, AnsweredComment.comment_id == Contribution.id)
        .join(Clause, Clause.id == ClauseWording.clause_id)
        .where(Contribution.round_id == round_id)
        .order_by(AnsweredComment.answer_id, Contribution.ref)
    ).all()
    comments: defaultdict[int, list[CommentView]] = defaultdict(list)
    places: dict[int, str] = {}
    views = comment_views(rows, 0) if rows else []
    for each, view in zip(rows, views, strict=True):
        comments[each.answer_id].append(view)
        places.setdefault(each.answer_id, each.clause_ref)
    bodies = texts_of(AnswerText.answer_id, AnswerText.body, comments)
    found: defaultdict[str, list[OfficialAnswer]] = defaultdict(list)
    for row in db.session.scalars(
        select(Answer).where(Answer.id.in_(comments)).order_by(Answer.id)
    ):
        answer = OfficialAnswer(row.ref, bodies[row.id], row.answered_at, comments[row.id])
        found[places[row.id]].append(answer)
    return found

"""What officials see of a counted round while they answer it and write the next version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.closing import Blocker, Closing, publication_blockers
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import LOCALES
from deliberate.domain.next_version import NextClause, moved_citations
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.amendments import STANDING
from deliberate.persistence.closing import closing_now, unanswered_comments
from deliberate.persistence.database import db
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.contributions import Comment, Contribution
from deliberate.persistence.models.dispositions import Disposition
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.rounds import ConsultationRound, RoundText
from deliberate.persistence.queries.amendment_rows import (
    AmendmentView,
    DispositionView,
    all_amendments,
    dispositions_of,
    views_of,
)
from deliberate.persistence.queries.round_pages import (
    FrameworkMark,
    announced_round,
    framework_mark,
)
from deliberate.persistence.queries.texts import Texts, texts_of


@dataclass(frozen=True)
class OpenAmendment:
    """An amendment with the answer that officials have given it so far."""

    view: AmendmentView
    disposition: DispositionView | None
    revision: int
    """Of the disposition; 0 where there is none."""


@dataclass(frozen=True)
class ClosingRound:
    """A round as the pages of its closing name it."""

    ref: str
    number: int
    titles: Texts
    framework: FrameworkMark
    is_published: bool


@dataclass(frozen=True)
class ClosingClause:
    """A clause of the next version with everything about it that is still open."""

    next: NextClause
    amendments: Sequence[OpenAmendment]
    comments_open: int

    @property
    def is_done(self) -> bool:
        """Whether nothing about it is open."""
        answered = all(each.disposition for each in self.amendments)
        return answered and not self.comments_open and self.is_written

    @property
    def is_written(self) -> bool:
        """Whether its next text is decided and its languages agree."""
        return self.next.is_settled and self.next.languages_agree


@dataclass(frozen=True)
class Workbench:
    """A counted round on its way to publication."""

    round: ClosingRound
    closing: Closing
    blockers: Sequence[Blocker]
    clauses: Sequence[ClosingClause]

    def clause(self, ref: str) -> ClosingClause:
        """Return a clause of the next version; raises `NotFound`."""
        found = next((each for each in self.clauses if each.next.ref == ref), None)
        if found is None:
            raise NotFound
        return found

    @property
    def moved_citations(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By clause and language, the numbers cited that mean something else from now on."""
        clauses = [each.next for each in self.clauses]
        found: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for locale in LOCALES:
            for ref, numbers in moved_citations(clauses, locale).items():
                found[ref][locale.value] = numbers
        return found

    @property
    def next_amendment(self) -> OpenAmendment | None:
        """The first amendment without an answer."""
        waiting = (
            each for clause in self.clauses for each in clause.amendments if not each.disposition
        )
        return next(waiting, None)


def workbench(
    ref: str, viewer: Actor, permission: Permission = Permission.ROUND_PUBLISH
) -> Workbench:
    """Return everything about the closing of a round.

    A fixed number of queries. Raises `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    row = announced_round(ref)
    framework = framework_mark(row)
    authorize(viewer, permission, framework.ref)
    session = db.session()
    clauses = next_clauses(session, row)
    closing = closing_now(session, row, clauses)
    amendments, waiting = _amendments(row), _waiting(row)
    return Workbench(
        round=_named(row, framework),
        closing=closing,
        blockers=publication_blockers(closing),
        clauses=[
            ClosingClause(each, _of(each, amendments), waiting.get(each.clause_id, 0))
            for each in clauses
        ],
    )


def _named(row: ConsultationRound, framework: FrameworkMark) -> ClosingRound:
    titles = texts_of(RoundText.round_id, RoundText.title, [row.id])[row.id]
    return ClosingRound(row.ref, row.number, titles, framework, row.published_at is not None)


def _amendments(row: ConsultationRound) -> Mapping[str, list[OpenAmendment]]:
    """Return the amendments that stand by the clause that they are about."""
    wanted = all_amendments().where(Contribution.round_id == row.id, *STANDING)
    found: defaultdict[str, list[OpenAmendment]] = defaultdict(list)
    for each in _open(db.session.execute(wanted).all()):
        found[each.view.clause_ref].append(each)
    return found


def _open(rows: Sequence[Any]) -> list[OpenAmendment]:
    ids = [row.Contribution.id for row in rows]
    answers = dispositions_of(ids)
    revisions = db.session.execute(
        select(Disposition.amendment_id, Disposition.revision).where(
            Disposition.amendment_id.in_(ids), Disposition.change == 0
        )
    )
    newest = {each.amendment_id: each.revision for each in revisions}
    return [
        OpenAmendment(view, answers.get(given_id), newest.get(given_id, 0))
        for given_id, view in zip(ids, views_of(rows), strict=True)
    ]


def _of(
    clause: NextClause, amendments: Mapping[str, Sequence[OpenAmendment]]
) -> Sequence[OpenAmendment]:
    """Return the amendments of a clause; a new one is answered where the clause before it is."""
    return () if clause.is_new else amendments.get(clause.ref, ())


def _waiting(row: ConsultationRound) -> Mapping[int, int]:
    """Return by clause id how many comments wait for an answer."""
    rows = db.session.execute(
        select(ClauseWording.clause_id)
        .join(Comment, Comment.wording_id == ClauseWording.id)
        .join(Contribution, Contribution.id == Comment.contribution_id)
        .where(Contribution.round_id == row.id, *unanswered_comments())
    )
    found: defaultdict[int, int] = defaultdict(int)
    for each in rows:
        found[each.clause_id] += 1
    return found


@dataclass(frozen=True)
class DispositionPage:
    """One amendment and the answer that it has so far."""

    round: ClosingRound
    clause_ref: str
    amendment: OpenAmendment


def disposition_page(ref: str, viewer: Actor) -> DispositionPage:
    """Return an amendment for the officials who answer it, withdrawn or hidden ones too.

    Raises `NotFound`, `NotPermitted`, `SignInNeeded`.
    """
    wanted = all_amendments().where(Contribution.ref == ref, Contribution.submitted_at.is_not(None))
    row = db.session.execute(wanted).first()
    if row is None:
        raise NotFound
    held = db.session.scalars(
        select(ConsultationRound).where(ConsultationRound.id == row.Contribution.round_id)
    ).one()
    framework = framework_mark(held)
    authorize(viewer, Permission.AMENDMENT_DISPOSE, framework.ref)
    return DispositionPage(_named(held, framework), row.clause_ref, _open([row])[0])

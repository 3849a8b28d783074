"""The public page of a round, and the times that officials change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import Changeability
from deliberate.domain.permissions import Permission, authorize, can
from deliberate.domain.rounds import Phase, ScheduleChangeKind
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Clause,
    Framework,
    FrameworkVersion,
    VersionClause,
    VersionSection,
    VersionText,
)
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.rounds import (
    ConsultationRound,
    RoundClause,
    RoundClauseText,
    ScheduleChange,
    ScheduleChangeText,
)
from deliberate.persistence.queries.frameworks import mark, published_versions
from deliberate.persistence.queries.rounds import RoundView, rounds_of, views_of
from deliberate.persistence.queries.texts import Texts, texts_of, words_of
from deliberate.persistence.rounds import announced_phases


@dataclass(frozen=True)
class FrameworkMark:
    """The version that a round is on, as its pages name it."""

    ref: str
    slug: str
    titles: Texts
    number: int
    is_small_body: bool


@dataclass(frozen=True)
class ChangeView:
    """A change of announced times."""

    id: int
    kind: ScheduleChangeKind
    closes_at: datetime | None
    asked_at: datetime
    effective_at: datetime | None
    reasons: Texts
    is_own: bool = False
    """Whether the viewer asked for it, and so cannot be the one who approves it."""


@dataclass(frozen=True)
class BoundClause:
    """A clause of which something is fixed, and what and why."""

    ref: str
    headings: Texts
    bodies: Texts
    changeability: Changeability
    notes: Texts


@dataclass(frozen=True)
class RoundPage:
    """Everything that the page of a round shows."""

    view: RoundView
    framework: FrameworkMark
    announced_at: datetime
    cancelled_at: datetime | None
    announced: Sequence[Phase]
    """The phases as announced."""
    phases: Sequence[Phase]
    """The phases as they stand after every change of schedule."""
    changes: Sequence[ChangeView]
    """What took effect, in order."""
    bound: Sequence[BoundClause]
    """Clauses that cannot change, or only in part; every other one can."""


def round_page(ref: str, now: datetime) -> RoundPage:
    """Return the page of an announced round; raises `NotFound`, also while it is being set up.

    A fixed number of queries, whatever was given.
    """
    row = _row(ref)
    if row.announced_at is None:
        raise NotFound
    (view,) = views_of([row], now)
    return RoundPage(
        view=view,
        framework=framework_mark(row),
        announced_at=row.announced_at,
        cancelled_at=row.cancelled_at,
        announced=announced_phases(db.session(), row.id),
        phases=view.schedule.phases,
        changes=[each for each in _changes(row.id) if each.effective_at is not None],
        bound=_bound(row),
    )


def _row(ref: str) -> ConsultationRound:
    row = db.session.scalar(select(ConsultationRound).where(ConsultationRound.ref == ref))
    if row is None:
        raise NotFound
    return row


def announced_round(ref: str) -> ConsultationRound:
    """Return a round that everybody knows of; raises `NotFound`, also while it is set up."""
    row = _row(ref)
    if row.announced_at is None:
        raise NotFound
    return row


def framework_mark(row: ConsultationRound) -> FrameworkMark:
    """Return how pages name the version that a round is on."""
    framework, version = db.session.execute(
        select(Framework, FrameworkVersion)
        .join(FrameworkVersion, FrameworkVersion.framework_id == Framework.id)
        .where(FrameworkVersion.id == row.version_id)
    ).one()
    titles = texts_of(VersionText.version_id, VersionText.title, [row.version_id])
    return FrameworkMark(
        ref=framework.ref,
        slug=framework.slug,
        titles=titles[row.version_id],
        number=mark(version).number,
        is_small_body=framework.is_small_body,
    )


@dataclass(frozen=True)
class RoundList:
    """The rounds of a framework, the newest first."""

    framework: FrameworkMark
    rounds: Sequence[RoundView]


def round_list(slug: str, now: datetime) -> RoundList:
    """Return the announced rounds of a published framework; raises `NotFound`."""
    framework, versions = published_versions(slug)
    newest = versions[0]
    titles = texts_of(VersionText.version_id, VersionText.title, [newest.id])[newest.id]
    named = FrameworkMark(
        framework.ref, framework.slug, titles, mark(newest).number, framework.is_small_body
    )
    return RoundList(named, rounds_of(framework.ref, now))


def _changes(round_id: int, viewer: Actor | None = None) -> list[ChangeView]:
    rows = db.session.execute(
        select(ScheduleChange, Account.ref)
        .join(Account, Account.id == ScheduleChange.asked_by)
        .where(ScheduleChange.round_id == round_id)
        .order_by(ScheduleChange.id)
    ).all()
    reasons = texts_of(
        ScheduleChangeText.change_id, ScheduleChangeText.reason, [change.id for change, _ in rows]
    )
    return [
        ChangeView(
            id=change.id,
            kind=change.kind,
            closes_at=change.closes_at,
            asked_at=change.asked_at,
            effective_at=change.effective_at,
            reasons=reasons[change.id],
            is_own=viewer is not None and viewer.account_ref == asked_by,
        )
        for change, asked_by in rows
    ]


def _bound(row: ConsultationRound) -> list[BoundClause]:
    rows = db.session.execute(
        select(Clause.id, Clause.ref, VersionClause.wording_id, RoundClause.changeability)
        .join(RoundClause, RoundClause.clause_id == Clause.id)
        .join(
            VersionClause,
            (VersionClause.clause_id == Clause.id)
            & (VersionClause.version_id == RoundClause.version_id),
        )
        .join(VersionSection, VersionSection.id == VersionClause.version_section_id)
        .where(RoundClause.round_id == row.id, RoundClause.changeability != Changeability.OPEN)
        .order_by(VersionSection.position, VersionClause.position)
    ).all()
    headings, bodies = words_of([each.wording_id for each in rows])
    notes = notes_of(row.id)
    return [
        BoundClause(
            each.ref,
            headings[each.wording_id],
            bodies[each.wording_id],
            each.changeability,
            notes.get(each.id, {}),
        )
        for each in rows
    ]


def notes_of(round_id: int) -> dict[int, dict[str, str]]:
    """Return by clause id what is said to be fixed in it, by language."""
    found: dict[int, dict[str, str]] = {}
    rows = db.session.scalars(select(RoundClauseText).where(RoundClauseText.round_id == round_id))
    for each in rows:
        found.setdefault(each.clause_id, {})[each.locale.value] = each.note
    return found


@dataclass(frozen=True)
class SchedulePage:
    """The times of a round, for the officials who may change them."""

    view: RoundView
    framework: FrameworkMark
    changes: Sequence[ChangeView]
    waiting: ChangeView | None
    """The request that a second official can approve."""


def schedule_page(ref: str, viewer: Actor, now: datetime) -> SchedulePage:
    """Return the times of an announced round; raises `NotFound`, `NotPermitted`, `SignInNeeded`."""
    row = _row(ref)
    framework = framework_mark(row)
    authorize(viewer, Permission.ROUND_RESCHEDULE, framework.ref)
    if row.announced_at is None:
        raise NotFound
    (view,) = views_of([row], now)
    changes = _changes(row.id, viewer)
    newest = changes[-1] if changes else None
    waiting = newest if newest and newest.effective_at is None else None
    return SchedulePage(view, framework, changes, waiting)


def is_being_set_up(ref: str, viewer: Actor) -> bool:
    """Whether there is a round that is not announced yet and that the viewer may set up."""
    row = _row(ref)
    here = framework_mark(row).ref
    return row.announced_at is None and can(viewer, Permission.ROUND_SET_UP, here)

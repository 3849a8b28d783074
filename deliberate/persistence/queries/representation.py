"""Who was heard, as everybody may see it, and what officials owe the groups that were missed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.disclosure import is_at_odds
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.representation import FloorStatus
from deliberate.domain.votes import SupportBand
from deliberate.persistence.database import db
from deliberate.persistence.groups import groups_of, targets_of
from deliberate.persistence.models.representation import FloorSnapshot
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries.frameworks import ClauseView, sections_of
from deliberate.persistence.queries.round_pages import (
    FrameworkMark,
    announced_round,
    framework_mark,
)
from deliberate.persistence.queries.rounds import RoundView, views_of
from deliberate.persistence.queries.snapshots import closing_snapshot
from deliberate.persistence.queries.texts import Texts
from deliberate.persistence.quorums import justified_in, releases_of


@dataclass(frozen=True)
class FloorView:
    """What a round owes a priority group, and all that may be told of it."""

    group: str
    """Its ref."""
    names: Texts
    share: int
    floor: int
    status: FloorStatus | None
    """None until anything may be told."""
    reasons: Texts
    """Why the round closes without the group; empty where it was heard or nobody has said."""

    @property
    def is_missed(self) -> bool:
        """Whether the round has been counted without enough people of the group."""
        return self.status in {FloorStatus.NOT_YET, FloorStatus.NOT_ENOUGH_EVIDENCE}


@dataclass(frozen=True)
class FigureView:
    """What is told of a group; hidden where there are too few people."""

    names: Texts
    people: int
    band: SupportBand | None

    @property
    def is_hidden(self) -> bool:
        """Whether only the group's name is told."""
        return self.band is None

    def is_at_odds_with(self, everyone: SupportBand | None) -> bool:
        """Whether the majority agrees and this group does not."""
        return is_at_odds(everyone, self.band)


@dataclass(frozen=True)
class ClauseFigures:
    """What groups think of a clause, beside everyone together."""

    clause: ClauseView
    everyone: SupportBand | None
    figures: Sequence[FigureView]

    @property
    def at_odds(self) -> Sequence[FigureView]:
        """The groups that do not agree where the majority does."""
        return [each for each in self.figures if each.is_at_odds_with(self.everyone)]


@dataclass(frozen=True)
class RepresentationPage:
    """Who was heard in a round; the same for everyone."""

    view: RoundView
    framework: FrameworkMark
    floors: Sequence[FloorView]
    people: Sequence[FigureView]
    """How many of each group took part; empty before the result may be told."""
    declared: int
    """How many said something about themselves, rounded down to five."""
    mixes: Mapping[str, Any]
    """The counts of participants of the closing snapshot."""
    clauses: Sequence[ClauseFigures]
    """What each group thinks of the clauses voted on; empty before the result may be told."""

    @property
    def missed(self) -> Sequence[FloorView]:
        """The groups that the round should have heard and did not, after counting."""
        return [each for each in self.floors if each.is_missed] if self.view.snapshot_at else []


def representation_page(ref: str, now: datetime) -> RepresentationPage:
    """Return who is heard in an announced round; raises `NotFound`. A fixed number of queries."""
    row = announced_round(ref)
    (view,) = views_of([row], now)
    session = db.session()
    release = releases_of(session, [row.id]).get(row.id, {})
    told = release if view.is_told else {}
    names = {each.ref: each.group.names for each in groups_of(session, row.framework_id)}
    names |= release.get("names", {})
    figures = closing_snapshot(ref) if view.snapshot_at else None
    return RepresentationPage(
        view=view,
        framework=framework_mark(row),
        floors=_floors(row, names, release),
        people=_figures(told.get("people", ()), names),
        declared=told.get("declared", 0),
        mixes=(figures or {}).get("participants", {}),
        clauses=_clauses(row, told, names) if told else (),
    )


def _clauses(
    row: ConsultationRound, told: Mapping[str, Any], names: Mapping[str, Texts]
) -> list[ClauseFigures]:
    """Return the clauses that were voted on, in the order of the text."""
    clauses = (clause for part in sections_of(row.version_id) for clause in part.clauses)
    by_wording = told["clauses"]
    return [
        ClauseFigures(
            clause,
            _band(told["everyone"][clause.wording_ref]),
            _figures(by_wording[clause.wording_ref], names),
        )
        for clause in clauses
        if clause.wording_ref in by_wording
    ]


def _band(value: str | None) -> SupportBand | None:
    return SupportBand(value) if value else None


def _floors(
    row: ConsultationRound, names: Mapping[str, Texts], release: Mapping[str, Any]
) -> list[FloorView]:
    session = db.session()
    reasons = justified_in(session, [row.id]).get(row.id, {})
    told = {each["group"]: FloorStatus(each["status"]) for each in release.get("floors", ())}
    status = told or _told_so_far(row)
    return [
        FloorView(
            each.group,
            names[each.group],
            each.share,
            each.floor,
            status.get(each.group),
            reasons.get(each.group, {}),
        )
        for each in targets_of(session, row.id)
    ]


def _told_so_far(row: ConsultationRound) -> dict[str, FloorStatus]:
    """Return what the newest snapshot of an open round tells, by group."""
    newest = db.session.scalar(
        select(FloorSnapshot.statuses)
        .where(FloorSnapshot.round_id == row.id)
        .order_by(FloorSnapshot.taken_at.desc())
        .limit(1)
    )
    statuses = json.loads(newest) if newest else {}
    return {group: FloorStatus(status) for group, status in statuses.items()}


def _figures(figures: Sequence[Mapping[str, Any]], names: Mapping[str, Texts]) -> list[FigureView]:
    return [
        FigureView(
            names[each["group"]],
            each.get("people", 0),
            _band(each.get("band")),
        )
        for each in figures
    ]


def missed_in(row: ConsultationRound) -> list[FloorView]:
    """Return the groups that a counted round should have heard and did not, in five queries."""
    session = db.session()
    release = releases_of(session, [row.id]).get(row.id)
    if release is None or not release["missed"]:
        return []
    names = {each.ref: each.group.names for each in groups_of(session, row.framework_id)}
    return [each for each in _floors(row, names, release) if each.is_missed]


def missed_page(ref: str, viewer: Actor, now: datetime) -> RepresentationPage:
    """Return who was missed, for officials of the round.

    Raises `NotFound`, also before the count, `NotPermitted`, `SignInNeeded`.
    """
    page = representation_page(ref, now)
    authorize(viewer, Permission.ROUND_PUBLISH, page.framework.ref)
    if page.view.snapshot_at is None:
        raise NotFound
    return page

"""Whether someone said anything about themselves in a round; never what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from deliberate.domain.actors import Actor
from deliberate.persistence.database import db
from deliberate.persistence.groups import ListedGroup, groups_of
from deliberate.persistence.models.representation import SelfDeclaration
from deliberate.persistence.models.rounds import ConsultationRound, RoundText
from deliberate.persistence.queries.mine import people_of
from deliberate.persistence.queries.round_pages import (
    FrameworkMark,
    announced_round,
    framework_mark,
)
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.rounds import schedule_of
from deliberate.persistence.self_declarations import has_taken_part


@dataclass(frozen=True)
class DeclarationPage:
    """The groups that a round asks about, and where the viewer stands."""

    ref: str
    titles: Texts
    framework: FrameworkMark
    groups: Sequence[ListedGroup]
    has_taken_part: bool
    declared_at: datetime | None
    """The day on which the viewer said something, None for never."""
    is_over: bool
    """Whether nothing can be said any more, and only be deleted."""


def declaration_page(ref: str, viewer: Actor, now: datetime) -> DeclarationPage:
    """Return what a person is asked about themselves; raises `NotFound`. A stranger gave nothing.

    A fixed number of queries.
    """
    row = announced_round(ref)
    session = db.session()
    people = people_of(viewer)
    schedule = schedule_of(session, row)
    return DeclarationPage(
        ref=row.ref,
        titles=texts_of(RoundText.round_id, RoundText.title, [row.id])[row.id],
        framework=framework_mark(row),
        groups=groups_of(session, row.framework_id),
        has_taken_part=has_taken_part(session, row.id, people),
        declared_at=db.session.scalar(
            select(func.max(SelfDeclaration.declared_at)).where(
                SelfDeclaration.round_id == row.id, SelfDeclaration.participant_id.in_(people)
            )
        ),
        is_over=schedule.snapshot_at is not None or now >= schedule.closes_at,
    )


@dataclass(frozen=True)
class DeclaredRound:
    """A round in which someone said something about themselves."""

    ref: str
    titles: Texts


def declared_rounds(viewer: Actor) -> list[DeclaredRound]:
    """Return the rounds in which the viewer said something about themselves, in three queries."""
    rows = db.session.execute(
        select(ConsultationRound.id, ConsultationRound.ref)
        .join(SelfDeclaration, SelfDeclaration.round_id == ConsultationRound.id)
        .where(SelfDeclaration.participant_id.in_(people_of(viewer)))
        .distinct()
        .order_by(ConsultationRound.id.desc())
    ).all()
    titles = texts_of(RoundText.round_id, RoundText.title, [row.id for row in rows])
    return [DeclaredRound(row.ref, titles[row.id]) for row in rows]

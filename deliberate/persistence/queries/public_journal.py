"""What officials, moderators and operators did, for everybody: never who, never about whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select, union_all
from sqlalchemy.orm import aliased

from deliberate.domain.actors import Role
from deliberate.domain.acts import BY_THE_CLOCK, OFFICE, ActKind, PublicAct, kind_of
from deliberate.domain.credentials import keyed_hash
from deliberate.domain.errors import NotFound
from deliberate.domain.moderation import ConductRule
from deliberate.domain.representation import ReadingReason
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Framework, FrameworkVersion
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.rounds import (
    ConsultationRound,
    ScheduleChange,
    ScheduleChangeText,
)
from deliberate.persistence.queries.texts import Texts, texts_of
from deliberate.persistence.sealing import seal, unseal

JOURNAL_PAGE = 50
PLACE = "place in the journal"


@dataclass(frozen=True)
class Filters:
    """What of the journal is asked for; everything without any."""

    kind: ActKind | None = None
    framework_slug: str | None = None


@dataclass(frozen=True)
class Deed:
    """An act of office. Refs are set only where the thing is public and names no person."""

    key: str
    """Names the act in a feed, keyed. Not its number: gaps would count what participants did."""
    at: datetime
    """Shown as a date."""
    role: Role | None
    """None for what the clock did."""
    act: PublicAct
    rule: ConductRule | None
    """The rule of conduct that a moderator named."""
    read_for: ReadingReason | None
    """Why what one person said about themselves was read."""
    framework_slug: str | None
    round_ref: str | None
    statement_ref: str | None
    reasons: Texts = field(default_factory=dict)
    """Why announced times changed, as the page of the round says it."""


@dataclass(frozen=True)
class JournalPage:
    """A page of the journal, newest first."""

    deeds: Sequence[Deed]
    earlier: str | None
    """The sealed place where the next page begins; None on the last one."""


def public_journal(filters: Filters, key: str, before: str | None = None) -> JournalPage:
    """Return a page of acts, from a sealed place on backwards; raises `NotFound` for a forged one.

    Five queries at most, whose cost does not grow with what participants did. What is about a
    draft or a round that is not announced is left out. `key` is the site's key.
    """
    ids = db.session.scalars(_newest(filters, _place(before, key))).all()
    shown = db.session.execute(_entries(ids[:JOURNAL_PAGE])).all()
    statements, reasons = _statements(shown), _reasons(shown)
    deeds = [_deed(row, key, statements, reasons) for row in shown]
    more = len(ids) > JOURNAL_PAGE
    return JournalPage(deeds, seal(str(shown[-1].id), PLACE, key) if more else None)


def _place(before: str | None, key: str) -> int | None:
    try:
        return int(unseal(before, PLACE, key)) if before else None
    except InvalidToken as forged:
        raise NotFound from forged


def _newest(filters: Filters, before: int | None) -> Select[int]:
    """Give the ids of a page and one more: the newest of the newest of each act.

    One short walk along the index for each act; a single walk would pass every vote on its way.
    """
    acts = [act for act in PublicAct if filters.kind in (None, kind_of(act))]
    walks = [_walk(act, filters.framework_slug, before).subquery() for act in acts]
    found = union_all(*(select(walk.c.id) for walk in walks)).subquery()
    return select(found.c.id).order_by(found.c.id.desc()).limit(JOURNAL_PAGE + 1)


def _walk(act: PublicAct, slug: str | None, before: int | None) -> Select[int]:
    roles = [role.value for role in OFFICE]
    if act is PublicAct.CLOSE_ROUND:
        roles.append(BY_THE_CLOCK)
    walk = select(JournalEntry.id).where(
        JournalEntry.object_kind == act.thing,
        JournalEntry.verb == act.verb,
        JournalEntry.role.in_(roles),
        *_may_be_read(act, slug),
    )
    if before is not None:
        walk = walk.where(JournalEntry.id < before)
    return walk.order_by(JournalEntry.id.desc()).limit(JOURNAL_PAGE + 1)


def _may_be_read(act: PublicAct, slug: str | None) -> list[ColumnElement[bool]]:
    named = [Framework.slug == slug] if slug else []
    if act.thing == "round":
        return [
            exists().where(
                ConsultationRound.ref == JournalEntry.object_ref,
                ConsultationRound.announced_at.is_not(None),
                Framework.id == ConsultationRound.framework_id,
                *named,
            )
        ]
    if act.thing == "framework":
        return [
            exists().where(
                Framework.ref == JournalEntry.object_ref,
                FrameworkVersion.framework_id == Framework.id,
                FrameworkVersion.published_at.is_not(None),
                *named,
            )
        ]
    return [JournalEntry.id < 0] if slug else []


def _entries(ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    own, of_round = aliased(Framework), aliased(Framework)
    is_about_round = and_(
        JournalEntry.object_kind == "round", ConsultationRound.ref == JournalEntry.object_ref
    )
    is_about_framework = and_(
        JournalEntry.object_kind == "framework", own.ref == JournalEntry.object_ref
    )
    return (
        select(
            JournalEntry.id,
            JournalEntry.at,
            JournalEntry.role,
            JournalEntry.verb,
            JournalEntry.object_kind,
            JournalEntry.object_ref,
            JournalEntry.reason,
            func.coalesce(own.slug, of_round.slug).label("slug"),
            ConsultationRound.ref.label("round_ref"),
        )
        .outerjoin(ConsultationRound, is_about_round)
        .outerjoin(of_round, of_round.id == ConsultationRound.framework_id)
        .outerjoin(own, is_about_framework)
        .where(JournalEntry.id.in_(ids))
        .order_by(JournalEntry.id.desc())
    )


Act = tuple[str, str, datetime]
"""Ref of the thing, verb and moment: what a row of the journal and the row it tells of share."""


def _statements(rows: Sequence[Row[Any]]) -> Mapping[Act, str]:
    refs = [row.object_ref for row in rows if row.object_kind in ("comment", "amendment")]
    found = db.session.execute(
        select(Contribution.ref, ModerationAction)
        .join(ModerationAction, ModerationAction.contribution_id == Contribution.id)
        .where(Contribution.ref.in_(refs))
    )
    return {(ref, str(action.decision), action.decided_at): action.ref for ref, action in found}


def _reasons(rows: Sequence[Row[Any]]) -> Mapping[Act, Texts]:
    refs = {row.round_ref for row in rows if row.round_ref}
    found = db.session.execute(
        select(ConsultationRound.ref, ScheduleChange)
        .join(ScheduleChange, ScheduleChange.round_id == ConsultationRound.id)
        .where(ConsultationRound.ref.in_(refs), ScheduleChange.effective_at.is_not(None))
    ).all()
    words = texts_of(
        ScheduleChangeText.change_id, ScheduleChangeText.reason, [each.id for _, each in found]
    )
    return {
        (ref, str(change.kind), change.effective_at): words[change.id]
        for ref, change in found
        if change.effective_at
    }


def _deed(
    row: Row[Any], key: str, statements: Mapping[Act, str], reasons: Mapping[Act, Texts]
) -> Deed:
    is_rule = row.reason in {rule.value for rule in ConductRule}
    is_reading = row.reason in {each.value for each in ReadingReason}
    named = (row.object_ref, row.verb, row.at)
    is_appeal = row.object_kind == "moderation action"
    return Deed(
        key=keyed_hash("public act", str(row.id), key),
        at=row.at,
        role=None if row.role == BY_THE_CLOCK else Role(row.role),
        act=PublicAct(f"{row.verb} {row.object_kind}"),
        rule=ConductRule(row.reason) if is_rule else None,
        read_for=ReadingReason(row.reason) if is_reading else None,
        framework_slug=row.slug,
        round_ref=row.round_ref,
        statement_ref=row.object_ref if is_appeal else statements.get(named),
        reasons=reasons.get(named, {}),
    )

"""What tests of moderation look at, and how they do things at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Thread

from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import Actor
from deliberate.domain.errors import DomainError
from deliberate.domain.moderation import (
    ConductRule,
    ModerationDecision,
)
from deliberate.domain.visibility import Viewer, Visibility, Words, visible_text
from deliberate.persistence.database import Model, db
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.visibility import latest_actions
from tests.factories.contributions import (
    contribution,
    original,
)
from tests.factories.rounds import Round

HOUR = timedelta(hours=1)
KEEP, HIDE, REDACT, RESTORE = (
    ModerationDecision.KEEP,
    ModerationDecision.HIDE,
    ModerationDecision.REDACT,
    ModerationDecision.RESTORE,
)
ATTACK, HATE = ConductRule.ATTACK, ConductRule.HATE


def moderators(held: Round) -> tuple[Actor, Actor]:
    return held.staff.moderators


def public(ref: str, *, premoderated: bool = False) -> str:
    """Return what everybody reads of a contribution."""
    db.session.rollback()
    found = contribution(ref)
    words = Words(
        original(ref).body,
        is_withdrawn=found.withdrawn_at is not None,
        is_premoderated=premoderated,
    )
    return visible_text(words, latest_actions([found.id])[found.id], Viewer()).text


def kind(ref: str) -> Visibility:
    found = contribution(ref)
    words = Words(original(ref).body, is_withdrawn=found.withdrawn_at is not None)
    return visible_text(words, latest_actions([found.id])[found.id]).kind


def counted(model: type[Model]) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def journal(verb: str) -> list[JournalEntry]:
    db.session.rollback()
    return list(db.session.scalars(select(JournalEntry).where(JournalEntry.verb == verb)))


def mails(template: str = "moderation_notice") -> list[OutboxMessage]:
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == template)))


def race(app: Flask, acts: Sequence[Callable[[], object]]) -> list[str]:
    """Do everything at once; return the names of the refusals."""
    db.session.remove()
    refused: list[str] = []

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            try:
                act()
            except DomainError as error:
                refused.append(type(error).__name__)
            db.session.remove()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return refused

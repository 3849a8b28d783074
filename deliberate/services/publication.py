"""Publishing a mended draft as version 1 of its framework."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.publication import ensure_publishable
from deliberate.domain.text import normalise
from deliberate.persistence.database import transaction
from deliberate.persistence.drafts import locked_draft
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import (
    Clause,
    ClauseWording,
    Framework,
    FrameworkDraft,
    FrameworkText,
    FrameworkVersion,
    Section,
    VersionClause,
    VersionClauseNumber,
    VersionSection,
    VersionSectionText,
    VersionText,
    WordingText,
)
from deliberate.persistence.models.participants import Account


def publish_first_version(actor: Actor, ref: str, revision: int, now: datetime) -> None:
    """Turn the draft into version 1, for good; the draft is gone afterwards.

    Raises `NothingToPublish`, `LanguagesIncomplete`, `TitleTooLong`, `StaleDraft`, `NotFound` (no
    draft: it is published already, or never was).
    """
    authorize(actor, Permission.FRAMEWORK_PUBLISH, ref)
    with transaction() as session:
        framework, newest = locked_draft(session, ref, revision)
        draft = Draft.from_json(json.loads(newest.body))
        ensure_publishable(draft)
        version = FrameworkVersion(
            framework_id=framework.id,
            number=1,
            published_at=now,
            published_by=session.scalar(select(Account.id).where(Account.ref == actor.account_ref)),
        )
        session.add(version)
        session.flush()
        session.add_all(
            VersionText(version_id=version.id, locale=Locale(locale), title=title)
            for locale, title in draft.titles.items()
        )
        for position, section in enumerate(draft.sections):
            _add_section(session, version, position, section, now)
        session.execute(delete(FrameworkDraft).where(FrameworkDraft.framework_id == framework.id))
        thing = Thing("framework", framework.ref)
        record(session, actor, "publish", thing, now, framework_ref=framework.ref)


def _add_section(
    session: Session,
    version: FrameworkVersion,
    position: int,
    section: DraftSection,
    now: datetime,
) -> None:
    identity = Section(framework_id=version.framework_id)
    session.add(identity)
    session.flush()
    placed = VersionSection(version_id=version.id, section_id=identity.id, position=position)
    session.add(placed)
    session.flush()
    session.add_all(
        VersionSectionText(version_section_id=placed.id, locale=Locale(locale), title=title)
        for locale, title in section.titles.items()
    )
    for order, clause in enumerate(section.clauses):
        _add_clause(session, version, placed, order, clause, now)


def _add_clause(
    session: Session,
    version: FrameworkVersion,
    section: VersionSection,
    position: int,
    clause: DraftClause,
    now: datetime,
) -> None:
    identity = Clause(framework_id=version.framework_id)
    session.add(identity)
    session.flush()
    wording = ClauseWording(clause_id=identity.id, created_at=now)
    session.add(wording)
    session.flush()
    placed = VersionClause(
        version_id=version.id,
        version_section_id=section.id,
        clause_id=identity.id,
        wording_id=wording.id,
        position=position,
    )
    session.add(placed)
    session.flush()
    for locale, cell in clause.cells.items():
        session.add(_words(wording.id, locale, cell))
        if cell.number:
            session.add(
                VersionClauseNumber(
                    version_clause_id=placed.id, locale=Locale(locale), number=cell.number
                )
            )


def _words(wording_id: int, locale: str, cell: Cell) -> WordingText:
    return WordingText(
        wording_id=wording_id,
        locale=Locale(locale),
        heading=normalise(cell.heading) or None,
        body=normalise(cell.text),
    )


def describe_framework(
    actor: Actor, ref: str, descriptions: Mapping[str, str], now: datetime
) -> None:
    """Say in each language what the document is; an empty text takes the old one away."""
    authorize(actor, Permission.FRAMEWORK_DRAFT, ref)
    with transaction() as session:
        framework = session.scalar(select(Framework).where(Framework.ref == ref))
        if framework is None:
            raise NotFound
        for locale, text in descriptions.items():
            session.execute(
                delete(FrameworkText).where(
                    FrameworkText.framework_id == framework.id, FrameworkText.locale == locale
                )
            )
            words = normalise(text).strip()
            if words:
                session.add(
                    FrameworkText(
                        framework_id=framework.id, locale=Locale(locale), description=words
                    )
                )
        thing = Thing("framework", ref)
        record(session, actor, "describe", thing, now, framework_ref=ref)

"""Publishing a mended draft as version 1 of its framework."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor
from deliberate.domain.drafts import Draft, DraftClause, DraftSection
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.permissions import Permission, authorize
from deliberate.domain.publication import ensure_publishable
from deliberate.domain.text import normalise
from deliberate.persistence.database import transaction
from deliberate.persistence.drafts import locked_draft
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import (
    Framework,
    FrameworkDraft,
    FrameworkText,
    FrameworkVersion,
)
from deliberate.persistence.models.participants import Account
from deliberate.persistence.versions import (
    Wordings,
    add_version,
    new_clause,
    new_section,
    new_wording,
    place_clause,
    place_section,
)


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
        published_by = session.scalar(select(Account.id).where(Account.ref == actor.account_ref))
        version = add_version(session, framework.id, 1, draft.titles, published_by, now)
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
    section_id = new_section(session, version.framework_id)
    placed = place_section(session, version, section_id, position, section.titles)
    for order, clause in enumerate(section.clauses):
        identity = new_clause(session, version.framework_id)
        wording_id = new_wording(session, identity.id, _words(clause), now)
        numbers = [(locale, cell.number) for locale, cell in clause.cells.items()]
        place_clause(session, placed, order, (identity.id, wording_id), numbers)


def _words(clause: DraftClause) -> dict[str, Wordings]:
    return {locale: Wordings(cell.text, cell.heading) for locale, cell in clause.cells.items()}


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

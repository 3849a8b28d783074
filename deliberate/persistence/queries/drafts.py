"""The draft of a framework as those who mend it see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from deliberate.domain.actors import Actor
from deliberate.domain.drafts import Draft
from deliberate.domain.errors import NotFound
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework, FrameworkDraft


@dataclass(frozen=True)
class DraftPage:
    """The newest step of a draft."""

    framework_ref: str
    slug: str
    revision: int
    can_undo: bool
    saved_at: datetime
    draft: Draft


def draft_page(slug: str, viewer: Actor) -> DraftPage:
    """Return the newest step; raises `NotFound`, `NotPermitted`, `SignInNeeded`."""
    before = aliased(FrameworkDraft)
    row = db.session.execute(
        select(Framework, FrameworkDraft, before.revision)
        .outerjoin(FrameworkDraft, FrameworkDraft.framework_id == Framework.id)
        .outerjoin(
            before,
            (before.framework_id == Framework.id) & (before.revision == FrameworkDraft.parent),
        )
        .where(Framework.slug == slug)
        .order_by(FrameworkDraft.revision.desc())
        .limit(1)
    ).first()
    authorize(viewer, Permission.FRAMEWORK_DRAFT, row[0].ref if row else None)
    if row is None or row[1] is None:
        raise NotFound
    framework, step, earlier = row
    return DraftPage(
        framework_ref=framework.ref,
        slug=framework.slug,
        revision=step.revision,
        can_undo=earlier is not None,
        saved_at=step.made_at,
        draft=Draft.from_json(json.loads(step.body)),
    )

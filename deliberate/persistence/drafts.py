"""The newest step of a framework's draft, locked for the use case that goes on from it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.errors import NotFound, StaleDraft
from deliberate.persistence.models.frameworks import Framework, FrameworkDraft


def locked_draft(session: Session, ref: str, revision: int) -> tuple[Framework, FrameworkDraft]:
    """Return a framework, locked, and the newest step of its draft.

    Raises `NotFound`, and `StaleDraft` when that is not `revision`.
    """
    framework = session.scalar(select(Framework).where(Framework.ref == ref).with_for_update())
    if framework is None:
        raise NotFound
    newest = session.scalar(
        select(FrameworkDraft)
        .where(FrameworkDraft.framework_id == framework.id)
        .order_by(FrameworkDraft.revision.desc())
        .limit(1)
    )
    if newest is None:
        raise NotFound
    if newest.revision != revision:
        raise StaleDraft
    return framework, newest

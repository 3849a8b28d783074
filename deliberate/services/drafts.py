"""Bringing a text in, putting its pairing right, step by step, each step saved."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deliberate.documents import import_framework
from deliberate.domain.actors import Actor, Role
from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import FrameworkKind, SlugTaken, ensure_slug
from deliberate.domain.permissions import Permission, authorize
from deliberate.persistence.database import transaction
from deliberate.persistence.drafts import locked_draft
from deliberate.persistence.journal import Thing, record
from deliberate.persistence.models.frameworks import Framework, FrameworkDraft, FrameworkVersion
from deliberate.persistence.models.participants import Account, RoleGrant

KEPT_STEPS = 30


def import_texts(
    actor: Actor, slug: str, kind: FrameworkKind, files: Mapping[str, bytes], now: datetime
) -> str:
    """Read one file per language into the draft of a new framework; return the framework's ref.

    A framework that is not published yet gets the new reading as one more step of its draft, so
    that undoing leads back to the old one. An importer with an account becomes its official.
    Raises `BadSlug`, `SlugTaken`, `DocumentUnreadable`.
    """
    authorize(actor, Permission.FRAMEWORK_CREATE)
    slug = ensure_slug(slug)
    body = dump(import_framework(files))
    with transaction() as session:
        framework = session.scalar(
            select(Framework).where(Framework.slug == slug).with_for_update()
        )
        if framework is None:
            framework = _new_framework(session, actor, slug, kind, now)
        elif _is_published(session, framework) or not _may_draft(actor, framework):
            raise SlugTaken
        _save_step(session, actor, framework, body, now, _newest_revision(session, framework))
        role = None if actor.is_operator else Role.OFFICIAL
        record(session, actor, "import", Thing("framework", framework.ref), now, role=role)
        return framework.ref


def mend_draft(
    actor: Actor, ref: str, revision: int, edit: Callable[[Draft], Draft], now: datetime
) -> int:
    """Apply one edit to a draft and save the result; return the new revision.

    Raises what the edit raises, and `StaleDraft` when `revision` is not the newest any more.
    """
    authorize(actor, Permission.FRAMEWORK_DRAFT, ref)
    with transaction() as session:
        framework, newest = locked_draft(session, ref, revision)
        body = dump(edit(Draft.from_json(json.loads(newest.body))))
        return _save_step(session, actor, framework, body, now, newest.revision)


def undo_mending(actor: Actor, ref: str, revision: int, now: datetime) -> int:
    """Go back by one step; return the new revision. Nothing to undo changes nothing."""
    authorize(actor, Permission.FRAMEWORK_DRAFT, ref)
    with transaction() as session:
        framework, newest = locked_draft(session, ref, revision)
        before = session.get(FrameworkDraft, (framework.id, newest.parent or 0))
        if before is None:
            return newest.revision
        return _save_step(session, actor, framework, before.body, now, before.parent)


def dump(draft: Draft) -> str:
    """Return the draft as it is stored."""
    return json.dumps(draft.to_json(), ensure_ascii=False, separators=(",", ":"))


def _new_framework(
    session: Session, actor: Actor, slug: str, kind: FrameworkKind, now: datetime
) -> Framework:
    framework = Framework(slug=slug, kind=kind, created_at=now)
    session.add(framework)
    session.flush()
    account_id = session.scalar(select(Account.id).where(Account.ref == actor.account_ref))
    if account_id is not None:
        session.add(
            RoleGrant(
                account_id=account_id,
                framework_id=framework.id,
                role=Role.OFFICIAL,
                granted_by=account_id,
                granted_at=now,
            )
        )
    return framework


def _is_published(session: Session, framework: Framework) -> bool:
    found = session.scalar(
        select(func.count()).where(
            FrameworkVersion.framework_id == framework.id,
            FrameworkVersion.published_at.is_not(None),
        )
    )
    return bool(found)


def _may_draft(actor: Actor, framework: Framework) -> bool:
    return actor.is_operator or actor.has_role(Role.OFFICIAL, framework.ref)


def _newest_revision(session: Session, framework: Framework) -> int | None:
    return session.scalar(
        select(func.max(FrameworkDraft.revision)).where(FrameworkDraft.framework_id == framework.id)
    )


def _save_step(
    session: Session,
    actor: Actor,
    framework: Framework,
    body: str,
    now: datetime,
    parent: int | None,
) -> int:
    revision = (_newest_revision(session, framework) or 0) + 1
    session.add(
        FrameworkDraft(
            framework_id=framework.id,
            revision=revision,
            parent=parent,
            body=body,
            made_by=session.scalar(select(Account.id).where(Account.ref == actor.account_ref)),
            made_at=now,
        )
    )
    session.execute(
        delete(FrameworkDraft).where(
            FrameworkDraft.framework_id == framework.id,
            FrameworkDraft.revision <= revision - KEPT_STEPS,
        )
    )
    return revision

"""Where a use case records what happened, and what it owes to whom by mail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deliberate.domain.actors import Actor, Role
from deliberate.domain.localized import Locale
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage


@dataclass(frozen=True)
class Thing:
    """What an act was done to: the kind of thing and its public ref."""

    kind: str
    ref: str


def record(
    session: Session,
    actor: Actor,
    verb: str,
    thing: Thing,
    now: datetime,
    *,
    framework_ref: str | None = None,
    role: Role | None = None,
    reason: str | None = None,
) -> None:
    """Add one entry to the journal inside the caller's transaction.

    `role` is for an act that is no single framework's; otherwise the role is the one that the
    actor holds on `framework_ref`. Never pass a choice, a text, an address or a group.
    """
    session.add(
        JournalEntry(
            at=now,
            role=role or actor.acting_role(framework_ref),
            actor_ref=actor.account_ref,
            verb=verb,
            object_kind=thing.kind,
            object_ref=thing.ref,
            reason=reason,
            via=actor.via,
        )
    )


def owe_mail(
    session: Session,
    template: str,
    address: str,
    locale: str,
    facts: Mapping[str, str],
    now: datetime,
) -> None:
    """Put a mail into the outbox inside the caller's transaction; no secret belongs in `facts`."""
    session.add(
        OutboxMessage(
            template=template,
            locale=Locale(locale),
            address=address,
            facts=json.dumps(dict(facts)),
            created_at=now,
            due_at=now,
        )
    )

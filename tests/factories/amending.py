"""Amendments made through the doors that everyone uses. All need an application context."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentKind, Proposal
from deliberate.persistence.queries.amendment_drafts import own_amendment
from deliberate.services import amendments
from deliberate.services.amendments import NewDraft
from tests.factories.amendments import IMPACT, REASON
from tests.factories.comments import wording_in
from tests.factories.rounds import Round

_numbers = count(1)
WORDS = "An automated decision is explained within fourteen days."


def proposals(**bodies: str) -> dict[str, Proposal]:
    """Return what an amendment says, with a reason, by language."""
    return {locale: Proposal("", body, REASON, IMPACT) for locale, body in bodies.items()}


def new_draft(held: Round, clause: int = 0, **facts: Any) -> NewDraft:
    """Return a change of the English words of a clause, from a form of its own."""
    clause_ref = held.framework.clause_refs[clause]
    told = {
        "round_ref": held.ref,
        "clause_ref": clause_ref,
        "wording_ref": wording_in(held.ref, clause_ref),
        "kind": AmendmentKind.CHANGE,
        "proposals": proposals(en=WORDS),
        "form_key": f"the key of amendment {next(_numbers)}",
    }
    return NewDraft(**{**told, **facts})


def draft(actor: Actor, held: Round, now: datetime, clause: int = 0, **facts: Any) -> str:
    """Save a draft and return its ref."""
    return amendments.save_draft(actor, new_draft(held, clause, **facts), now)


def amendment(
    actor: Actor,
    held: Round,
    now: datetime,
    bodies: Mapping[str, str] | None = None,
    clause: int = 0,
    **facts: Any,
) -> str:
    """Hand an amendment in and return its ref."""
    if bodies is not None:
        facts["proposals"] = proposals(**bodies)
    ref = draft(actor, held, now, clause, **facts)
    amendments.submit_amendment(actor, ref, number_of(actor, ref, now), now)
    return ref


def number_of(actor: Actor, ref: str, now: datetime) -> int:
    """Return the number of the newest revision of one's own amendment."""
    return own_amendment(ref, actor, now).number

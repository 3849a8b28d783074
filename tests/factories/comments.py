"""Comments, given through the door that everyone uses. All need an application context."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.localized import Locale
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Clause, ClauseWording, VersionClause
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.services import comments
from deliberate.services.comments import NewComment
from tests.factories.rounds import Round

_numbers = count(1)


def wording_in(round_ref: str, clause_ref: str) -> str:
    """Return the wording of a clause that a round is about."""
    return db.session.scalars(
        select(ClauseWording.ref)
        .join(VersionClause, VersionClause.wording_id == ClauseWording.id)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(ConsultationRound, ConsultationRound.version_id == VersionClause.version_id)
        .where(ConsultationRound.ref == round_ref, Clause.ref == clause_ref)
    ).one()


def new_comment(made: Round, clause: int = 0, **facts: Any) -> NewComment:
    """Return something to say on a clause of a round, in words and from a form of its own."""
    number, clause_ref = next(_numbers), made.framework.clause_refs[clause]
    told = {
        "round_ref": made.ref,
        "clause_ref": clause_ref,
        "wording_ref": wording_in(made.ref, clause_ref),
        "body": f"The letter came without a reason, case {number}.",
        "locale": Locale.EN,
        "form_key": f"the key of form {number}",
    }
    return NewComment(**{**told, **facts})


def comment(actor: Actor, made: Round, now: datetime, clause: int = 0, **facts: Any) -> str:
    """Post a comment and return its ref."""
    return comments.post_comment(actor, new_comment(made, clause, **facts), now).ref

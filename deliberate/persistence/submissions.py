"""Forms that were sent: the same form makes one contribution, however often it arrives."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deliberate.domain.credentials import token_hash
from deliberate.persistence.models.comments import Submission
from deliberate.persistence.models.contributions import Contribution


def made_by_form(session: Session, form_key: str) -> Contribution | None:
    """Return what a form made when it arrived before, None for a new one."""
    return session.scalar(
        select(Contribution)
        .join(Submission, Submission.contribution_id == Contribution.id)
        .where(Submission.key_hash == token_hash(form_key))
    )


def remember_form(session: Session, form_key: str, contribution_id: int) -> None:
    """Bind a form to what it makes; where two arrive at once, the database refuses the second."""
    session.add(Submission(key_hash=token_hash(form_key), contribution_id=contribution_id))
    session.flush()

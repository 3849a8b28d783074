"""Combining many amendments: how much longer it takes than reading them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.site import Site
from benchmarks.table import Row
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.dispositions import Outcome
from deliberate.domain.localized import Locale
from deliberate.domain.text.diff import diff
from deliberate.domain.text.tokens import tokens
from deliberate.persistence.amendments import standing_proposals
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    AmendmentRevisionText,
)
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Disposition
from deliberate.persistence.models.frameworks import VersionClause, WordingText
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.rounds import ConsultationRound

EACH = 100
"""Amendments to a clause, each to a sentence of its own."""
GOAL = 10
LOCALE = Locale.EN


def merging(site: Site, pairs: int) -> Row:
    """Accept amendments to every clause of a site, and combine them; without any conflict.

    The site's clauses say something else afterwards: this is the last that is measured on it.
    """
    with site.app.app_context():
        number = _propose(site)
        ours, theirs = [], []
        for _pair in range(pairs):
            ours.append(_seconds(site, _merge))
            theirs.append(_seconds(site, lambda session, row: standing_proposals(session, row.id)))
        db.session.remove()
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    return Row(
        f"merging {number:,} amendments, and reading them",
        f"{median(ours):.2f} s",
        f"{median(theirs):.2f} s",
        f"{median(ratios):.1f}",
        f"≤ {GOAL}",
    )


def _merge(session: Session, row: ConsultationRound) -> None:
    """Combine everything; raises `ValueError` where anything is in conflict or left out."""
    texts = [clause.texts[LOCALE] for clause in next_clauses(session, row)]
    if {each.merged.text for each in texts} != {_text(every=True)}:
        message = "not every amendment was combined"
        raise ValueError(message)


def _seconds(site: Site, work: Callable[[Session, ConsultationRound], object]) -> float:
    """Return how long it takes in a session and with caches that remember nothing."""
    diff.cache_clear()
    tokens.cache_clear()
    db.session.remove()
    row = db.session.get_one(ConsultationRound, site.round_id)
    began = time.monotonic()
    work(db.session(), row)
    return time.monotonic() - began


def _sentence(number: int, adverb: str = "") -> str:
    return f"({number}) Rule {number} {adverb}holds for everyone who asks for a decision."


def _text(changed: int | None = None, *, every: bool = False) -> str:
    return "\n\n".join(
        _sentence(number, "always " if every or number == changed else "") for number in range(EACH)
    )


def _propose(site: Site) -> int:
    """Give every clause a text of so many sentences, and each sentence an accepted amendment."""
    with transaction() as session:
        version_id = session.get_one(ConsultationRound, site.round_id).version_id
        clauses = session.execute(
            select(VersionClause.clause_id, VersionClause.wording_id).where(
                VersionClause.version_id == version_id
            )
        ).all()
        session.execute(
            update(WordingText)
            .where(
                WordingText.wording_id.in_([each.wording_id for each in clauses]),
                WordingText.locale == LOCALE,
            )
            .values(body=_text())
        )
        proposed = list(_proposals(session, site, clauses))
        for table in (Contribution, Amendment, AmendmentRevision, AmendmentRevisionText):
            session.execute(insert(table), [each[table.__tablename__] for each in proposed])
        session.execute(insert(Disposition), [each["disposition"] for each in proposed])
    return len(proposed)


def _proposals(session: Session, site: Site, clauses: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows of each amendment by the name of their table."""
    given_id = session.scalar(select(func.max(Contribution.id))) or 0
    revision_id = session.scalar(select(func.max(AmendmentRevision.id))) or 0
    account_id = session.scalars(select(func.min(Account.id))).one()
    at = now()
    for clause_id, wording_id in clauses:
        for number in range(EACH):
            given_id, revision_id = given_id + 1, revision_id + 1
            place = {"clause_id": clause_id, "base_wording_id": wording_id}
            yield {
                **_amendment(site, (given_id, revision_id), at),
                "amendment": {
                    "contribution_id": given_id,
                    "kind": AmendmentKind.CHANGE,
                    **place,
                },
                "amendment_revision_text": {
                    "revision_id": revision_id,
                    "locale": LOCALE,
                    "body": _text(number),
                    "reason": "It should hold without exception.",
                    "impact": "Everyone.",
                },
                "disposition": {
                    "amendment_id": given_id,
                    "change": 0,
                    "revision": 1,
                    "outcome": Outcome.ACCEPTED,
                    "decided_by": account_id,
                    "decided_at": at,
                },
            }


def _amendment(site: Site, ids: tuple[int, int], at: datetime) -> dict[str, Any]:
    (given_id, revision_id), author = ids, site.writers[0].participant_id
    return {
        "contribution": {
            "id": given_id,
            "kind": ContributionKind.AMENDMENT,
            "round_id": site.round_id,
            "participant_id": author,
            "channel": Channel.WEB,
            "created_at": at,
            "submitted_at": at,
        },
        "amendment_revision": {
            "id": revision_id,
            "amendment_id": given_id,
            "number": 1,
            "author_id": author,
            "created_at": at,
        },
    }

"""The desk of an official who makes the next version, for tests. Needs an application context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.closing import PublicationBlocked, PublicationBlocker
from deliberate.domain.dispositions import Outcome
from deliberate.domain.merging import text_mark
from deliberate.domain.next_version import NextClause
from deliberate.persistence.database import db, transaction
from deliberate.persistence.merge_desk import next_clauses
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.dispositions import Disposition
from deliberate.persistence.models.participants import Account
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries import clauses
from deliberate.services import merging, next_versions, parity
from deliberate.services.merging import Written
from tests.factories import amendments
from tests.factories.counting import take_snapshot
from tests.factories.rounds import Round

AFTER = timedelta(minutes=1)


@dataclass
class Desk:
    """A round on its way to the next version."""

    held: Round
    author: Actor
    now: datetime

    @property
    def later(self) -> datetime:
        return self.held.closes_at + AFTER

    @property
    def official(self) -> Actor:
        return self.held.staff.official

    def words(self, place: int = 0) -> dict[str, str]:
        ref = self.held.framework.clause_refs[place]
        return dict(clauses.clause_page(self.held.framework.slug, ref).clause.bodies)

    def propose(self, bodies: dict[str, str], place: int = 0, **facts: object) -> str:
        return amendments.stored(self.held, self.author, self.now, bodies, place=place, **facts)  # type: ignore[arg-type]

    def close(self) -> None:
        take_snapshot(self.held.ref, self.later, self.official)

    def decide(self, ref: str, outcome: Outcome = Outcome.ACCEPTED) -> None:
        with transaction() as session:
            given = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
            account = session.scalars(select(Account.id)).first() or 0
            session.add(
                Disposition(
                    amendment_id=given.id,
                    outcome=outcome,
                    decided_by=account,
                    decided_at=self.later,
                )
            )

    def withdraw(self, ref: str) -> None:
        with transaction() as session:
            given = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
            given.withdrawn_at = self.later

    def clause(self, place: int = 0) -> NextClause:
        return self.found(self.held.framework.clause_refs[place])

    def found(self, ref: str) -> NextClause:
        return next(each for each in self.clauses() if each.ref == ref)

    def clauses(self) -> list[NextClause]:
        db.session.rollback()
        row = db.session.scalars(
            select(ConsultationRound).where(ConsultationRound.ref == self.held.ref)
        ).one()
        return next_clauses(db.session(), row)

    def save(self, ref: str = "", actor: Actor | None = None, **bodies: str) -> None:
        """Save every language of a clause, as it is proposed unless told otherwise."""
        clause = self.found(ref or self.held.framework.clause_refs[0])
        texts = {
            locale: Written(
                bodies.get(locale, text.body), text.revision, text_mark(text.merged.partial)
            )
            for locale, text in clause.texts.items()
        }
        merging.save_text(actor or self.official, self.held.ref, clause.ref, texts, self.later)

    def confirm(self, ref: str = "") -> None:
        clause = self.found(ref or self.held.framework.clause_refs[0])
        parity.confirm_parity(self.official, self.held.ref, clause.ref, clause.digest, self.later)

    def publish(self) -> None:
        next_versions.publish_outcome(self.official, self.held.ref, self.later)

    def blockers(self) -> dict[PublicationBlocker, int]:
        with pytest.raises(PublicationBlocked) as refused:
            self.publish()
        return {each.kind: each.count for each in refused.value.blockers}

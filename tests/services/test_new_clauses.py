"""New clauses in the next version: their identity, their order, their page."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.closing import PublicationBlocker
from deliberate.domain.errors import NotFound
from deliberate.persistence.database import transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import Clause
from deliberate.persistence.models.next_versions import NewClause
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.queries import clauses, frameworks
from deliberate.services import merging
from tests.factories.given import Given
from tests.services.desk import Desk


@pytest.fixture
def desk(given: Given, now: datetime, app_context: Flask) -> Desk:
    return Desk(given.round(), given.person(), now)


def add_identity(desk: Desk, ref: str) -> str:
    """Give an accepted new clause its identity, as recording its disposition does."""
    with transaction() as session:
        given = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        framework_id = session.scalars(select(ConsultationRound.framework_id)).first()
        identity = Clause(framework_id=framework_id)
        session.add(identity)
        session.flush()
        session.add(NewClause(amendment_id=given.id, clause_id=identity.id))
        return identity.ref


def test_new_clauses_stand_after_theirs_in_the_order_that_officials_say(desk: Desk) -> None:
    made = []
    for word in ("Children", "Workers"):
        bodies = {"ko": f"{word} 이 먼저다.", "en": f"{word} come first."}
        headings = {"ko": word, "en": word}
        made.append(desk.propose(bodies, kind=AmendmentKind.NEW_CLAUSE, headings=headings))
    desk.close()
    refs = []
    for each in made:
        desk.decide(each)
        refs.append(add_identity(desk, each))
    for ref in refs:
        desk.save(ref)
        desk.confirm(ref)
    assert desk.blockers() == {PublicationBlocker.NEW_CLAUSES_UNORDERED: 1}
    anchor = desk.held.framework.clause_refs[0]
    with pytest.raises(NotFound):
        merging.order_new_clauses(desk.official, desk.held.ref, anchor, refs[:1], desk.later)
    merging.order_new_clauses(desk.official, desk.held.ref, anchor, refs[::-1], desk.later)
    desk.publish()
    view = frameworks.framework_view(desk.held.framework.slug)
    assert [each.ref for each in view.sections[0].clauses][:3] == [anchor, *refs[::-1]]
    assert view.sections[0].clauses[1].headings["en"] == "Workers"
    page = clauses.clause_page(desk.held.framework.slug, refs[0])
    assert page.clause.bodies["en"] == "Children come first."

"""Before publication the report is the officials' alone, and no cache keeps it."""

from __future__ import annotations

import pytest

from deliberate.domain.actors import Role
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.dispositions import Outcome
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.reports.conftest import REASONS, Told, section, words


def test_only_officials_of_the_framework_see_the_preview(
    told: Told, given: Given, client_as: ClientAs
) -> None:
    told.propose(Outcome.NOT_ACCEPTED, "No.")
    told.count()
    url = f"/en/{told.url}/preview"
    answer = told.get(url, client_as(told.desk.official))
    assert answer.status_code == 200
    assert REASONS["en"] in answer.text
    assert answer.cache_control.no_store
    elsewhere = given.person(Role.OFFICIAL, given.framework().ref)
    for stranger in (told.desk.author, elsewhere, told.desk.held.staff.moderators[0]):
        refused = told.get(url, client_as(stranger))
        assert refused.status_code == 403
        assert REASONS["en"] not in refused.text
    assert told.get(url).status_code in {302, 303, 401}


@pytest.mark.parametrize("is_counted", [False, True])
def test_there_is_a_preview_from_the_count_to_publication(
    told: Told, client_as: ClientAs, *, is_counted: bool
) -> None:
    client = client_as(told.desk.official)
    if is_counted:
        told.count()
        link = f"/en/{told.url}/preview"
        assert link in told.get(f"/en/rounds/{told.desk.held.ref}/closing", client).text
        told.publish()
    assert told.get(f"/en/{told.url}/preview", client).status_code == 404


def test_the_preview_reads_like_the_report_that_it_becomes(told: Told, client_as: ClientAs) -> None:
    headings = {"en": "Children", "ko": "아이"}
    told.propose(Outcome.ACCEPTED, f"{told.desk.words()['en']} Always.")
    told.propose(Outcome.NOT_ACCEPTED, "No.", place=1)
    new = AmendmentKind.NEW_CLAUSE
    told.propose(Outcome.ACCEPTED, "Children first.", kind=new, headings=headings)
    told.count()
    (clause,) = [each for each in told.desk.clauses() if each.is_new]
    told.desk.save(clause.ref, ko="아이가 먼저다.", en="Children first.")
    told.desk.confirm(clause.ref)
    told.desk.save()
    told.desk.confirm()
    preview = told.get(f"/en/{told.url}/preview", client_as(told.desk.official)).text
    told.desk.publish()
    for name in ("heard", "changed", "unchanged", "comparison", "handled"):
        assert words(section(preview, name)) == words(told.section(name)), name


def test_the_preview_says_what_still_waits_for_an_answer(told: Told, client_as: ClientAs) -> None:
    told.count()
    told.desk.propose({"en": "Nobody has answered."})
    preview = told.get(f"/en/{told.url}/preview", client_as(told.desk.official)).text
    assert "1 amendment waits for an answer." in preview
    assert "not answered yet" in section(preview, "handled")
    assert "needed an answer" not in section(preview, "unchanged")

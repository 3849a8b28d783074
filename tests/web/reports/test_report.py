"""The outcome report: every amendment and answer of a published round, and nothing before."""

from __future__ import annotations

import pytest

from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.dispositions import Outcome
from deliberate.domain.localized import Locale
from deliberate.domain.votes import AmendmentChoice, ClauseChoice
from deliberate.services.amendment_votes import AmendmentBallot, vote_on_amendment
from tests.factories import votes
from tests.factories.given import Given
from tests.web.reports.conftest import Told, words

NAME = "푸른 고개 2"
UNSAFE = "<script>alert(1)</script> \u202eevil"


def test_there_is_no_report_before_publication(told: Told) -> None:
    told.propose(Outcome.ACCEPTED, "Something else.")
    told.count()
    assert told.get(f"/en/{told.url}").status_code == 404
    told.publish()
    assert told.get(f"/en/{told.url}").status_code == 200


def test_a_round_without_amendments_does_not_say_that_all_were_taken_up(told: Told) -> None:
    told.count()
    told.publish()
    kept = told.section("unchanged")
    assert "Nobody proposed an amendment." in kept
    assert "taken up" not in kept


def test_a_round_whose_amendments_were_all_taken_up_says_so(told: Told) -> None:
    told.propose(Outcome.ACCEPTED, "Something else.")
    told.count()
    told.publish()
    assert "was taken up" in told.section("unchanged")


def test_who_brought_a_new_clause_is_named_beneath_it(told: Told) -> None:
    headings = {"en": "Children", "ko": "아이"}
    ref = told.propose(
        Outcome.ACCEPTED, "Children first.", kind=AmendmentKind.NEW_CLAUSE, headings=headings
    )
    told.count()
    (new,) = [each for each in told.desk.clauses() if each.is_new]
    told.desk.save(new.ref, ko="아이가 먼저다.", en="Children first.")
    told.desk.confirm(new.ref)
    told.desk.publish()
    changed = told.section("changed")
    assert f'id="changed-{new.ref}"' in changed
    assert changed.index(f"/amendments/{ref}") > changed.index(f'id="changed-{new.ref}"')


def test_a_new_clause_that_was_not_taken_up_stands_where_it_would_have_stood(told: Told) -> None:
    ref = told.propose(
        Outcome.NOT_ACCEPTED, "No.", kind=AmendmentKind.NEW_CLAUSE, headings={"en": "No"}
    )
    told.count()
    told.publish()
    assert f"/amendments/{ref}" in told.section("unchanged")


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.NOT_ACCEPTED])
def test_an_amendment_hidden_after_publication_keeps_its_place_and_loses_its_words(
    told: Told, outcome: Outcome
) -> None:
    ref = told.propose(outcome, "Secret machines decide nothing.")
    told.count()
    if outcome is Outcome.ACCEPTED:
        told.desk.save(en="Machines decide nothing.")
        told.desk.confirm()
    told.desk.publish()
    assert NAME in told.html()
    told.hide(ref)
    report = told.html()
    assert NAME not in report
    assert "Secret" not in report
    handled = told.section("handled")
    assert "An amendment that a moderator hid." in handled
    assert handled.count("<tr>") == 1 + report_count(report)
    assert "1 amendment was hidden or withdrawn only after" in words(told.section("decided"))
    assert "The text changes in the way you propose." in handled


def report_count(html: str) -> int:
    """Return how many amendments the report says were proposed."""
    said = words(html)
    at = said.index("They proposed ") + len("They proposed ")
    return int(said[at : said.index(" ", at)])


def test_withdrawn_and_hidden_figures_count_comments_and_amendments(told: Told) -> None:
    withdrawn = told.desk.propose({"en": "Withdrawn."})
    hidden = [told.desk.propose({"en": f"Hidden {number}."}) for number in range(2)]
    told.desk.withdraw(withdrawn)
    for ref in (*hidden, *(told.comment() for _ in range(3))):
        told.hide(ref)
    told.count()
    told.publish()
    decided = words(told.section("decided"))
    for row in (
        "Comments that their authors withdrew 0",
        "Comments that moderators hid 3",
        "Amendments that their authors withdrew 1",
        "Amendments that moderators hid 2",
    ):
        assert row.replace(" ", "") in decided.replace(" ", "")
    report = told.html()
    assert report_count(report) == told.section("handled").count("no answer needed") == 3
    assert "No amendment needed an answer." in told.section("unchanged")


def test_texts_from_people_and_officials_are_escaped_and_keep_their_direction(told: Told) -> None:
    told.propose(Outcome.NOT_ACCEPTED, UNSAFE)
    said = told.comment()
    told.count({"ko": UNSAFE, "en": UNSAFE})
    told.answer([said], {"ko": UNSAFE, "en": UNSAFE})
    told.publish()
    report = told.html()
    assert "<script>alert" not in report
    assert "&lt;script&gt;" in report
    wrapped = 'dir="auto" hx-disable>'
    for each in (f'voice-words" {wrapped}&lt;script', f'redline" {wrapped}'):
        assert each in report
    assert f"<bdi>{NAME}</bdi>" in report


def test_an_answer_to_many_comments_links_every_one(told: Told, given: Given) -> None:
    said = [told.comment(given.person()) for _ in range(11)]
    told.count()
    told.answer(said)
    told.publish()
    heard = told.section("heard")
    assert all(f"/comments/{ref}" in heard for ref in said)
    assert "<details" in heard


def test_the_votes_on_clauses_and_amendments_are_told_in_full_with_guests_apart(
    told: Told, given: Given
) -> None:
    ref = told.propose(Outcome.NOT_ACCEPTED, "No.")
    held, now = told.desk.held, told.desk.now
    for choice in (ClauseChoice.AGREE, ClauseChoice.AGREE, ClauseChoice.DISAGREE):
        votes.vote(held, given.person(), choice, now)
    guest, _code = given.guest()
    votes.vote(held, guest, ClauseChoice.UNCLEAR, now)
    ballot = AmendmentBallot(ref, 1, Locale.EN)
    vote_on_amendment(given.person(), ballot, AmendmentChoice.AGAINST, now)
    told.count()
    told.publish()
    cells = [row.split("</th>")[1] for row in told.section("votes").split("<tr>") if "<td" in row]
    numbers = [[part.split("<")[0] for part in each.split('"number">')[1:]] for each in cells]
    assert numbers == [
        ["2", "0", "1", "0"],
        ["0", "0", "0", "1"],
        ["0", "1", "0"],
        ["0", "0", "0"],
    ]


def test_the_report_says_by_which_way_people_took_part(told: Told) -> None:
    said = told.comment()
    told.count()
    told.answer([said])
    told.publish()
    missing = words(told.section("missing")).replace(" ", "")
    assert "onthissite1" in missing
    assert "onpaper0" in missing


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_annex_has_a_row_for_each_amendment_with_its_outcome(
    told: Told, outcome: Outcome
) -> None:
    old = told.desk.words()["en"]
    told.propose(outcome, f"{old} Always.")
    told.count()
    told.publish()
    handled = words(told.section("handled", lang="ko"))
    assert {
        Outcome.ACCEPTED: "반영",
        Outcome.ACCEPTED_WITH_CHANGES: "수정 반영",
        Outcome.PARTLY_ACCEPTED: "일부 반영",
        Outcome.NOT_ACCEPTED: "미반영",
        Outcome.OUT_OF_SCOPE: "검토 대상 아님",
        Outcome.ALREADY_COVERED: "이미 반영됨",
    }[outcome] in handled
    assert "제안하신 뜻을 살립니다." in handled
    report = told.html(lang="ko")
    assert ("신·구조문 대비표" in report) == (outcome in CHANGING)
    if outcome in CHANGING:
        compared = told.section("comparison")
        assert old in compared
        assert "Always." in compared


CHANGING = {Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES, Outcome.PARTLY_ACCEPTED}


def test_a_report_costs_the_same_for_two_contributions_and_for_ten(
    told: Told, given: Given
) -> None:
    small = published(told, 1)
    other = Told(
        type(told.desk)(given.round(), told.desk.author, told.desk.now), told.client, told.app
    )
    large = published(other, 5)
    assert told.cost(small) == told.cost(large)


def published(told: Told, number: int) -> str:
    """Publish a round with so many amendments and comments of each kind; return the address."""
    told.propose(Outcome.ACCEPTED, f"{told.desk.words()['en']} Always.")
    for each in range(number):
        told.propose(Outcome.NOT_ACCEPTED, f"No {each}.", place=1)
    said = [told.comment(place=1) for _ in range(number)]
    told.count()
    for ref in said:
        told.answer([ref])
    told.publish()
    return told.url


def test_the_comparison_says_what_is_new_and_what_is_removed(told: Told) -> None:
    headings = {"en": "Children", "ko": "아이"}
    new = AmendmentKind.NEW_CLAUSE
    told.propose(Outcome.ACCEPTED, "Children first.", kind=new, headings=headings)
    told.propose(Outcome.ACCEPTED, "", place=1, kind=AmendmentKind.REMOVE)
    old = told.desk.words(1)["en"]
    told.count()
    (clause,) = [each for each in told.desk.clauses() if each.is_new]
    told.desk.save(clause.ref, ko="아이가 먼저다.", en="Children first.")
    told.desk.confirm(clause.ref)
    told.desk.save(told.desk.held.framework.clause_refs[1])
    told.desk.publish()
    rows = [words(row) for row in told.section("comparison").split("<tbody")]
    (added,) = [row for row in rows if "Children first." in row]
    (removed,) = [row for row in rows if old in row]
    assert "(new)" in added
    assert "(removed)" not in added
    assert "(removed)" in removed
    assert "(new)" not in removed

"""Official answers where people look for them, from the moment of publication on."""

from __future__ import annotations

import pytest

from deliberate.domain.actors import Actor
from deliberate.domain.dispositions import Outcome
from deliberate.domain.moderation import ModerationDecision
from tests.factories.contributions import decide
from tests.factories.given import Given
from tests.support.applications import ClientAs
from tests.web.reports.conftest import ANSWERS, REASONS, Told, section

HTML = {"ko": "<b>답</b>", "en": "<b>answer</b>"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_comment_shows_its_answer_on_its_page_and_in_the_list_after_publication_only(
    told: Told, lang: str
) -> None:
    ref = told.comment()
    told.count()
    answer = told.answer([ref])
    pages = (f"comments/{ref}", told.clause_url(), f"{told.clause_url()}/comments")
    assert not any(ANSWERS[lang] in told.html(page, lang) for page in pages)
    assert 'id="official-answer"' not in told.html(pages[0], lang)
    told.publish()
    for page in pages:
        html = told.html(page, lang)
        assert ANSWERS[lang] in html
        assert f"{told.url}#answer-{answer}" in html
    assert f'id="answer-{answer}"' in told.html(lang=lang)


def test_an_answer_names_nobody_who_wrote_it_and_is_escaped(told: Told, given: Given) -> None:
    ref = told.comment()
    told.count()
    told.answer([ref], HTML)
    told.publish()
    html = told.section("official-answer", f"comments/{ref}")
    assert "&lt;b&gt;answer" in html
    assert (told.desk.official.account_ref or "?") not in html


def test_a_hidden_comment_shows_no_answer(told: Told) -> None:
    ref = told.comment()
    told.count()
    told.answer([ref])
    told.publish()
    assert ANSWERS["en"] in told.html(f"comments/{ref}")
    moderator = told.desk.held.staff.moderators[0]
    decide(moderator, ref, ModerationDecision.HIDE, told.desk.later)
    assert ANSWERS["en"] not in told.html(f"comments/{ref}")


def test_an_amendment_shows_its_answer_after_publication_only(told: Told) -> None:
    ref = told.propose(Outcome.NOT_ACCEPTED, "No.")
    told.count()
    pages = (f"amendments/{ref}", told.clause_url())
    assert not any(REASONS["en"] in told.html(page) for page in pages)
    assert "not accepted" not in told.html(pages[1])
    told.publish()
    assert REASONS["en"] in told.section("answer", pages[0])
    assert "not accepted" in told.html(pages[1])


def test_my_contributions_lead_to_the_answers_after_publication_only(
    told: Told, client_as: ClientAs
) -> None:
    author: Actor = told.desk.author
    ref, amendment = told.comment(), told.propose(Outcome.NOT_ACCEPTED, "No.")
    told.count()
    told.answer([ref])
    links = (f"/en/comments/{ref}#official-answer", f"/en/amendments/{amendment}#answer")
    before = told.get("/en/mine", client_as(author)).text
    assert not any(link in before for link in links)
    told.publish()
    after = told.get("/en/mine", client_as(author)).text
    assert all(link in after for link in links)
    for link in links:
        page, _, name = link.removeprefix("/en/").partition("#")
        assert section(told.html(page), name)


def test_a_list_of_comments_costs_the_same_with_one_answer_and_with_five(
    told: Told, given: Given
) -> None:
    costs = []
    for number in (1, 5):
        each = Told(
            type(told.desk)(given.round(), told.desk.author, told.desk.now), told.client, told.app
        )
        said = [each.comment() for _ in range(number)]
        each.count()
        for ref in said:
            each.answer([ref])
        each.publish()
        costs.append(told.cost(f"{each.clause_url()}/comments"))
    assert costs[0] == costs[1]

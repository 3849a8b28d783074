"""Reading comments: pages that a shared cache may hold, and words that stay plain text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.comments import PAGE_LENGTH
from deliberate.domain.localized import Locale
from deliberate.services.comment_translations import translate_comment
from deliberate.services.comments import withdraw_comment
from deliberate.services.corrections import correct_comment
from tests.factories import comments, votes
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.shared.clock import Clock
from tests.web.votes.browsing import address

NASTY = '<img src=x onerror=alert(1)> <a hx-get="/x">a</a> {{ 7*7 }} https://example.org \u202eabc'


@pytest.fixture
def said(app: Flask, held: Round, given: Given, clock: Clock) -> str:
    """A comment by someone with an account."""
    with app.app_context():
        return comments.comment(given.person(), held, clock.now, body="First words")


def pages(held: Round, ref: str) -> list[str]:
    listed = address(held, what="/comments")
    return [
        address(held, what=""),
        listed,
        f"{listed}?order=newest",
        f"{listed}?order=agreed",
        f"/en/comments/{ref}",
    ]


def main_of(text: str) -> str:
    return text.partition("<main")[2].partition("</main>")[0]


def test_pages_for_everybody_carry_no_form_and_nothing_personal(
    client: FlaskClient, held: Round, said: str
) -> None:
    for path in pages(held, said):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "public" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert "<form" not in answer.text
        assert "csrf" not in answer.text
        assert "First words" in answer.text


def test_pages_for_someone_with_a_session_are_not_shared(
    held: Round, said: str, given: Given, client_as: ClientAs
) -> None:
    for actor in (given.person(), given.guest()[0]):
        client = client_as(actor)
        for path in pages(held, said):
            assert client.get(path).headers["Cache-Control"] == "no-store"


def test_strangers_get_the_same_bytes(app: Flask, held: Round, said: str) -> None:
    for path in pages(held, said):
        assert app.test_client().get(path).data == app.test_client().get(path).data


def test_the_order_is_explained(client: FlaskClient, held: Round, said: str) -> None:
    listed = address(held, what="/comments")
    mixed, newest, agreed = (
        client.get(f"{listed}?order={order}").text for order in ("mixed", "newest", "agreed")
    )
    for text in (mixed, newest, agreed, client.get(address(held, what="")).text):
        assert "Why this order?" in text
    assert "All other readers share one order for each day and clause" in mixed
    assert "The newest day comes first" in newest
    assert "the most people who agree" in agreed


def test_what_people_write_is_plain_text(
    app: Flask, client: FlaskClient, held: Round, given: Given, clock: Clock
) -> None:
    with app.app_context():
        ref = comments.comment(
            given.person(pseudonym="<i>Slow</i>"), held, clock.now, body=f"{NASTY}\n  second"
        )
    for path in (*pages(held, ref), f"/en/comments/{ref}/answer"):
        text = main_of(client.get(path).text)
        assert "<img" not in text
        assert 'hx-get="/x"' not in text
        assert "<i>Slow" not in text
        assert 'href="https://example.org' not in text
        assert "{{ 7*7 }}" in text
        assert "\n  second</div>" in text
        assert 'class="voice-words" dir="auto"' in text


def test_language_translation_and_correction_are_shown(
    app: Flask, client: FlaskClient, held: Round, given: Given, clock: Clock
) -> None:
    author = given.person()
    with app.app_context():
        ref = comments.comment(author, held, clock.now, body="Erste Worte")
        later = clock.now + timedelta(days=1)
        correct_comment(author, ref, "Second words", later)
        translate_comment(author, ref, Locale.KO, "둘째 말", later)
    english = client.get(f"/en/comments/{ref}").text
    assert "Written in English" in english
    assert "corrected on 3 March 2026" in english
    assert "Translation into Korean, by a person" in english
    assert "Erste Worte" in english
    assert '<div class="voice-words" dir="auto" hx-disable lang="ko">둘째 말</div>' in english
    korean = main_of(client.get(f"/ko/comments/{ref}").text)
    assert korean.index("둘째 말") < korean.index("Second words")


def test_public_times_are_dates(client: FlaskClient, held: Round, said: str) -> None:
    for path in pages(held, said):
        text = main_of(client.get(path).text)
        assert "2 March 2026" in text
        assert "10:30" not in text
        assert "01:30" not in text


def test_a_withdrawn_comment_keeps_its_place_and_its_replies(
    app: Flask, client: FlaskClient, held: Round, given: Given, clock: Clock
) -> None:
    author = given.person(pseudonym="Slow River 11")
    with app.app_context():
        ref = comments.comment(author, held, clock.now, body="First words")
        comments.comment(given.person(), held, clock.now, body="A reply", parent_ref=ref)
        withdraw_comment(author, ref, clock.now)
    for path in pages(held, ref):
        text = client.get(path).text
        assert "Withdrawn by its author." in text
        assert "A reply" in text
        assert "First words" not in text
        assert "Slow River 11" not in text


def test_a_comment_about_earlier_words_says_so_and_shows_them(
    app: Flask, client: FlaskClient, held: Round, said: str, clock: Clock
) -> None:
    with app.app_context():
        votes.new_version(held.framework.slug, held.framework.clause_refs[0], clock.now)
    assert "said about earlier words" in client.get(address(held, what="")).text
    page = client.get(f"/en/comments/{said}").text
    assert "The clause as it was read" in page
    assert "gives the reasons for automated decision 1" in page


def test_the_margin_of_the_framework_counts_comments(
    client: FlaskClient, held: Round, said: str
) -> None:
    text = client.get(f"/en/frameworks/{held.framework.slug}").text
    assert (
        f'<a href="{address(held, what="")}#comments">Comments</a></dt><dd class="number">1<'
        in text
    )
    assert text.count("#comments") == 1


def test_there_is_no_page_beyond_the_last(client: FlaskClient, held: Round, said: str) -> None:
    listed = address(held, what="/comments")
    assert client.get(f"{listed}?page=1").status_code == 200
    for path in (f"{listed}?page=2", f"{listed}?page=0", f"/en/comments/{said}?page=2"):
        assert client.get(path).status_code == 404
    assert client.get(f"{listed}?page=x&order=y").status_code == 200
    assert client.get("/en/comments/nothing123").status_code == 404
    other = address(held, what="/comments").replace(held.framework.slug, "elsewhere")
    assert client.get(other).status_code == 404


def test_a_long_list_goes_on_from_the_clause(
    app: Flask, client: FlaskClient, held: Round, given: Given, clock: Clock
) -> None:
    author = given.person()
    with app.app_context():
        for _ in range(PAGE_LENGTH + 1):
            comments.comment(author, held, clock.now)
    clause = client.get(address(held, what="")).text
    assert clause.count('<article class="voice"') == PAGE_LENGTH
    assert f"{address(held, what='/comments')}?page=2" in clause
    second = client.get(f"{address(held, what='/comments')}?page=2").text
    assert second.count('<article class="voice"') == 1

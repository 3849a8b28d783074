"""The page of waves: what moderators find there, and that the queue leads to it."""

from __future__ import annotations

from flask import Flask

from deliberate.domain.waves import WAVE
from deliberate.jobs.worker import compare_comments
from tests.factories.contributions import comment
from tests.factories.given import Given
from tests.support.applications import ClientAs

PAGE = "/en/moderation/waves"


def test_the_queue_leads_to_a_wave_and_each_comment_of_it_can_be_decided(
    given: Given, client_as: ClientAs, app: Flask
) -> None:
    made = given.round()
    moderator = client_as(made.staff.moderators[0])
    assert PAGE not in moderator.get("/en/moderation").text
    assert "There are none at the moment." in moderator.get(PAGE).text
    people = [given.guest()[0] for _ in range(WAVE)]
    with app.app_context():
        words = "<script>alert(1)</script> Strike this clause, since no machine should decide it."
        refs = [comment(made, by, given.now, words) for by in people]
    compare_comments(app)
    assert "1 wave of comments" in moderator.get("/en/moderation").text
    page = moderator.get(PAGE).text
    assert "5 people · 5 comments" in page
    assert "&lt;script&gt;" in page
    assert all(f"/en/moderation/items/{ref}" in page for ref in refs)
    assert moderator.get(f"/en/moderation/items/{refs[0]}").status_code == 200


def test_only_moderators_see_it(given: Given, client_as: ClientAs) -> None:
    made = given.round()
    assert client_as(made.staff.official).get(PAGE).status_code == 403
    assert client_as(given.person()).get(PAGE).status_code == 403

"""From text to round, voices, closing, version 2 and the next round: nothing is left out."""

from __future__ import annotations

import pytest
from flask import Flask

from deliberate.domain.actors import Role
from tests.factories import people
from tests.factories.given import Given
from tests.journeys import circle as steps
from tests.journeys.circle import Change, Circle
from tests.support.browsers import NewPage

SAID = {
    "ko": "심사에서 떨어졌는데 까닭을 아무도 몰랐어요.",
    "en": "I was turned down, and nobody could tell me why.",
}
SAID_TOO = {
    "ko": "배차를 기계가 정하는데 물어볼 데가 없어요.",
    "en": "A machine hands out our rides, and there is nobody to ask.",
}
QUICKLY = {"ko": "열흘 안에 답한다.", "en": "An answer comes within ten days."}
CAREFULLY = {"ko": "서른 날 안에 답한다.", "en": "An answer comes within thirty days."}
CHILDREN = {"ko": "어린이의 말을 먼저 듣는다.", "en": "Children are heard first."}
HEADING = {"ko": "어린이", "en": "Children"}
WAYS = [("ko", True), ("en", True), ("ko", False)]


@pytest.mark.parametrize(
    ("lang", "has_script"), WAYS, ids=["ko-script", "en-script", "ko-no-script"]
)
def test_the_whole_circle(
    app: Flask, given: Given, new_page: NewPage, lang: str, has_script: bool
) -> None:
    circle = Circle(app, new_page, lang, has_script)
    other = given.framework(slug="other")
    circle.staff()
    with app.app_context():
        people.grant(steps.OFFICIAL, Role.OFFICIAL, other.ref, given.now)
    steps.import_text(circle)
    circle.grant(
        (steps.SECOND_OFFICIAL, Role.OFFICIAL),
        (steps.TRANSLATOR, Role.TRANSLATOR),
        (steps.PEOPLE[1], Role.MODERATOR),
        (steps.PEOPLE[2], Role.MODERATOR),
    )
    ref = steps.open_round(circle)
    refs = _speak_up(circle)
    for address in ("", steps.PEOPLE[0]):
        steps.say_who(circle, address, ref)
    steps.close_and_count(circle, ref)
    _answer(circle, ref, refs)
    _read_the_next_version(circle, refs)
    _read_why(circle, ref, refs)
    assert steps.open_round(circle) != ref


def _speak_up(circle: Circle) -> list[str]:
    """Strangers and people with an account vote, comment and propose; return the amendments."""
    first, second, *_rest = steps.clause_paths(circle)
    for address, choice in (("", "disagree"), (steps.PEOPLE[0], "agree with changes")):
        steps.vote(circle, address, first, choice)
    steps.comment(circle, "", first, SAID[circle.lang])
    steps.comment(circle, steps.PEOPLE[0], second, SAID_TOO[circle.lang])
    refs = [
        steps.amend(circle, steps.PEOPLE[0], first, Change(QUICKLY)),
        steps.amend(circle, steps.PEOPLE[1], first, Change(CAREFULLY)),
        steps.amend(circle, steps.PEOPLE[2], second, Change(CHILDREN, HEADING)),
    ]
    steps.stand_behind(circle, steps.PEOPLE[1], refs[0], "for")
    return refs


def _answer(circle: Circle, ref: str, refs: list[str]) -> None:
    """Answer everything, settle what conflicts, and publish; nothing goes before that."""
    first, second, *_rest = steps.clause_paths(circle)
    page = circle.go(steps.OFFICIAL, f"rounds/{ref}/closing/publish")
    assert page.locator("main form[method=post]").count() == 0
    for each in refs:
        steps.dispose(circle, each, "accepted")
    for each in (first, second):
        steps.answer_all(circle, ref, each)
    picks = {"pick_ko_0": 0, "pick_en_0": 0}
    steps.write_text(circle, ref, first.rpartition("/")[2], picks)
    page = circle.go(steps.OFFICIAL, f"rounds/{ref}/closing/clauses/{second.rpartition('/')[2]}")
    new_ref = page.locator("#new a").get_attribute("href") or ""
    steps.write_text(circle, ref, new_ref.split("/")[-2], {})
    steps.explain_missing(circle, ref)
    steps.publish(circle, ref)


def _read_the_next_version(circle: Circle, refs: list[str]) -> None:
    """Version 2 has the words that were decided; the amendment says what became of it."""
    page = circle.go("", f"frameworks/{steps.SLUG}/versions/2?text={circle.lang}")
    read = page.locator("main").inner_text()
    assert QUICKLY[circle.lang] in read
    assert CAREFULLY[circle.lang] not in read
    assert CHILDREN[circle.lang] in read
    page = circle.go("", f"amendments/{refs[0]}")
    assert steps.REASONS[circle.lang] in page.locator("main").inner_text()


def _read_why(circle: Circle, ref: str, refs: list[str]) -> None:
    """The report answers everyone, and the clause names who asked for its new words."""
    report = circle.go("", f"rounds/{ref}/report").locator("main")
    read = report.inner_text()
    for words in (QUICKLY, CHILDREN, steps.REASONS):
        assert words[circle.lang] in read
    assert report.locator(f"a[href$='/amendments/{refs[1]}']").count() >= 1
    why = circle.go("", steps.clause_paths(circle)[0]).locator("#why")
    first_word = QUICKLY[circle.lang].split()[0]
    assert first_word in why.locator("mark.changed").first.inner_text()
    assert why.locator(f"a[href$='/amendments/{refs[0]}']").count() >= 1

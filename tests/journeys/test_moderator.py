"""A volunteer goes through what was reported with the keyboard alone; an author appeals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page

from deliberate.domain.actors import Role
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult, ConductRule, ModerationDecision
from tests.factories import comments, contributions
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.factories.rounds import Round
from tests.journeys.conftest import Words
from tests.journeys.consultation import both_ways, clause_path
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import follow
from tests.support.browsers import NewPage

FIRST, SECOND = "first@example.org", "second@example.org"
HOUR = timedelta(hours=1)
MOST_KEYS = 15
"""For one item, besides the letters of the reasons: two past the menu, three to the decision, up to
four for the answer, six past the fields to the button. At a quarter of a second each they take four
seconds of the minute that an item may take; the rest is for reading and for the reasons."""
STEPS = {ModerationDecision.KEEP: 0, ModerationDecision.HIDE: 1, ModerationDecision.REDACT: 2}
"""How far down each answer stands."""
REASONS = {"ko": "이웃의 이름이 나와요.", "en": "It names a neighbour."}
APPEAL = {"ko": "제도를 말했을 뿐이에요.", "en": "I spoke about the rules alone."}
RESULT = {"ko": "다시 읽어 보니 괜찮아요.", "en": "It is fine on a second reading."}


@dataclass(frozen=True)
class Reported:
    """A comment that was reported, and what the volunteer is going to think of it."""

    ref: str
    body: str
    decision: ModerationDecision
    passage: str = ""


@dataclass(frozen=True)
class Case:
    """Six reported comments of one author, who has the code of a receipt."""

    reported: Mapping[str, Reported]
    code: str

    def decided(self, decision: ModerationDecision) -> list[Reported]:
        """Return those about which one thing is decided."""
        return [each for each in self.reported.values() if each.decision is decision]


@pytest.fixture
def case(given: Given, held: Round, app: Flask, lang: str) -> Case:
    """Each decision twice, in turn."""
    for address in (FIRST, SECOND):
        given.person(Role.MODERATOR, held.framework.ref, address=address, with_password=True)
    author, code = given.guest()
    found: dict[str, Reported] = {}
    with app.app_context():
        for number, decision in enumerate([*STEPS, *STEPS], 1):
            passage = f"Kim, 0{number}0-123"
            body = f"{passage}, {APPEAL[lang]}"
            ref = comments.comment(author, held, held.opens_at, body=body, locale=Locale(lang))
            contributions.report(
                held.staff.official,
                ref,
                held.opens_at + number * HOUR,
                ConductRule.PERSONAL_DATA,
            )
            is_redacted = decision is ModerationDecision.REDACT
            found[ref] = Reported(ref, body, decision, passage if is_redacted else "")
    return Case(found, code)


@both_ways
def test_reports_are_decided_by_keyboard_and_an_appeal_by_somebody_else(
    new_page: NewPage, held: Round, words: Words, case: Case, lang: str, has_script: bool
) -> None:
    first, author, second, public = (
        new_page(java_script_enabled=has_script, locale=lang) for _ in range(4)
    )
    _work_through_the_queue(Keyboard(first), case, lang)
    assert words(lang, "Nothing waits for you.") in first.locator("main").inner_text()
    _everybody_sees(public, held, words, case, lang)
    hidden = case.decided(ModerationDecision.HIDE)[0]
    _appeal(author, case, hidden, lang)
    _cannot_decide_about_oneself(first, hidden, lang)
    _decide_the_appeal(Keyboard(second), hidden, lang)
    author.reload()
    assert RESULT[lang] in author.locator("main").inner_text()
    assert words(lang, AppealResult.OVERTURNED) in author.locator("main").inner_text()
    public.goto(f"/{lang}/comments/{hidden.ref}")
    assert hidden.body in public.locator("main").inner_text()


def _begin(keys: Keyboard, lang: str, address: str) -> None:
    """Sign in and open the first item."""
    keys.page.goto(f"/{lang}/sign-in")
    keys.write("form[action*=password] [name=address]", address)
    keys.write("[name=password]", PASSWORD)
    keys.press("form[action*=password] button")
    keys.set_up_second_step()
    keys.press("main a[href$='/moderation']")
    keys.press("main a[href$='/moderation/next']")


def _work_through_the_queue(keys: Keyboard, case: Case, lang: str) -> None:
    """After each decision the next item comes by itself, until there is none."""
    _begin(keys, lang, FIRST)
    done: list[str] = []
    while "/items/" in keys.page.url:
        ref = keys.page.url.rpartition("/")[2]
        before = len(keys.pressed)
        _decide(keys, case.reported[ref], lang)
        assert len(keys.pressed) - before <= MOST_KEYS
        done.append(ref)
    assert done == list(case.reported)
    assert keys.page.url.endswith("/moderation")


def _go_to_the_decision(keys: Keyboard) -> None:
    """Past the menu, past the words, onto the first answer."""
    keys.go_to("a.skip")
    keys.key("Enter")
    keys.go_to("main a[href='#decide-h']")
    keys.key("Enter")
    keys.go_to("main form [type=radio]")


def _decide(keys: Keyboard, item: Reported, lang: str) -> None:
    assert item.body in keys.page.locator("main").inner_text()
    _go_to_the_decision(keys)
    keys.key("Space")
    for _step in range(STEPS[item.decision]):
        keys.key("ArrowDown")
    if item.decision is not ModerationDecision.KEEP:
        keys.write("[name=facts]", REASONS[lang])
    if item.passage:
        keys.write("[name=passage]", item.passage)
    keys.press("main form button")


def _everybody_sees(page: Page, held: Round, words: Words, case: Case, lang: str) -> None:
    """Places with their rule, passages made unreadable, what was kept, and a log without names."""
    page.goto(clause_path(lang, held))
    rule = words(lang, ConductRule.PERSONAL_DATA)
    hidden = words(lang, "A moderator has hidden this comment. The rule: %(rule)s.", rule=rule)
    placeholders = page.locator("#comments .hidden-content")
    assert [text.startswith(hidden) for text in placeholders.all_inner_texts()] == [True, True]
    assert page.locator("#comments .redacted").count() == 2
    text = page.content()
    for each in case.reported.values():
        assert (each.body in text) is (each.decision is ModerationDecision.KEEP)
        assert not each.passage or each.passage not in text
    follow(placeholders.first.locator("a"))
    assert REASONS[lang] not in page.content()
    follow(page.locator("footer a[href$='/moderation/log']"))
    assert page.locator("tbody tr").count() == len(case.reported)
    assert not any(each.body in page.content() for each in case.reported.values())


def _appeal(page: Page, case: Case, hidden: Reported, lang: str) -> None:
    """The author comes back with the receipt, reads the reasons in full, and disagrees."""
    page.goto(f"/{lang}/receipts")
    page.locator("[name=code]").fill(case.code)
    follow(page.locator("form[action$='/receipts'] button"))
    page.goto(f"/{lang}/comments/{hidden.ref}")
    follow(page.locator(".hidden-content a"))
    statement = page.locator("main").inner_text()
    assert REASONS[lang] in statement
    assert hidden.body in statement
    follow(page.locator("main a[href$='/appeal']"))
    page.locator("[name=words]").fill(APPEAL[lang])
    follow(page.locator("main form button"))
    assert page.locator("main a[href$='/appeal']").count() == 0


def _cannot_decide_about_oneself(page: Page, hidden: Reported, lang: str) -> None:
    page.goto(f"/{lang}/moderation")
    assert page.locator("main a[href*='/items/'], main a[href$='/next']").count() == 0
    page.goto(f"/{lang}/moderation/items/{hidden.ref}")
    assert page.locator("main form").count() == 0


def _decide_the_appeal(keys: Keyboard, hidden: Reported, lang: str) -> None:
    _begin(keys, lang, SECOND)
    assert keys.page.url.endswith(hidden.ref)
    assert APPEAL[lang] in keys.page.locator("main blockquote").inner_text()
    before = len(keys.pressed)
    _go_to_the_decision(keys)
    keys.key("Space")
    keys.key("ArrowDown")
    keys.write("[name=facts]", RESULT[lang])
    keys.press("main form button")
    assert len(keys.pressed) - before <= MOST_KEYS

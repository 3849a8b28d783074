"""Somebody who hears the pages and has a keyboard votes on a clause and comments on it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from flask import Flask
from playwright.sync_api import Page, expect

from deliberate.domain.votes import ClauseChoice
from tests.factories.comments import comment
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.journeys.conftest import Words
from tests.journeys.consultation import both_ways, clause_path
from tests.journeys.keyboard import Keyboard
from tests.support.browsers import NewPage

OPINION = {"ko": "까닭도 함께 알려 주면 좋겠어요.", "en": "It should say the reason as well."}
SAVED = "Your vote is saved. The last one counts, and you can change it until voting ends."
ANSWERED = "Your answer is saved. You can change it while the round is open."
HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((each) => each.checkVisibility())
  .map((each) => Number(each.localName[1]))"""
LISTEN = """() => {
  const live = "[aria-live], [role=status], [role=alert]";
  const regions = [...document.querySelectorAll(live)];
  window.heard = [];
  window.ear?.disconnect();
  window.ear = new MutationObserver((changes) => {
    const touched = new Set(changes.map(({ target }) =>
      regions.find((region) => region.contains(target))));
    for (const region of touched)
      if (region?.textContent.trim()) window.heard.push(region.textContent.trim());
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        for (const each of node.querySelectorAll?.(live) ?? [])
          window.heard.push(each.textContent.trim());
  });
  window.ear.observe(document, { subtree: true, childList: true, characterData: true });
}"""
"""Whatever changes in a live region, and each live region that comes in with words in it."""
HAS_FOCUS = "place => document.querySelector(place).contains(document.activeElement)"


def _holds_its_shape(page: Page) -> None:
    """One title, no level left out, and the landmarks by which one finds one's way."""
    levels: list[int] = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels)), levels
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1  # type: ignore[arg-type]
    names = page.get_by_role("navigation").evaluate_all("all => all.map(each => each.ariaLabel)")
    assert all(names)
    assert len(set(names)) == len(names)


@both_ways
def test_a_vote_and_a_comment_by_ear(
    new_page: NewPage,
    given: Given,
    held: Round,
    app: Flask,
    words: Words,
    lang: str,
    has_script: bool,
) -> None:
    with app.app_context():
        comment(given.guest()[0], held, held.opens_at)
    page = new_page(java_script_enabled=has_script, locale=lang)
    keys = Keyboard(page)
    page.goto(clause_path(lang, held))
    _holds_its_shape(page)
    if has_script:
        page.locator("#vote-panel form").first.wait_for()
        _agree_with_someone(keys, words, lang)
    else:
        keys.press("#vote-panel a.btn")
        _holds_its_shape(page)
    _vote(keys, words, lang, has_script=has_script)
    _holds_its_shape(page)
    _comment_after_an_empty_one(keys, held, words, lang)


def _was_told_once(page: Page, said: str, panel: str) -> None:
    """One live region has said it, once, and the keyboard is still at the place that changed."""
    page.wait_for_function("window.heard.length > 0")
    assert page.evaluate("window.heard") == [said]
    assert page.evaluate(HAS_FOCUS, panel)


def _agree_with_someone(keys: Keyboard, words: Words, lang: str) -> None:
    """Open what one can do about a comment, and answer; as a stranger one gets a receipt."""
    page, panel = keys.page, "#comments .voice-panel"
    keys.open("#comments .voice .go.light", panel)
    assert page.evaluate(HAS_FOCUS, panel)
    page.evaluate(LISTEN)
    keys.open(f"{panel} button[value=agree]", f"{panel} .receipt")
    _was_told_once(page, words(lang, ANSWERED), panel)


def _vote(keys: Keyboard, words: Words, lang: str, *, has_script: bool) -> None:
    page = keys.page
    panel = page.get_by_role("group", name=words(lang, "Your vote on this clause"))
    group = panel.get_by_role("group", name=words(lang, "What do you think of this clause?"))
    for choice in ClauseChoice:
        assert group.get_by_role("radio", name=words(lang, choice), exact=True).count() == 1
    send = panel.get_by_role("button", name=words(lang, "Send my vote"), exact=True)
    assert send.count() == 1
    if has_script:
        _vote_for_nothing(keys, words, lang)
    keys.go_to("#vote-panel [name=choice]")
    keys.key("Space")
    if not has_script:
        keys.press("#vote-panel form[action$='/vote'] button")
        assert words(lang, SAVED) in page.get_by_role("main").inner_text()
        return
    page.evaluate(LISTEN)
    keys.open("#vote-panel form[action$='/vote'] button", "#vote-panel .notice-done")
    _was_told_once(page, words(lang, SAVED), "#vote-panel")
    assert not page.title().startswith(words(lang, "Error: %(title)s", title=""))


def _vote_for_nothing(keys: Keyboard, words: Words, lang: str) -> None:
    """Send the form without an answer: the title says that something is wrong."""
    wrong = words(lang, "Error: %(title)s", title="")
    assert not keys.page.title().startswith(wrong)
    keys.open("#vote-panel form[action$='/vote'] button", "#vote-panel .error-summary")
    keys.page.wait_for_function("wrong => document.title.startsWith(wrong)", arg=wrong)


def _comment_after_an_empty_one(keys: Keyboard, held: Round, words: Words, lang: str) -> None:
    """The mistake is said first and leads to the box; then the words go their way."""
    page = keys.page
    page.goto(f"{clause_path(lang, held)}/comment")
    _holds_its_shape(page)
    keys.press("form[action$='/comment'] button")
    assert page.title().startswith(words(lang, "Error: %(title)s", title=""))
    expect(page.locator(".error-summary")).to_be_focused()
    keys.go_to(".error-summary a[href='#body']")
    keys.key("Enter")
    expect(page.locator("#body")).to_be_focused()
    _says_what_is_wrong(page, words(lang, "What happened to you? What should change?"))
    page.keyboard.type(OPINION[lang])
    keys.press("form[action$='/comment'] button")
    _holds_its_shape(page)
    keys.press("form[action$='/comment/send'] button:not([name])")
    _holds_its_shape(page)
    assert words(lang, "Your comment has arrived") in page.get_by_role("heading").all_inner_texts()
    assert OPINION[lang] in page.get_by_role("main").inner_text()


def _says_what_is_wrong(page: Page, name: str) -> None:
    """The box has its name, is marked as wrong, and is described by what is wrong with it."""
    box = page.get_by_role("textbox", name=name, exact=False)
    said: Mapping[str, str] = box.evaluate(
        """box => ({
          invalid: box.ariaInvalid,
          error: box.getAttribute("aria-describedby").split(" ")
            .map((id) => document.getElementById(id).innerText).join(" "),
        })"""
    )
    assert said["invalid"] == "true"
    assert page.locator(".error-summary a").inner_text() in said["error"]

"""The whole circle in a browser, from the imported text to the next round, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import update

from deliberate.domain.actors import WORKER, Role
from deliberate.persistence.database import now, transaction
from deliberate.persistence.models.rounds import RoundPhase
from deliberate.persistence.queries.frameworks import framework_ref, framework_view
from tests.factories import people
from tests.factories.counting import take_snapshot
from tests.journeys.office import Bench, sign_in, sources
from tests.journeys.steps import follow
from tests.support.browsers import NewPage

PRIORITY_GROUPS = 12
SLUG = "galaxy"
OFFICIAL, SECOND_OFFICIAL = "official@example.org", "second@example.org"
TRANSLATOR = "translator@example.org"
PEOPLE = ("rider@example.org", "farmer@example.org", "nurse@example.org")
TITLES = {"ko": "제1차 의견수렴", "en": "First consultation round"}
ABOUT = {"ko": "모든 조항에 대해 묻습니다.", "en": "We ask about every clause."}
ACTIVITIES = {
    "comment": "guest",
    "amend": "known",
    "cosign": "known",
    "vote_on_clauses": "guest",
    "vote_on_amendments": "guest",
}
WEEKS = timedelta(days=14)
WHY = {"ko": "편지만으로는 까닭을 알 수 없어요.", "en": "The letter alone does not say why."}
WHOM = {"ko": "글이 어려운 분들이요.", "en": "People for whom letters are hard to read."}
REASONS = {"ko": "제안하신 뜻을 살려 고칩니다.", "en": "The text changes in the way you propose."}


@dataclass(frozen=True)
class Change:
    """What someone adds to a clause, or the words of a new one after it."""

    words: Mapping[str, str]
    heading: Mapping[str, str] | None = None

    @property
    def is_new(self) -> bool:
        """Whether it is a new clause."""
        return self.heading is not None


@dataclass
class Circle:
    """Everyone who takes part, each in a browser of their own, in one language."""

    app: Flask
    new_page: NewPage
    lang: str
    has_script: bool

    def __post_init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def page(self, address: str = "") -> Page:
        """Return the page of someone who is signed in, of a stranger without an address."""
        if address not in self._pages:
            page = self.new_page(java_script_enabled=self.has_script, locale=self.lang)
            if address:
                sign_in(page, self.lang, address, people.PASSWORD)
            self._pages[address] = page
        return self._pages[address]

    def go(self, address: str, path: str) -> Page:
        """Let someone open a page."""
        page = self.page(address)
        answer = page.goto(f"/{self.lang}/{path}")
        assert answer is not None
        assert answer.ok, (answer.status, path)
        return page

    def staff(self) -> None:
        """Give everyone an account, and the framework's people their roles once it is there."""
        with self.app.app_context():
            for address in (OFFICIAL, SECOND_OFFICIAL, TRANSLATOR, *PEOPLE):
                people.new_account(now(), address, locale=self.lang, with_password=True)

    def grant(self, *roles: tuple[str, Role]) -> None:
        """Give roles on the framework."""
        with self.app.app_context():
            ref = framework_ref(SLUG)
            for address, role in roles:
                people.grant(address, role, ref, now())


def import_text(circle: Circle) -> None:
    """Bring the real text in and publish it as version 1."""
    bench = Bench(circle.page(OFFICIAL), circle.lang, SLUG, circle.has_script)
    bench.bring_in(*sources())
    bench.publish()


def fill(page: Page, fields: Mapping[str, str]) -> None:
    """Type texts into the fields of a page's form."""
    for name, text in fields.items():
        page.locator(f"main [name={name}]").fill(text)


def both(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a text in two languages."""
    return {f"{name}_{locale}": text for locale, text in texts.items()}


def send(page: Page, within: str = "main form") -> int:
    """Press the first button of a form; return the status of the answer."""
    return follow(page.locator(f"{within} button").first)


def open_round(circle: Circle) -> str:
    """Set a round up task by task and announce it; return its ref."""
    page = circle.go(OFFICIAL, f"frameworks/{SLUG}/rounds/new")
    send(page)
    ref = page.url.split("/")[-2]
    page = circle.go(OFFICIAL, f"rounds/{ref}/setup/words")
    fill(page, both("title", TITLES) | both("description", ABOUT))
    send(page)
    _set_times(circle, ref)
    page = circle.go(OFFICIAL, f"rounds/{ref}/setup/clauses")
    follow(page.locator("form[action$='/setup/clauses'] button"))
    page = circle.go(OFFICIAL, f"rounds/{ref}/setup/hearing")
    for share in page.locator("[name^=share_]").all():
        share.fill("5")
    send(page)
    page = circle.go(OFFICIAL, f"rounds/{ref}/setup/announce")
    page.locator("[name=at_once]").check()
    send(page)
    assert page.url.endswith(f"/rounds/{ref}")
    return ref


def _set_times(circle: Circle, ref: str) -> None:
    page = circle.go(OFFICIAL, f"rounds/{ref}/setup/times/1")
    opens_at = now() + timedelta(hours=10)
    page.locator("[name=opens_at]").fill(f"{opens_at:%Y-%m-%dT%H:%M}")
    page.locator("[name=closes_at]").fill(f"{opens_at + WEEKS:%Y-%m-%dT%H:%M}")
    for name, level in ACTIVITIES.items():
        page.locator(f"[name={name}]").select_option(level)
    send(page)


def clause_paths(circle: Circle) -> list[str]:
    """Return the addresses of the clauses of the newest version, in reading order."""
    with circle.app.app_context():
        sections = framework_view(SLUG).sections
    return [
        f"frameworks/{SLUG}/clauses/{clause.ref}"
        for section in sections
        for clause in section.clauses
    ]


def vote(circle: Circle, address: str, clause_path: str, choice: str) -> None:
    """Vote on a clause."""
    page = circle.go(address, f"{clause_path}/vote")
    form = page.locator("form[action$='/vote']")
    form.locator(f"input[name=choice][value='{choice}']").check(force=True)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        form.locator("button").first.click()
    assert answer.value.status in {200, 303}


def comment(circle: Circle, address: str, clause_path: str, words: str) -> None:
    """Comment on a clause, after having checked it."""
    page = circle.go(address, f"{clause_path}/comment")
    page.locator("[name=body]").fill(words)
    send(page, "form[action$='/comment']")
    send(page, "form[action$='/comment/send']")


def close_and_count(circle: Circle, ref: str) -> None:
    """Let the closing time pass, and the worker's turn come."""
    with circle.app.app_context():
        with transaction() as session:
            over = now() - timedelta(minutes=1)
            session.execute(update(RoundPhase).values(opens_at=over - WEEKS, closes_at=over))
        assert take_snapshot(ref, now(), WORKER)


def say_who(circle: Circle, address: str, ref: str) -> None:
    """Say something about oneself, once with the sensitive questions, as someone of 14 or older."""
    page = circle.go(address, f"rounds/{ref}/about-you")
    page.locator("[name=groups]").nth(2).check()
    follow(page.locator("button[value=more]"))
    assert page.locator("[name=groups]:checked").count() == 1, "nothing is lost on the way"
    page.locator("[name=sensitive]").first.check()
    follow(page.locator("button[value=save]"))
    assert page.locator("[name=sensitive]").count() == 0
    assert page.locator("[name=groups]:checked").count() == 0, "nobody else reads it here"


def explain_missing(circle: Circle, ref: str) -> None:
    """Say of every group that the round missed why it closes without it."""
    missed = f"rounds/{ref}/closing/missed"
    page = circle.go(OFFICIAL, missed)
    paths = [each.get_attribute("href") or "" for each in page.locator("main .lines a").all()]
    assert len(paths) == PRIORITY_GROUPS
    for path in paths:
        page = circle.go(OFFICIAL, f"{missed}/{path.rpartition('/')[2]}")
        fill(page, both("reason", REASONS))
        send(page)


def amend(circle: Circle, address: str, clause_path: str, change: Change) -> str:
    """Propose other words in three steps; return the ref of the amendment."""
    page = circle.go(address, f"{clause_path}/amend{'?kind=new clause' if change.is_new else ''}")
    for locale, words in change.words.items():
        box = page.locator(f"main [name=body_{locale}]")
        box.fill(words if change.heading else f"{box.input_value()} {words}")
        if change.heading:
            page.locator(f"main [name=heading_{locale}]").fill(change.heading[locale])
    send(page, "main form:has([name=base])")
    fill(page, {f"reason_{locale}": WHY[locale] for locale in change.words})
    fill(page, {f"impact_{locale}": WHOM[locale] for locale in change.words})
    send(page, "main form[action$='/reason']")
    send(page, "main form[action$='/submit']")
    ref = page.url.split("/amendments/")[1].split("/")[0].split("?")[0]
    assert circle.go("", f"amendments/{ref}").locator(".redline ins").count() >= 1
    return ref


def stand_behind(circle: Circle, address: str, ref: str, choice: str) -> None:
    """Vote on an amendment and co-sign it."""
    for form in ("/vote", "/sign"):
        page = circle.go(address, f"amendments/{ref}/vote")
        place = page.locator(f"#amendment-panel form[action$='{form}']").first
        if form == "/vote":
            place.locator(f"input[name=choice][value='{choice}']").check(force=True)
        with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
            place.locator("button").first.click()
        assert answer.value.status in {200, 303}


def dispose(circle: Circle, ref: str, outcome: str) -> None:
    """Answer an amendment in both languages."""
    page = circle.go(OFFICIAL, f"amendments/{ref}/disposition")
    page.locator(f"input[name=outcome][value='{outcome}']").check(force=True)
    fill(page, both("reason", REASONS))
    send(page, "main form:has([name=outcome])")


def answer_all(circle: Circle, ref: str, clause_path: str) -> None:
    """Answer every comment on a clause at once."""
    clause_ref = clause_path.rpartition("/")[2]
    page = circle.go(OFFICIAL, f"rounds/{ref}/closing/clauses/{clause_ref}/answers")
    for box in page.locator("input[name=comment]").all():
        box.check(force=True)
    fill(page, both("answer", REASONS))
    send(page, "main form:has([name=answer_ko])")
    assert page.locator("input[name=comment]").count() == 0


def write_text(circle: Circle, ref: str, clause_ref: str, picks: Mapping[str, int]) -> None:
    """Settle the conflicts of a clause, save its text, confirm both languages."""
    page = circle.go(OFFICIAL, f"rounds/{ref}/closing/clauses/{clause_ref}/text")
    for name, number in picks.items():
        page.locator(f"input[name={name}]").nth(number).check(force=True)
    if picks:
        follow(page.locator("button[name=apply]").first)
    follow(page.locator("button[name=save]"))
    follow(page.locator("form[action$='/text/same'] button"))


def publish(circle: Circle, ref: str) -> None:
    """Publish the outcome."""
    page = circle.go(OFFICIAL, f"rounds/{ref}/closing/publish")
    send(page, "main form[method=post]")
    assert page.url.endswith("/report")

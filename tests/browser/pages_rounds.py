"""The pages of rounds, votes and claims, and what they need to have something to show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from flask import Flask
from playwright.sync_api import Page, Response

from deliberate.domain.frameworks import Changeability
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import now
from deliberate.persistence.queries.groups import groups_page
from deliberate.services import round_setup, rounds, schedules
from tests.browser.cases import Case, send
from tests.factories import frameworks, people
from tests.factories import rounds as round_factory
from tests.factories.rounds import Round, phase
from tests.factories.votes import vote
from tests.support.sessions import session_token

NOT_PAGES: Mapping[str, str] = {}

OPEN_FOR = timedelta(days=4)
WEEK = timedelta(days=7)
VOTED, UNTOUCHED = 0, 1
"""Places of clauses in the framework with the open round."""
FIXED = 2
LONGER = {"ko": "더 많은 분이 읽을 시간을 드려요.", "en": "More people need time to read."}
SHORTER = {"ko": "의회 일정이 앞당겨졌어요.", "en": "The council meets earlier."}
LAW = {"ko": "개인정보 보호법이 정한 내용이에요.", "en": "The privacy act says so."}
HALF_A_REASON = {"reason_en": "Only in English."}
BALLOT = "#vote-panel form[action$='/vote']"


def _answer(page: Page) -> None:
    """Choose the first of the four answers; as a stranger one gets a receipt for it."""
    page.locator(f"{BALLOT} [name=choice]").first.check()
    page.locator(f"{BALLOT} button").first.click()
    page.locator("#vote-panel .receipt").wait_for()


def _send_unanswered(page: Page) -> Response | None:
    """Send the form past the script, as when it has not arrived: a whole page comes back."""
    with page.expect_navigation() as navigation:
        page.locator(BALLOT).evaluate("form => form.submit()")
    return navigation.value


def _be_refused_in_place(page: Page) -> None:
    page.locator(f"{BALLOT} button").first.click()
    page.locator("#vote-panel .error-summary").wait_for()


def _ask_for_three_people(page: Page) -> Response | None:
    """Fix a floor that would tell about single people."""
    page.locator("[name^=share_]").first.fill("5")
    page.locator("[name^=floor_]").first.fill("3")
    return send("main form")(page)


def _await_panel(page: Page) -> None:
    page.locator(BALLOT).wait_for()


SETUP = "rounds/{river_round}/setup"
SCHEDULE = "rounds/{shore_round}/schedule"
BALLOT_OF = "frameworks/{shore}/clauses/{shore_clause}/vote"
OFFICIAL = "river_official"
OTHER_OFFICIAL = "shore_official"
CASES: tuple[Case, ...] = (
    Case("rounds", "rounds.index", "frameworks/{shore}/rounds"),
    Case("round", "rounds.show", "rounds/{shore_round}"),
    Case("round-news", "rounds.news", "frameworks/{shore}/news", OTHER_OFFICIAL),
    Case("round-stop-news", "rounds.stop_news", "news/stop/someone-something.seal"),
    Case("round-new", "rounds.new", "frameworks/{river}/rounds/new", OFFICIAL),
    Case("round-setup", "rounds.setup", SETUP, OFFICIAL),
    Case("round-setup-begun", "rounds.setup", "rounds/{river_begun}/setup", "river_beginner"),
    Case("round-words", "rounds.words", f"{SETUP}/words", OFFICIAL),
    Case("round-times", "rounds.times", f"{SETUP}/times", OFFICIAL),
    Case("round-phase", "rounds.phase", f"{SETUP}/times/1", OFFICIAL),
    Case(
        "round-phase-without-times",
        "rounds.phase",
        f"{SETUP}/times/3",
        OFFICIAL,
        status=422,
        step=send("main form"),
        is_wrong=True,
    ),
    Case("round-visibility", "rounds.visibility", f"{SETUP}/visibility", OFFICIAL),
    Case("round-clauses", "rounds.clauses", f"{SETUP}/clauses", OFFICIAL),
    Case("round-clause", "rounds.clause", f"{SETUP}/clauses/{{river_clause}}", OFFICIAL),
    Case("round-targets", "rounds.targets", f"{SETUP}/hearing", OFFICIAL),
    Case(
        "round-targets-too-low",
        "rounds.targets",
        f"{SETUP}/hearing",
        OFFICIAL,
        status=422,
        step=_ask_for_three_people,
        is_wrong=True,
    ),
    Case("groups", "frameworks.groups", "frameworks/{river}/groups", OFFICIAL),
    Case("groups-fixed", "frameworks.groups", "frameworks/{shore}/groups", OTHER_OFFICIAL),
    Case("group", "frameworks.group", "frameworks/{river}/groups/{river_group}", OFFICIAL),
    Case("group-new", "frameworks.new_group", "frameworks/{river}/groups/new", OFFICIAL),
    Case(
        "group-without-a-name",
        "frameworks.new_group",
        "frameworks/{river}/groups/new",
        OFFICIAL,
        status=422,
        step=send("main form"),
        is_wrong=True,
    ),
    Case("round-announce", "rounds.announce", f"{SETUP}/announce", OFFICIAL),
    Case("round-schedule", "rounds.schedule", SCHEDULE, OTHER_OFFICIAL),
    Case("round-extend", "rounds.extend", f"{SCHEDULE}/extend", OTHER_OFFICIAL),
    Case("round-shorten", "rounds.shorten", f"{SCHEDULE}/shorten", OTHER_OFFICIAL),
    Case("round-close-early", "rounds.close_early", f"{SCHEDULE}/close-early", OTHER_OFFICIAL),
    Case(
        "round-cancel-half-a-reason",
        "rounds.cancel",
        f"{SCHEDULE}/cancel",
        OTHER_OFFICIAL,
        status=422,
        step=send("main form", HALF_A_REASON),
        is_wrong=True,
    ),
    Case(
        "vote-clause",
        "frameworks.clause",
        "frameworks/{shore}/clauses/{shore_clause}",
        step=_await_panel,
        is_steady=False,
    ),
    Case("vote", "votes.panel", BALLOT_OF),
    Case("vote-voted", "votes.panel", BALLOT_OF, "shore_guest"),
    Case(
        "vote-without-choice",
        "votes.panel",
        "frameworks/{shore}/clauses/{shore_untouched}/vote",
        status=422,
        step=_send_unanswered,
        is_wrong=True,
    ),
    Case(
        "vote-without-choice-in-place",
        "frameworks.clause",
        "frameworks/{shore}/clauses/{shore_untouched}",
        step=_be_refused_in_place,
        is_steady=False,
    ),
    Case(
        "vote-receipt",
        "votes.cast",
        "frameworks/{shore}/clauses/{shore_untouched}/vote",
        step=_answer,
        is_steady=False,
        leaves_traces=True,
    ),
    Case("claim", "participants.claim", "receipts/claim", "newcomer"),
    Case(
        "claim-unknown-code",
        "participants.claim",
        "receipts/claim",
        "newcomer",
        status=422,
        step=send("main form", {"code": "AAAA-BBBB-CCCC"}),
        is_wrong=True,
    ),
)


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    moment = now()
    river, shore = _in_setup(moment), _open(moment)
    begun = frameworks.new_framework(moment, slug="river-begun")
    guest, _code = people.new_guest(moment, str(app.secret_key))
    vote(shore, guest, ClauseChoice.AGREE, moment, VOTED)
    places = {
        "river": river.framework.slug,
        "river_round": river.ref,
        "river_clause": river.framework.clause_refs[FIXED],
        "river_group": groups_page(river.framework.slug, river.staff.official).groups[0].ref,
        "river_begun": rounds.create_round(begun.official, begun.ref, moment),
        "shore": shore.framework.slug,
        "shore_round": shore.ref,
        "shore_clause": shore.framework.clause_refs[VOTED],
        "shore_untouched": shore.framework.clause_refs[UNTOUCHED],
    }
    who = {
        "river_official": river.staff.official,
        "river_beginner": begun.official,
        "shore_official": shore.staff.official,
        "shore_guest": guest,
    }
    return places, {name: session_token(app, actor) for name, actor in who.items()}


def _in_setup(moment: datetime) -> Round:
    """Set up a round in two phases that could be announced; one of its clauses is fixed."""
    opens = moment + WEEK
    phases = (phase(opens, opens + WEEK), phase(opens + WEEK, opens + 2 * WEEK))
    framework = frameworks.new_framework(moment, slug="river")
    river = round_factory.set_up(framework, moment, phases=phases, hears=True)
    round_setup.say_changeability(
        framework.official,
        river.ref,
        framework.clause_refs[FIXED],
        Changeability.FIXED,
        LAW,
        moment,
    )
    return river


def _open(moment: datetime) -> Round:
    """Hold a round that was extended once; shortening it waits for a second official."""
    began = moment - OPEN_FOR
    framework = frameworks.new_framework(began, slug="shore")
    shore = round_factory.set_up(framework, began)
    refs = framework.clause_refs
    official, second = framework.official, shore.staff.second_official
    round_setup.say_changeability(
        official, shore.ref, refs[FIXED], Changeability.PARTLY, LAW, began
    )
    rounds.announce_round(official, shore.ref, began)
    for choice in ClauseChoice:
        vote(shore, people.actor_at(people.new_account(began)), choice, moment, VOTED)
    later = shore.closes_at + WEEK
    schedules.extend_round(official, shore.ref, later, LONGER, moment)
    schedules.ask_to_shorten(second, shore.ref, later - WEEK / 2, SHORTER, moment)
    return shore

"""What people see when something is refused, and on a site's first day."""

from __future__ import annotations

from http import HTTPStatus

from playwright.sync_api import Page, Response

from tests.browser.cases import LONG, Case, forge, leave_and_send_twice, send

TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
ENOUGH = 6


def _ask_too_often(page: Page) -> Response | None:
    """Ask for one link after another, until it is too much."""
    for _time in range(ENOUGH):
        answer = send("form[action*='/sign-in/link']", {"address": "often@example.org"})(page)
        if answer is not None and answer.status == TOO_MANY:
            return answer
        page.go_back()
    return None


REFUSALS = (
    Case(
        "too-much",
        "",
        "sign-in",
        status=TOO_MANY,
        step=_ask_too_often,
        is_steady=False,  # the minutes to wait go by
        site="empty",
    ),
    Case("unknown-address", "", "nothing-here", status=404),
    Case("no-right", "", "operators", "participant", status=403),
    Case("wrong-method", "", "sign-out", "participant", status=405),
    Case(
        "expired",
        "",
        "frameworks/{slug}/about",
        "official",
        status=400,
        step=forge("csrf_token", "old", send("main form", {"ko": LONG})),
    ),
    Case(
        "signed-out-while-writing",
        "",
        "frameworks/{slug}/about",
        "official",
        status=401,
        step=leave_and_send_twice,
        leaves_traces=True,
    ),
    Case("link-spent", "", "sign-in/link/abcdefghijklmnop", status=410, step=send("main form")),
    *(
        Case(f"refusal-{status}", "", f"broken/{status}", status=status)
        for status in (400, 409, 413, 422, 500, 503)
    ),
)

FIRST_DAY = (
    Case("first-home", "site.home", "", site="empty"),
    Case("first-help", "site.page", "help", site="empty"),
    Case("first-frameworks", "frameworks.index", "frameworks", site="empty"),
    Case("first-organisations", "participants.organisation_list", "organisations", site="empty"),
    Case("first-sign-in", "participants.sign_in", "sign-in", site="empty"),
    Case("first-account", "participants.account", "account", "operator", site="empty"),
)

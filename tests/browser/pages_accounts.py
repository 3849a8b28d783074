"""Pages about one's own account: sessions, addresses, the second step."""

from __future__ import annotations

from playwright.sync_api import Page, Response

from tests.browser.cases import Case, send

BEGIN = "form[action$='/authenticator']"
ADDRESS = "main form:has([name=new_address])"
ERASING = "main form:has([name=is_sure])"
FRESH = "form[action$='/receipts/new']"
PASSWORD = {"new_password": "a calm and long sentence"}


def _begin(page: Page) -> Response | None:
    """Set an app up, unless an earlier look has begun that."""
    begun = page.locator(BEGIN).count() == 0
    return page.reload() if begun else send(BEGIN)(page)


def _be_erased(page: Page) -> Response | None:
    """Begin without an account, and leave nothing of it."""
    send(FRESH)(page)
    page.goto(page.url.replace("/receipts/new", "/mine/erase"))
    page.locator("[name=is_sure]").check()
    return send(ERASING)(page)


CASES = (
    Case("sessions", "participants.session_list", "account/sessions", "participant"),
    Case("new-address", "participants.new_address", "account/address", "participant"),
    Case(
        "new-address-wrong",
        "participants.new_address",
        "account/address",
        "participant",
        status=422,
        step=send(ADDRESS, {"new_address": "nowhere"}),
        is_wrong=True,
    ),
    Case(
        "new-address-asked",
        "participants.ask_for_address",
        "account/address",
        "participant",
        step=send(ADDRESS, {"new_address": "another@example.org"}),
    ),
    Case("open-address", "participants.open_address", "account/address/old-abcdef"),
    Case(
        "second-step",
        "participants.second_step",
        "account/second-step",
        "newcomer",
        is_steady=False,  # making a passkey needs JavaScript
    ),
    Case(
        "second-step-begun",
        "participants.second_step",
        "account/second-step",
        "participant",
        step=_begin,
        is_steady=False,
    ),
    Case("confirm-without", "participants.confirm", "account/confirm", "newcomer"),
    Case(
        "roles-wait",
        "participants.account",
        "account",
        "half",
        site="empty",
    ),
    Case(
        "waits-for-second-step",
        "",
        "account",
        "half",
        status=403,
        step=send("form[action$='/account/password']", PASSWORD),
        site="empty",
    ),
    Case("kept", "site.kept", "privacy/kept"),
    Case("kept-operator", "site.kept", "privacy/kept", "operator"),
    Case(
        "kept-too-long",
        "site.kept",
        "privacy/kept",
        "operator",
        status=422,
        step=send("main form:has([name=sent_mails])", {"sent_mails": "1000"}),
        is_wrong=True,
    ),
    Case("erase", "participants.before_erasing", "mine/erase", "participant"),
    Case(
        "erase-not-sure",
        "participants.before_erasing",
        "mine/erase",
        "participant",
        status=422,
        step=send(ERASING),
        is_wrong=True,
    ),
    Case(
        "erased",
        "participants.erase",
        "receipts",
        step=_be_erased,
        is_steady=False,
        leaves_traces=True,
    ),
)

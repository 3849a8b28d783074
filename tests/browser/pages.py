"""Every page there is, in the states that it can be in: who sees it, and how it comes about."""

from __future__ import annotations

from collections.abc import Mapping

from deliberate.web.site.pages import PAGES
from tests.browser import (
    pages_accounts,
    pages_amendments,
    pages_desks,
    pages_hearing,
    pages_rounds,
    pages_voices,
)
from tests.browser.cases import (
    Case,
    forge,
    open_panel,
    send,
    send_junk,
    send_too_much,
)
from tests.browser.pages_odd import FIRST_DAY, REFUSALS

NOT_PAGES: Mapping[str, str] = {
    "bundle": "a style sheet or a script; see test_weight.py",
    "root.root": "sends the visitor on to a language",
    "root.healthz": "a word for machines",
    "root.readyz": "a word for machines",
    "participants.own_data_file": "a file for programs",
    "participants.leave": "empty, and sends the browser elsewhere; see test_own_sessions.py",
    **pages_rounds.NOT_PAGES,
    **pages_voices.NOT_PAGES,
}

LINK = "form[action*='/sign-in/link']"
PASSWORD = "form[action*='/sign-in/password']"
CODE = "form[action$='/receipts']"
GIVE = "main form:has([name=address])"

READING = (
    Case("home", "site.home", ""),
    *(Case(page, "site.page", page) for page in PAGES),
    Case("frameworks", "frameworks.index", "frameworks"),
    Case("framework", "frameworks.show", "frameworks/{slug}"),
    Case("framework-korean", "frameworks.show", "frameworks/{slug}?text=ko"),
    Case("version-before", "frameworks.version", "frameworks/{slug}/versions/1?text=both"),
    Case("clause", "frameworks.clause", "frameworks/{slug}/clauses/{clause}"),
    Case("clause-uneven", "frameworks.clause", "frameworks/{slug}/clauses/{reworded}?text=both"),
    Case("clause-removed", "frameworks.clause", "frameworks/{slug}/clauses/{removed}?text=en"),
    Case("design", "site.design", "design", is_steady=False),
)

PEOPLE = (
    Case("sign-in", "participants.sign_in", "sign-in"),
    Case(
        "sign-in-no-address",
        "participants.sign_in",
        "sign-in",
        status=422,
        step=send(LINK, {"address": "nobody"}),
        is_wrong=True,
    ),
    Case(
        "sign-in-wrong-password",
        "participants.sign_in",
        "sign-in",
        status=422,
        step=send(PASSWORD, {"address": "no@example.org", "password": "not the password"}),
        is_wrong=True,
    ),
    Case(
        "link-sent",
        "participants.ask_for_link",
        "sign-in",
        step=send(LINK, {"address": "someone@example.org"}),
    ),
    Case("open-link", "participants.open_link", "sign-in/link/abcdefghijklmnop"),
    Case("mine-visitor", "participants.mine", "mine"),
    Case("mine-guest", "participants.mine", "mine", "guest"),
    Case("mine-newcomer", "participants.mine", "mine", "newcomer"),
    Case("own-data", "participants.own_data", "mine/data", "participant", is_steady=False),
    Case("receipts", "participants.receipts", "receipts"),
    Case(
        "receipts-unknown-code",
        "participants.receipts",
        "receipts",
        status=422,
        step=send(CODE, {"code": "AAAA-BBBB-CCCC"}),
        is_wrong=True,
    ),
    Case(
        "receipt",
        "participants.start_fresh",
        "receipts",
        step=send("form[action$='/receipts/new']"),
        is_steady=False,
        leaves_traces=True,
    ),
    Case("account-newcomer", "participants.account", "account", "newcomer"),
    Case("account-participant", "participants.account", "account", "participant"),
    Case("account-official", "participants.account", "account", "official"),
    Case(
        "account-no-pseudonym",
        "participants.account",
        "account",
        "newcomer",
        status=422,
        step=send("form[action$='/pseudonym']", {"pseudonym": " "}),
        is_wrong=True,
    ),
    Case(
        "account-short-password",
        "participants.account",
        "account",
        "newcomer",
        status=422,
        step=send("form[action$='/account/password']", {"new_password": "short"}),
        is_wrong=True,
    ),
)

ORGANISATIONS = (
    Case("organisations", "participants.organisation_list", "organisations"),
    Case("organisation", "participants.organisation", "organisations/{confirmed}"),
    Case(
        "organisation-delegate",
        "participants.organisation",
        "organisations/{organisation}",
        "participant",
    ),
    Case(
        "organisation-official",
        "participants.organisation",
        "organisations/{organisation}",
        "official",
    ),
    Case(
        "organisation-unknown-delegate",
        "participants.organisation",
        "organisations/{organisation}",
        "participant",
        status=422,
        step=send("form[action$='/delegates']", {"address": "no@example.org"}),
        is_wrong=True,
    ),
    Case(
        "new-organisation",
        "participants.new_organisation",
        "organisations/new",
        "participant",
    ),
    Case(
        "new-organisation-without-name",
        "participants.new_organisation",
        "organisations/new",
        "participant",
        status=422,
        step=send("main form", {"website": "nowhere"}),
        is_wrong=True,
    ),
)

OFFICE = (
    Case("import", "frameworks.new", "frameworks/new", "official"),
    Case(
        "import-without-files",
        "frameworks.new",
        "frameworks/new",
        "official",
        status=422,
        step=send("main form", {"slug": "Not An Address"}),
        is_wrong=True,
    ),
    Case(
        "import-junk",
        "frameworks.new",
        "frameworks/new",
        "official",
        status=422,
        step=send_junk,
        is_wrong=True,
    ),
    Case("draft", "frameworks.draft", "frameworks/{messy}/draft", "official"),
    Case("draft-long", "frameworks.draft", "frameworks/{long}/draft?page=2", "official"),
    Case("draft-bare", "frameworks.draft", "frameworks/{bare}/draft", "official"),
    Case(
        "draft-panel",
        "frameworks.draft",
        "frameworks/{messy}/draft",
        "official",
        step=open_panel,
        is_steady=False,
    ),
    Case(
        "draft-stale",
        "frameworks.draft",
        "frameworks/{messy}/draft",
        "official",
        status=409,
        step=forge("revision", "0", send("main form[action$='/undo']")),
    ),
    Case("mend", "frameworks.mend", "frameworks/{messy}/draft/clauses/2/0", "official"),
    Case("mend-gap", "frameworks.mend", "frameworks/{messy}/draft/clauses/2/1", "official"),
    Case("names", "frameworks.names", "frameworks/{messy}/draft/names", "official"),
    Case("left-out", "frameworks.left_out", "frameworks/{messy}/draft/left-out", "official"),
    Case("left-out-none", "frameworks.left_out", "frameworks/{whole}/draft/left-out", "official"),
    Case(
        "publish", "frameworks.confirm_publication", "frameworks/{whole}/draft/publish", "official"
    ),
    Case(
        "publish-gaps",
        "frameworks.confirm_publication",
        "frameworks/{messy}/draft/publish",
        "official",
    ),
    Case(
        "publish-nothing",
        "frameworks.confirm_publication",
        "frameworks/{bare}/draft/publish",
        "official",
    ),
    Case("summaries", "frameworks.summary_list", "frameworks/{slug}/summaries", "official"),
    Case(
        "summary",
        "frameworks.edit_summary",
        "frameworks/{slug}/clauses/{clause}/summary",
        "official",
    ),
    Case(
        "summary-too-long",
        "frameworks.edit_summary",
        "frameworks/{slug}/clauses/{clause}/summary",
        "official",
        status=422,
        step=send_too_much,
        is_wrong=True,
    ),
    Case("about", "frameworks.edit_description", "frameworks/{slug}/about", "official"),
    Case(
        "about-too-long",
        "frameworks.edit_description",
        "frameworks/{slug}/about",
        "official",
        status=422,
        step=send_too_much,
        is_wrong=True,
    ),
    Case("roles", "participants.framework_roles", "frameworks/{slug}/roles", "official"),
    Case(
        "roles-unknown",
        "participants.framework_roles",
        "frameworks/{slug}/roles",
        "official",
        status=422,
        step=send(GIVE, {"address": "nowhere"}),
        is_wrong=True,
    ),
    Case("operators", "participants.operators", "operators", "operator"),
    Case(
        "operators-last",
        "participants.operators",
        "operators",
        "operator",
        status=422,
        step=send("main form[action$='/revoke']"),
        is_wrong=True,
    ),
)

CASES = (
    *READING,
    *PEOPLE,
    *pages_accounts.CASES,
    *ORGANISATIONS,
    *OFFICE,
    *pages_rounds.CASES,
    *pages_voices.CASES,
    *pages_amendments.CASES,
    *pages_desks.CASES,
    *pages_hearing.CASES,
    *REFUSALS,
    *FIRST_DAY,
)

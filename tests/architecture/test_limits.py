"""Every form counts as something, and the table in the documents says what the code does."""

from __future__ import annotations

import pytest
from flask import Flask

from deliberate.domain.limits import FAIL_CLOSED, RULES, Counted, Limit, Rule
from deliberate.web.shared.limits import SECRETS, limit_of
from deliberate.web.shared.session import SAFE_METHODS
from tests.architecture.checkout import ROOT
from tests.architecture.test_documents import rows

DECLARED = {
    "participants.sign_in_with_password": Limit.SIGN_IN,
    "participants.ask_for_link": Limit.LINK,
    "participants.follow_link": Limit.LINK,
    "participants.return_with_receipt": Limit.CODE,
    "participants.claim_receipt": Limit.CODE,
    "participants.start_fresh": Limit.GUEST,
    "participants.ask_for_address": Limit.LINK,
    "participants.ask_passkey": Limit.CODE,
    "participants.confirm_authenticator": Limit.CODE,
    "participants.go_on": Limit.CODE,
    "comments.send": Limit.COMMENT,
    "comments.correct": Limit.COMMENT,
    "comments.translate": Limit.COMMENT,
    "moderation.send_report": Limit.REPORT,
    "moderation.appeal": Limit.REPORT,
}


def sent(app: Flask) -> dict[str, Limit | None]:
    """Return what each endpoint that takes something counts as."""
    return {
        rule.endpoint: limit_of(app, rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - SAFE_METHODS
    }


def test_every_form_counts_as_something(app: Flask) -> None:
    found = sent(app)
    assert len(found) > len(DECLARED)
    assert {name: limit for name, limit in found.items() if limit is not Limit.WRITING} == DECLARED


def test_every_limit_is_there_for_a_form(app: Flask) -> None:
    assert set(sent(app).values()) == set(Limit) == set(RULES)


def test_reading_counts_as_nothing(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert limit_of(app, rule.endpoint, "GET") is None
    assert limit_of(app, None, "POST") is None


def _shown(rule: Rule) -> str:
    by_people = rule.most(2) != rule.most(1)
    return f"{rule.amount} × people" if by_people else str(rule.amount)


def test_the_table_is_what_the_code_says() -> None:
    written = rows(ROOT / "docs" / "limits.md")
    assert written == [
        [limit.value, rule.counted.value, _shown(rule), str(rule.minutes)]
        for limit, rules in RULES.items()
        for rule in rules
    ]


@pytest.mark.parametrize("limit", sorted(FAIL_CLOSED))
def test_guessing_is_bounded_by_what_is_guessed_at(limit: Limit) -> None:
    narrow = {Counted.MAILBOX, Counted.PERSON}
    assert narrow & {rule.counted for rule in RULES[limit]}


def test_no_page_gives_a_secret_back() -> None:
    from deliberate.web.shared.resending import SECRET_FIELDS  # noqa: PLC0415

    assert {"csrf_token", *SECRETS} == SECRET_FIELDS

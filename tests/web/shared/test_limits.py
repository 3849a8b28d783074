"""Limits as people meet them: words kept, the time to wait, nobody locked out by neighbours."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.limits import Counted, Limit
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence import limits
from tests.factories.given import Given
from tests.factories.people import PASSWORD
from tests.factories.rounds import Round
from tests.support.applications import MakeApp
from tests.web.comments.browsing import check, comment_as, filled, hidden, send
from tests.web.shared.reading import read
from tests.web.shared.trying import ANY, browser, most, try_password, try_until_refused
from tests.web.votes.browsing import code_in, vote_as

SCHOOL = 200
SIGN_IN = "/en/sign-in/password"
WORDS = "첫 줄\n둘째 줄 <b>굵게</b>"


@pytest.fixture
def limited(make_app: MakeApp, held: Round) -> Flask:
    """The application as it is shipped: with limits."""
    return make_app(limits=True)


def ready_to_send(app: Flask, held: Round) -> dict[str, str]:
    """Return what the last step of a comment sends."""
    client = app.test_client()
    return hidden(check(client, held, filled(client, held)))


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Wait 15 minutes and send it again."), ("ko", "15분 뒤에 다시 보내")]
)
def test_a_refusal_says_how_long_to_wait_and_gives_the_form_back(
    limited: Flask, lang: str, words: str
) -> None:
    client = browser(limited)
    try_until_refused(client)
    answer = try_password(client, lang=lang)
    assert answer.status_code == 429
    assert 14 * 60 < int(answer.headers["Retry-After"]) <= 15 * 60
    page = read(answer)
    assert page.lang == lang
    assert words in page.text
    form = page.form(f"/{lang}/sign-in/password")
    assert form.values()["address"] == ANY
    assert form.values()["next"] == f"/{lang}/"
    assert form.values()["password"] == ""
    assert "wrong, wrong, wrong" not in answer.text


def test_no_spelling_of_a_mailbox_is_counted_anew(limited: Flask) -> None:
    client = browser(limited)
    try_until_refused(client)
    for mailbox in ("SomeOne@Example.org", " someone@example.org ", "someone@EXAMPLE.ORG"):
        assert try_password(client, mailbox).status_code == 429
    assert try_password(client, "another@example.org").status_code == 422


def test_the_right_password_is_refused_too_and_taken_when_the_time_is_over(
    limited: Flask, given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.person(address=ANY, with_password=True)
    client = browser(limited)
    try_until_refused(client)
    refused = try_password(client, password=PASSWORD)
    assert refused.status_code == 429
    later = time.time() + int(refused.headers["Retry-After"])
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert try_password(client, password=PASSWORD).status_code == 303


def test_wrong_passwords_from_elsewhere_leave_ones_own_network_open(
    limited: Flask, given: Given
) -> None:
    given.person(address=ANY, with_password=True)
    try_until_refused(browser(limited, "203.0.113.9"))
    assert try_password(browser(limited, "203.0.113.200")).status_code == 429
    assert try_password(browser(limited, "203.0.114.9"), password=PASSWORD).status_code == 303


def test_a_refused_link_points_at_the_links_that_were_sent(limited: Flask) -> None:
    client = browser(limited)
    sent = {"address": ANY, "next": "/en/"}
    for _ in range(most(Limit.LINK, Counted.MAILBOX)):
        assert client.post("/en/sign-in/link", data=sent).status_code == 200
    answer = client.post("/en/sign-in/link", data=sent)
    assert answer.status_code == 429
    assert "Look into your mailbox first" in answer.text
    kept = read(answer).form("/en/sign-in/link").values()
    assert {name: kept[name] for name in sent} == sent


def test_a_comment_too_many_keeps_its_words_with_htmx_and_without(
    limited: Flask, given: Given, held: Round
) -> None:
    client = browser(limited, who=given.person())
    url = f"/en/frameworks/{held.framework.slug}/clauses/{held.framework.clause_refs[0]}/comment"
    for _ in range(most(Limit.COMMENT, Counted.PERSON)):
        client.post(f"{url}/send", data={})
    answer = client.post(f"{url}/send", data={"body": WORDS, "key": "a key"})
    assert answer.status_code == 429
    form = read(answer).form(f"{url}/send")
    assert form.values()["body"].replace("\r\n", "\n") == WORDS
    assert form.values()["key"] == "a key"
    assert "Nothing is lost" in answer.text
    panel = client.post(f"{url}/send", data={"body": WORDS}, headers={"HX-Request": "true"})
    assert panel.status_code == 429
    assert panel.headers["HX-Retarget"] == "body"
    assert client.post(url, data={"body": WORDS}).status_code != 429  # looking at it once more
    assert client.get(url).status_code == 200


def test_what_one_person_sends_does_not_keep_their_neighbours_from_it(
    limited: Flask, given: Given, held: Round
) -> None:
    eager, other = browser(limited, who=given.person()), browser(limited, who=given.person())
    for _ in range(most(Limit.COMMENT, Counted.PERSON)):
        assert comment_as(eager, held).status_code == 303
    assert comment_as(eager, held).status_code == 429
    assert comment_as(other, held).status_code == 303


def test_a_person_is_limited_wherever_they_are(limited: Flask, given: Given, held: Round) -> None:
    person = given.person()
    first, second = (
        browser(limited, "203.0.113.1", person),
        browser(limited, "198.51.100.1", person),
    )
    for _ in range(most(Limit.CODE, Counted.PERSON)):
        assert first.post("/en/receipts/claim", data={"code": "K7MF-4QXT-92HP"}).status_code == 422
    assert second.post("/en/receipts/claim", data={"code": "K7MF-4QXT-92HP"}).status_code == 429


@pytest.mark.slow
def test_a_school_behind_one_address_signs_in_and_comments(
    limited: Flask, given: Given, held: Round
) -> None:
    fields = ready_to_send(limited, held)
    for number in range(SCHOOL):
        mailbox = f"pupil{number}@example.org"
        given.person(address=mailbox, with_password=True)
        client = browser(limited)
        assert try_password(client, mailbox, PASSWORD).status_code == 303
        assert send(client, held, {**fields, "key": mailbox}).status_code == 303


@pytest.mark.slow
def test_a_school_behind_one_address_comments_without_accounts(limited: Flask, held: Round) -> None:
    fields = ready_to_send(limited, held)
    receipts = set()
    for number in range(SCHOOL):
        answer = send(browser(limited), held, {**fields, "key": f"pupil {number}"})
        assert answer.status_code == 200
        receipts.add(code_in(answer))
    assert len(receipts) == SCHOOL


def test_a_machine_without_cookies_cannot_make_guests_without_end(
    make_app: MakeApp, held: Round
) -> None:
    app = make_app(limits=True, people_per_address=3)
    statuses = []
    for _ in range(3 * most(Limit.WRITING, Counted.STRANGERS) + 1):
        client = app.test_client()
        statuses.append(vote_as(client, held, ClauseChoice.AGREE).status_code)
    assert statuses == [200] * (len(statuses) - 1) + [429]


def test_how_many_stand_behind_an_address_can_be_set(make_app: MakeApp) -> None:
    client = make_app(limits=True, people_per_address=1).test_client()
    for number in range(most(Limit.SIGN_IN, Counted.NETWORK)):
        assert try_password(client, f"person{number}@example.org").status_code == 422
    assert try_password(client, "one-more@example.org").status_code == 429


def test_reading_is_never_limited_and_leaves_no_count(limited: Flask, held: Round) -> None:
    client = browser(limited)
    for path in ("/en/", "/en/sign-in", "/en/receipts", f"/en/frameworks/{held.framework.slug}"):
        assert client.get(path).status_code == 200
    assert all(each.storage.reset() == 0 for each in limited.extensions["limiters"])


def test_visitors_behind_our_proxy_are_told_apart_and_strangers_cannot_pretend(
    make_app: MakeApp,
) -> None:
    behind = make_app(limits=True, trusted_proxies=1).test_client()
    bare = make_app(limits=True, secret_key="another key, as long as a real one").test_client()
    for number in range(most(Limit.SIGN_IN, Counted.MAILBOX_AND_NETWORK) + 1):
        forwarded = {"X-Forwarded-For": f"10.9.8.7, 203.0.{number}.9"}
        data = {"address": ANY, "password": "wrong, wrong, wrong"}
        assert behind.post(SIGN_IN, data=data, headers=forwarded).status_code == 422
        last = bare.post(SIGN_IN, data=data, headers=forwarded)
    assert last.status_code == 429


def test_the_site_without_limits_counts_nothing(app: Flask, client: FlaskClient) -> None:
    for _ in range(most(Limit.SIGN_IN, Counted.MAILBOX_AND_NETWORK) + 1):
        assert try_password(client).status_code == 422
    assert "limiters" not in app.extensions


def test_whoever_is_not_let_in_leaves_a_line_that_names_nobody(
    limited: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    """The same mailbox can be told from another one, and neither from the line."""
    for _ in range(2):
        try_password(browser(limited))
    try_password(browser(limited), "another@example.org")
    lines = [each.getMessage() for each in caplog.records if "refused sign in" in each.getMessage()]
    assert len(lines) == 3
    assert lines[0] == lines[1] != lines[2]
    assert all(
        "status=422" in line and "@" not in line and "127.0.0.1" not in line for line in lines
    )

"""What happens where requests cannot be counted, and what is kept of those that are."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from deliberate.domain.limits import RULES, Limit
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence import limits
from tests.factories.people import PASSWORD
from tests.factories.rounds import Round
from tests.support.applications import MakeApp
from tests.web.comments.browsing import comment_as
from tests.web.shared.trying import ADDRESS, ANY, browser, try_password, try_until_refused
from tests.web.votes.browsing import vote_as


@pytest.fixture
def limited(make_app: MakeApp, held: Round) -> Flask:
    """The application as it is shipped: with limits."""
    return make_app(limits=True)


def break_counting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: object) -> None:
        raise limits.SQLAlchemyError(f"no room for {ADDRESS}")

    for limiter in app.extensions["limiters"]:
        monkeypatch.setattr(limiter.storage, "_is_made", False)
    monkeypatch.setattr(limits, "_make_table", fail)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "nobody can sign in"), ("ko", "로그인하거나 코드를 쓸 수 없어요")]
)
def test_nobody_gets_in_uncounted(
    limited: Flask, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    break_counting(limited, monkeypatch)
    client = browser(limited)
    for path, sent in (
        ("sign-in/password", {"address": ANY, "password": PASSWORD}),
        ("sign-in/link", {"address": ANY}),
        ("sign-in/link/abc.def", {}),
        ("receipts", {"code": "K7MF-4QXT-92HP"}),
    ):
        answer = client.post(f"/{lang}/{path}", data=sent)
        assert answer.status_code == 503
        assert words in answer.text
        assert int(answer.headers["Retry-After"]) > 0


def test_taking_part_and_reading_go_on_uncounted_which_is_said_once_and_names_nobody(
    limited: Flask,
    held: Round,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    break_counting(limited, monkeypatch)
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            client = browser(limited)
            assert client.get("/en/").status_code == 200
            assert vote_as(client, held, ClauseChoice.AGREE).status_code == 200
            assert comment_as(client, held).status_code == 303
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert said == ["requests cannot be counted: SQLAlchemyError"]
    assert ADDRESS not in caplog.text


def test_no_address_and_no_mailbox_is_stored(limited: Flask) -> None:
    client = browser(limited)
    try_until_refused(client)
    assert try_password(client).status_code == 429
    storage = limited.extensions["limiters"][0].storage
    with storage.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM request_count")).all())
    if storage.engine.dialect.name == "sqlite":
        folder = Path(storage.engine.url.database).parent
        kept += "".join(
            each.read_bytes().decode("latin-1") for each in folder.glob("*-limits.sqlite*")
        )
    assert len(re.findall(r"\b[0-9a-f]{64}\b", kept)) >= len(RULES[Limit.SIGN_IN])
    for clear in (ADDRESS, "198.51.100", ANY, "sign in"):
        assert clear not in kept

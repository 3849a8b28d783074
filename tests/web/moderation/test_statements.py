"""What people are told: statements of reasons, appeals, notices, mails, the public log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from deliberate.config import Settings
from deliberate.domain.actors import Actor
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult, ModerationDecision
from deliberate.jobs.mail import compose
from deliberate.persistence.database import db
from deliberate.persistence.models.moderation import Appeal
from deliberate.services import appeals
from deliberate.services.outbox import claim_mail
from tests.factories import contributions
from tests.factories.contributions import FACTS, comment
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY, text_of
from tests.web.shared.clock import Clock

HIDE, REDACT, KEEP = (
    ModerationDecision.HIDE,
    ModerationDecision.REDACT,
    ModerationDecision.KEEP,
)
LOG = "/en/moderation/log"


def statement(ref: str) -> str:
    return f"/en/moderation/statements/{ref}"


@pytest.fixture
def action(app: Flask, held: Round, said: str, clock: Clock) -> str:
    """The ref of the decision that hid `said`."""
    with app.app_context():
        return contributions.decide(held.staff.moderators[0], said, HIDE, clock.now)


def test_the_author_reads_the_whole_statement(
    client_as: ClientAs, author: Actor, action: str
) -> None:
    page = text_of(client_as(author).get(statement(action)))
    for words in (FACTS["en"], BODY, "Personal data of others", "hidden", "2 March 2026"):
        assert words in page
    assert "Was software used? No." in page
    assert "Appeal against this decision" in page


def test_the_public_reads_the_rule_and_none_of_the_words(
    client: FlaskClient, client_as: ClientAs, given: Given, action: str, said: str
) -> None:
    for reader in (client, client_as(given.person())):
        page = reader.get(statement(action))
        assert "Personal data of others" in page.text
        for secret in (FACTS["en"], BODY, "김나루", said, "Appeal against this decision"):
            assert secret not in page.text


def test_the_placeholder_names_the_rule_and_leads_to_the_statement(
    client: FlaskClient, action: str, said: str
) -> None:
    page = client.get(f"/en/comments/{said}").text
    assert BODY not in page
    assert "Personal data of others" in page
    assert statement(action) in page


def test_a_guest_finds_the_decision_among_their_contributions(
    client_as: ClientAs, author: Actor, given: Given, action: str
) -> None:
    page = client_as(author).get("/en/mine").text
    assert statement(action) in page
    assert f"{statement(action)}/appeal" in page
    assert statement(action) not in client_as(given.guest()[0]).get("/en/mine").text


def test_the_author_appeals_once(
    client_as: ClientAs, author: Actor, action: str, app: Flask
) -> None:
    client = client_as(author)
    path = f"{statement(action)}/appeal"
    assert client.get(path).status_code == 200
    empty = client.post(path, data={"words": " "})
    assert empty.status_code == 422
    sent = client.post(path, data={"words": "제 별칭입니다."})
    assert (sent.status_code, sent.location) == (303, statement(action))
    page = text_of(client.get(statement(action)))
    assert "Your appeal has arrived." in page
    assert "Thursday 5 March 2026" in page
    again = client.post(path, data={"words": "한 번 더"})
    assert again.status_code == 409
    assert "한 번 더" in again.text
    with app.app_context():
        assert db.session.scalars(select(Appeal.words)).all() == ["제 별칭입니다."]


def test_others_do_not_appeal(
    client: FlaskClient, client_as: ClientAs, given: Given, action: str, app: Flask
) -> None:
    path = f"{statement(action)}/appeal"
    assert client.get(path).status_code == 303
    assert client.post(path, data={"words": "나"}).status_code == 401
    for other in (given.person(), given.guest()[0]):
        assert client_as(other).get(path).status_code == 403
        assert client_as(other).post(path, data={"words": "나"}).status_code == 403
    with app.app_context():
        assert db.session.scalars(select(Appeal.id)).all() == []


def test_the_result_of_an_appeal_is_in_the_statement(
    client: FlaskClient,
    client_as: ClientAs,
    author: Actor,
    held: Round,
    action: str,
    app: Flask,
    clock: Clock,
) -> None:
    with app.app_context():
        appeals.appeal(author, action, "제 별칭입니다.", Locale.KO, clock.now)
        reasons = {"en": "It is a pen name."}
        appeals.decide_appeal(
            held.staff.moderators[1], action, AppealResult.OVERTURNED, reasons, clock.now
        )
    own = text_of(client_as(author).get(statement(action)))
    assert "decision overturned" in own
    assert "It is a pen name." in own
    public = text_of(client.get(statement(action)))
    assert "decision overturned" in public
    assert "It is a pen name." not in public
    assert "제 별칭입니다." not in public


def test_the_log_lists_date_rule_action_and_result_and_nothing_of_the_author(
    client: FlaskClient, app: Flask, held: Round, given: Given, clock: Clock
) -> None:
    author = given.person(pseudonym="비밀 이름")
    first, second = held.staff.moderators
    with app.app_context():
        hidden, redacted = (comment(held, author, clock.now, BODY) for _ in range(2))
        wrong = contributions.decide(first, hidden, HIDE, clock.now)
        contributions.decide(first, redacted, REDACT, clock.now, passage="010-1234-5678")
        appeals.appeal(author, wrong, "제 별칭입니다.", Locale.KO, clock.now)
        assert "not decided yet" in client.get(LOG).text
        appeals.decide_appeal(second, wrong, AppealResult.OVERTURNED, {"ko": "잘못"}, clock.now)
    page = client.get(LOG)
    rows = text_of(page)
    assert rows.count("2 March 2026") == 2
    for words in ("hidden", "passage redacted", "Personal data of others", "decision overturned"):
        assert words in rows
    secrets = (BODY, "010-1234-5678", "비밀 이름", FACTS["en"], hidden, redacted, "잘못", "별칭")
    assert [each for each in secrets if each in page.text] == []


def test_the_log_is_the_same_for_everybody_and_holds_no_form(
    client: FlaskClient, action: str
) -> None:
    page = client.get(LOG)
    assert page.headers["Cache-Control"] == "public, max-age=60"
    assert "<form" not in page.text
    assert "Set-Cookie" not in page.headers


def many(app: Flask, held: Round, author: Actor, clock: Clock, number: int) -> None:
    with app.app_context():
        for _ in range(number):
            ref = comment(held, author, clock.now)
            made = contributions.decide(held.staff.moderators[0], ref, HIDE, clock.now)
            appeals.appeal(author, made, "다시 봐 주세요.", Locale.KO, clock.now)


def test_the_log_has_pages(
    client: FlaskClient, app: Flask, held: Round, author: Actor, clock: Clock
) -> None:
    many(app, held, author, clock, 51)
    assert client.get(LOG).text.count("<tr>") == 51
    assert client.get(f"{LOG}?page=2").text.count("<tr>") == 2
    for page in ("0", "3"):
        assert client.get(f"{LOG}?page={page}").status_code == 404


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Note every query."""
    asked: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow(
    client: FlaskClient,
    client_as: ClientAs,
    app: Flask,
    held: Round,
    author: Actor,
    said: str,
    action: str,
    clock: Clock,
) -> None:
    first, second = (client_as(each) for each in held.staff.moderators)
    visits = [
        (client, LOG),
        (client, statement(action)),
        (client_as(author), statement(action)),
        (client_as(author), "/en/mine"),
        (second, "/en/moderation"),
        (first, f"/en/moderation/items/{said}"),
    ]

    def sizes() -> list[int]:
        found = []
        for who, path in visits:
            with counted(app) as asked:
                assert who.get(path).status_code == 200
            found.append(len(asked))
        return found

    many(app, held, author, clock, 2)
    small = sizes()
    many(app, held, author, clock, 9)
    assert sizes() == small
    assert max(small) <= 35


def mail_about(app: Flask, settings: Settings, clock: Clock) -> EmailMessage:
    with app.test_request_context():
        owed = claim_mail(clock.now)
        assert owed is not None
        return compose(owed, settings)


@pytest.mark.parametrize("decision", ModerationDecision)
def test_the_mail_says_what_was_decided_and_where_the_reasons_are(
    app: Flask,
    settings: Settings,
    held: Round,
    given: Given,
    clock: Clock,
    decision: ModerationDecision,
) -> None:
    author = given.person()
    with app.app_context():
        ref = comment(held, author, clock.now, BODY)
        if decision is ModerationDecision.RESTORE:
            contributions.decide(held.staff.moderators[0], ref, HIDE, clock.now)
            assert claim_mail(clock.now) is not None
        made = contributions.decide(
            held.staff.moderators[0], ref, decision, clock.now, passage="010-1234-5678"
        )
    mail = mail_about(app, settings, clock)
    text = mail.get_content()
    assert f"{settings.public_url.rstrip('/')}/ko/moderation/statements/{made}" in text
    assert mail["Subject"]
    assert [each for each in (BODY, "010-1234-5678", FACTS["en"]) if each in text] == []


def test_the_mail_about_an_appeal_leads_to_its_reasons(
    app: Flask, settings: Settings, held: Round, given: Given, clock: Clock
) -> None:
    author = given.person()
    with app.app_context():
        ref = comment(held, author, clock.now, BODY)
        made = contributions.decide(held.staff.moderators[0], ref, HIDE, clock.now)
        claim_mail(clock.now)
        appeals.appeal(author, made, "제 별칭입니다.", Locale.KO, clock.now)
        appeals.decide_appeal(
            held.staff.moderators[1], made, AppealResult.UPHELD, {"ko": "맞다"}, clock.now
        )
    text = mail_about(app, settings, clock).get_content()
    assert f"/ko/moderation/statements/{made}" in text
    assert "맞다" not in text

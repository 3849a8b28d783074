"""A volunteer with many items tonight: the queue, an item in context, decisions by keyboard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import ANONYMOUS, Actor, Role
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import AppealResult, ConductRule, ModerationDecision
from deliberate.services import appeals
from tests.factories import contributions
from tests.factories.contributions import comment, report
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY, FACTS, decide, hidden, item, offered, text_of
from tests.web.votes.browsing import Clock

QUEUE, NEXT = "/en/moderation", "/en/moderation/next"
HOUR = timedelta(hours=1)
HIDE = ModerationDecision.HIDE


@pytest.fixture
def moderator(client_as: ClientAs, held: Round) -> FlaskClient:
    return client_as(held.staff.moderators[0])


@pytest.fixture
def second(client_as: ClientAs, held: Round) -> FlaskClient:
    return client_as(held.staff.moderators[1])


def reported(app: Flask, held: Round, by: Actor, moments: list[datetime]) -> list[str]:
    """Make comments, each reported at its moment."""
    with app.app_context():
        refs = [comment(held, by, min(moments), f"말 {place}") for place in range(len(moments))]
        for ref, moment in zip(refs, moments, strict=True):
            report(ANONYMOUS, ref, moment)
        return refs


def appealed(app: Flask, held: Round, author: Actor, now: datetime, ref: str) -> str:
    with app.app_context():
        action = contributions.decide(held.staff.moderators[0], ref, HIDE, now)
        appeals.appeal(author, action, "제 별칭입니다.", Locale.KO, now)
        return action


def order(client: FlaskClient) -> list[str]:
    """Return the items in the order in which they open, each left for now."""
    found: list[str] = []
    where = NEXT
    while (location := client.get(where).location) != QUEUE:
        found.append(location.rpartition("/")[2])
        where = f"{NEXT}?after={found[-1]}"
    return found


def test_only_moderators_see_the_queue(
    client_as: ClientAs, client: FlaskClient, given: Given, held: Round, said: str
) -> None:
    for path in (QUEUE, NEXT, item(said)):
        assert "/sign-in" in client.get(path).location
        for actor in (held.staff.official, given.person(), given.person(Role.OPERATOR)):
            assert client_as(actor).get(path).status_code == 403
    elsewhere = client_as(given.person(Role.MODERATOR, given.framework().ref))
    assert elsewhere.get(item(said)).status_code == 403
    assert "Nothing waits for you." in elsewhere.get(QUEUE).text


def test_a_moderator_sees_only_their_own_frameworks(
    app: Flask, given: Given, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    other = given.round()
    reported(app, other, author, [clock.now])
    (ref,) = reported(app, held, author, [clock.now])
    assert order(moderator) == [ref]


def test_the_oldest_comes_first(
    app: Flask, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    moments = [clock.now + HOUR * hours for hours in (3, 1, 2)]
    refs = reported(app, held, author, moments)
    assert order(moderator) == [refs[1], refs[2], refs[0]]


def test_overdue_appeals_stand_on_top_and_are_marked(
    app: Flask, second: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    with app.app_context():
        ref = comment(held, author, clock.now)
    (older,) = reported(app, held, author, [clock.now])
    appealed(app, held, author, clock.now + HOUR, ref)
    clock.now += timedelta(hours=73)
    assert order(second) == [older, ref]
    assert "Overdue" not in second.get(QUEUE).text
    clock.now += timedelta(seconds=1)
    assert order(second) == [ref, older]
    assert "Overdue" in second.get(QUEUE).text
    assert "Overdue" in second.get(item(ref)).text


def test_it_says_how_many_are_left_and_the_next_one_opens_by_itself(
    app: Flask, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    refs = reported(app, held, author, [clock.now + HOUR * place for place in range(60)])
    assert "60 items wait for you." in text_of(moderator.get(QUEUE))
    assert "40 more items follow." in text_of(moderator.get(QUEUE))
    answer = decide(moderator, refs[0], "keep")
    assert (answer.status_code, answer.location) == (303, NEXT)
    opened = moderator.get(moderator.get(NEXT).location)
    assert opened.request.path == item(refs[1])
    assert "Saved: kept. 59 are left." in text_of(opened)
    assert "59 left" in text_of(opened)


def test_the_last_decision_leads_to_an_empty_queue(
    app: Flask, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    (ref,) = reported(app, held, author, [clock.now])
    decide(moderator, ref, "hide")
    page = moderator.get(NEXT, follow_redirects=True)
    assert "Saved: hidden. 0 are left." in text_of(page)
    assert "Nothing waits for you." in page.text


def test_an_item_stands_in_its_context(
    app: Flask, moderator: FlaskClient, held: Round, author: Actor, clock: Clock
) -> None:
    with app.app_context():
        parent = comment(held, author, clock.now, "첫 의견")
        ref = comment(held, author, clock.now, "나쁜 답글", parent=parent)
        report(ANONYMOUS, ref, clock.now, ConductRule.HATE, "사람을 깎아내려요.")
        report(ANONYMOUS, ref, clock.now, ConductRule.ATTACK)
    page = text_of(moderator.get(item(ref)))
    for words in ("나쁜 답글", "첫 의견", "2 reports", "사람을 깎아내려요.", "Hate", "Attacks"):
        assert words in page
    assert "A public body gives the reasons for automated decision 1" in page


def test_decisions_are_radio_buttons_and_one_button(
    app: Flask, moderator: FlaskClient, said: str
) -> None:
    page = moderator.get(item(said))
    assert offered(page) == ["keep", "hide", "redact"]
    form = page.text.partition(f'action="{item(said)}/decision"')[2].partition("</form>")[0]
    assert form.count("<button") == 1
    assert decide(moderator, said, "hide").status_code == 303
    assert offered(moderator.get(item(said))) == ["restore"]


def test_the_reported_rule_is_chosen_already(
    app: Flask, moderator: FlaskClient, said: str, clock: Clock
) -> None:
    with app.app_context():
        report(ANONYMOUS, said, clock.now, ConductRule.SPAM)
    assert '<option selected value="spam">' in moderator.get(item(said)).text


def test_keeping_needs_no_reasons_of_ones_own(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert decide(moderator, said, "keep", facts="").status_code == 303
    assert "It does not break this rule." in moderator.get(item(said)).text


def test_hiding_needs_reasons(moderator: FlaskClient, client: FlaskClient, said: str) -> None:
    answer = decide(moderator, said, "hide", facts=" ")
    assert answer.status_code == 422
    assert '<a href="#facts">' in answer.text
    assert BODY in client.get(f"/en/comments/{said}").text


def test_without_a_decision_one_is_asked_for(moderator: FlaskClient, said: str) -> None:
    answer = decide(moderator, said, "", facts="내 이유")
    assert answer.status_code == 422
    assert "내 이유" in answer.text
    assert "Error:" in answer.text.partition("<title>")[2].partition("</title>")[0]


def test_a_passage_is_made_unreadable(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert decide(moderator, said, "redact", passage="010-1234-5678").status_code == 303
    page = client.get(f"/en/comments/{said}").text
    assert "010-1234-5678" not in page
    assert "[removed by a moderator]" in page


def test_a_passage_that_is_there_twice_asks_which_one(
    moderator: FlaskClient, client: FlaskClient, said: str
) -> None:
    assert 'name="which"' not in moderator.get(item(said)).text
    refused = decide(moderator, said, "redact", passage="김나루")
    assert refused.status_code == 422
    assert "2 times" in refused.text
    assert 'name="which"' in refused.text
    assert FACTS in refused.text
    assert decide(moderator, said, "redact", passage="김나루", which="2").status_code == 303
    page = client.get(f"/en/comments/{said}").text
    assert page.count("김나루") == 1


@pytest.mark.parametrize("passage", ["", "박마루"])
def test_a_passage_that_is_not_there_is_refused_at_its_box(
    moderator: FlaskClient, said: str, passage: str
) -> None:
    answer = decide(moderator, said, "redact", passage=passage)
    assert answer.status_code == 422
    assert '<a href="#passage">' in answer.text


def test_who_comes_late_hears_what_was_decided_and_keeps_their_words(
    moderator: FlaskClient, second: FlaskClient, said: str
) -> None:
    opened = second.get(item(said))
    decide(moderator, said, "hide")
    sent = {**hidden(opened), "decision": "keep", "rule": "attack", "facts": "내 이유"}
    answer = second.post(f"{item(said)}/decision", data=sent)
    assert answer.status_code == 409
    assert "decided: hidden" in answer.text
    assert "내 이유" in answer.text
    assert offered(answer) == ["restore"]


def test_a_moderator_cannot_decide_about_their_own(
    app: Flask, moderator: FlaskClient, held: Round, clock: Clock
) -> None:
    with app.app_context():
        ref = comment(held, held.staff.moderators[0], clock.now)
        report(ANONYMOUS, ref, clock.now)
    assert "waits for a different moderator" in text_of(moderator.get(QUEUE))
    assert order(moderator) == []
    page = moderator.get(item(ref))
    assert offered(page) == []
    sent = {"decision": "keep", "rule": "attack", "facts": "내 이유", "decisions": "0"}
    answer = moderator.post(f"{item(ref)}/decision", data=sent)
    assert answer.status_code == 403
    assert "내 이유" in answer.text


def test_whoever_decided_does_not_decide_the_appeal(
    app: Flask,
    moderator: FlaskClient,
    second: FlaskClient,
    client: FlaskClient,
    held: Round,
    author: Actor,
    said: str,
    clock: Clock,
) -> None:
    action = appealed(app, held, author, clock.now, said)
    path = f"{item(said)}/appeals/{action}"
    sent = {"result": "overturned", "facts": "다시 읽었습니다."}
    assert (order(moderator), order(second)) == ([], [said])
    refused = moderator.post(path, data=sent)
    assert refused.status_code == 403
    assert "다시 읽었습니다." in refused.text
    page = second.get(item(said))
    assert "제 별칭입니다." in page.text
    assert offered(page, "result") == ["upheld", "overturned"]
    assert second.post(path, data={"result": "", "facts": "까닭"}).status_code == 422
    assert second.post(path, data=sent).location == NEXT
    assert BODY in client.get(f"/en/comments/{said}").text
    late = second.post(path, data={"result": "upheld", "facts": "늦었습니다."})
    assert late.status_code == 409
    assert "decision overturned" in late.text
    assert "늦었습니다." in late.text


def test_before_publication_everything_waits_where_the_round_says_so(
    app: Flask, client: FlaskClient, client_as: ClientAs, given: Given, clock: Clock
) -> None:
    made = given.round(premoderated=True)
    with app.app_context():
        ref = comment(made, given.guest()[0], clock.now, "첫 의견")
    moderator = client_as(made.staff.moderators[0])
    assert client.get(f"/en/comments/{ref}").status_code == 404
    assert order(moderator) == [ref]
    assert decide(moderator, ref, "keep").status_code == 303
    assert "첫 의견" in client.get(f"/en/comments/{ref}").text
    assert order(moderator) == []


def test_one_time_names_are_followed_by_a_sign_and_usual_names_are_not(
    app: Flask, moderator: FlaskClient, held: Round, given: Given, clock: Clock
) -> None:
    person = given.person()
    with app.app_context():
        once, again = (comment(held, person, clock.now, pseudonym=name) for name in ("하나", "둘"))
        other = comment(held, given.person(), clock.now, pseudonym="셋")
        usual = comment(held, person, clock.now)
    signs = [
        text_of(moderator.get(item(ref))).partition("carries the sign ")[2].partition(".")[0]
        for ref in (once, again, other, usual)
    ]
    assert signs[0] == signs[1] != ""
    assert signs[2] not in {"", signs[0]}
    assert signs[3] == ""
    assert str(person.participant_ref) not in moderator.get(item(once)).text


def test_nobody_may_cache_what_moderators_see(moderator: FlaskClient, said: str) -> None:
    for path in (QUEUE, item(said)):
        assert moderator.get(path).headers["Cache-Control"] == "no-store"


def test_the_account_leads_to_the_queue(
    moderator: FlaskClient, client_as: ClientAs, held: Round
) -> None:
    assert f'href="{QUEUE}"' in moderator.get("/en/account").text
    assert f'href="{QUEUE}"' not in client_as(held.staff.official).get("/en/account").text


def test_an_upheld_appeal_waits_no_longer(
    app: Flask, second: FlaskClient, held: Round, author: Actor, said: str, clock: Clock
) -> None:
    action = appealed(app, held, author, clock.now, said)
    with app.app_context():
        appeals.decide_appeal(
            held.staff.moderators[1], action, AppealResult.UPHELD, {"ko": "맞다"}, clock.now
        )
    assert order(second) == []

"""A volunteer with many items tonight: the queue and its order."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from deliberate.domain.actors import Actor, Role
from deliberate.domain.moderation import AppealResult
from deliberate.services import appeals
from tests.factories.contributions import comment
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.support.applications import ClientAs
from tests.web.moderation.browsing import BODY, decide, item, offered, text_of
from tests.web.moderation.waiting import HOUR, NEXT, OVERDUE, QUEUE, appealed, order, reported
from tests.web.shared.clock import Clock


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
    assert OVERDUE not in second.get(QUEUE).text
    clock.now += timedelta(seconds=1)
    assert order(second) == [ref, older]
    assert OVERDUE in second.get(QUEUE).text
    assert OVERDUE in second.get(item(ref)).text


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
        text_of(moderator.get(item(ref))).partition("has the mark ")[2].partition(".")[0]
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

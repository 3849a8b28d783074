"""The desks of officials and translators, and what they need to have something to show."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.votes import ClauseChoice
from deliberate.persistence.database import db, now, transaction
from deliberate.persistence.models.contributions import Comment, Contribution
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.services import answers, dispositions
from tests.browser.cases import Case, send
from tests.factories import amending, comments, frameworks, people, votes
from tests.factories import rounds as round_factory
from tests.factories.counting import take_snapshot
from tests.factories.rounds import Round
from tests.services.desk import Desk
from tests.support.sessions import session_token

OFFICIAL, TRANSLATOR = "closing_official", "closing_translator"
ROUND = "rounds/{closing_round}/closing"
CLAUSE = f"{ROUND}/clauses/{{closing_clause}}"
WORDS = {"ko": "제안하신 뜻을 살립니다.", "en": "The text changes in the way you propose."}

CASES: tuple[Case, ...] = (
    Case("desk", "desks.closing", ROUND, OFFICIAL),
    Case("desk-clause", "desks.clause", CLAUSE, OFFICIAL, is_steady=False),
    Case("desk-text", "desks.text", f"{CLAUSE}/text", OFFICIAL, is_steady=False),
    Case("desk-answers", "desks.answers", f"{CLAUSE}/answers", OFFICIAL, is_steady=False),
    Case(
        "desk-answers-empty",
        "desks.answer",
        f"{CLAUSE}/answers",
        OFFICIAL,
        status=422,
        step=send("main form"),
        is_wrong=True,
        is_steady=False,
    ),
    Case("desk-answer", "desks.edit_answer", "answers/{closing_answer}", OFFICIAL),
    Case(
        "desk-dispose",
        "desks.disposition",
        "amendments/{closing_amendment}/disposition",
        OFFICIAL,
        is_steady=False,
    ),
    Case("desk-publish", "desks.publish", f"{ROUND}/publish", OFFICIAL),
    Case("report-preview", "reports.preview", "rounds/{closing_round}/report/preview", OFFICIAL),
    Case("report", "reports.show", "rounds/{told_round}/report"),
    Case("told-text", "frameworks.show", "frameworks/told"),
    Case("told-home", "site.home", ""),
    Case("told-comment", "comments.show", "comments/{told_comment}"),
    Case("why", "frameworks.clause", "frameworks/told/clauses/{told_clause}", is_steady=False),
    Case("desk-translation", "desks.translation", "desk/translation", TRANSLATOR),
)


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    began = now() - timedelta(days=round_factory.DAYS_OPEN + 1)
    held = round_factory.announced(frameworks.new_framework(began, slug="closing"), began)
    author = people.actor_at(people.new_account(began, pseudonym="느린 여울 9"))
    said = [comments.comment(author, held, began) for _ in range(2)]
    proposed = [amending.amendment(author, held, began, {"en": words}) for words in _words()]
    take_snapshot(held.ref, now(), held.staff.official)
    for ref in proposed:
        dispositions.record_disposition(held.staff.official, ref, Outcome.ACCEPTED, WORDS, 0, now())
    answer = answers.answer_comments(held.staff.official, held.ref, said[:1], WORDS, now())
    places = {
        "closing_round": held.ref,
        "closing_clause": held.framework.clause_refs[0],
        "closing_amendment": proposed[0],
        "closing_answer": answer,
    }
    places |= _published()
    who = {OFFICIAL: held.staff.official, TRANSLATOR: _translator(held)}
    return places, {name: session_token(app, actor) for name, actor in who.items()}


def _published() -> dict[str, str]:
    """Publish the outcome of a round: one amendment taken up, one not, one hidden since, a vote."""
    began = now() - timedelta(days=round_factory.DAYS_OPEN + 1)
    held = round_factory.announced(frameworks.new_framework(began, slug="told"), began)
    author = people.actor_at(people.new_account(began, pseudonym="푸른 고개 2"))
    desk = Desk(held, author, began)
    ref = amending.amendment(author, held, began, {"en": f"{desk.words()['en']} Always."})
    others = [desk.propose({"en": f"Within {days} days."}, place=1) for days in (7, 14)]
    comments.comment(author, held, began)
    votes.vote(held, author, ClauseChoice.AGREE, began)
    desk.close()
    official, moment = held.staff.official, desk.later
    dispositions.record_disposition(official, ref, Outcome.ACCEPTED, WORDS, 0, moment)
    for other in others:
        dispositions.record_disposition(official, other, Outcome.NOT_ACCEPTED, WORDS, 0, moment)
    said = db.session.scalars(
        select(Contribution.ref)
        .join(Comment, Comment.contribution_id == Contribution.id)
        .join(ConsultationRound, ConsultationRound.id == Contribution.round_id)
        .where(ConsultationRound.ref == held.ref)
    ).all()
    answers.answer_comments(official, held.ref, said, WORDS, moment)
    desk.save()
    desk.confirm()
    desk.publish()
    with transaction() as session:
        hidden = session.scalars(select(Contribution).where(Contribution.ref == others[0])).one()
        hidden.hidden_at = moment
    return {
        "told_round": held.ref,
        "told_clause": held.framework.clause_refs[0],
        "told_comment": said[0],
    }


def _words() -> list[str]:
    return [f"An automated decision is explained within {days} days." for days in (7, 14)]


def _translator(held: Round) -> Actor:
    address = people.new_account(now())
    people.grant(address, Role.TRANSLATOR, held.framework.ref, now())
    return people.actor_at(address)

"""Rules: what everybody may read of a comment, and what leads nowhere."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import (
    CommentOrder,
)
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, ModerationDecision
from deliberate.domain.visibility import Visibility
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.moderation import ModerationAction
from deliberate.persistence.models.participants import Account, Participant
from deliberate.persistence.queries import comment_pages, comments
from deliberate.persistence.queries.comment_rows import CommentView
from deliberate.persistence.queries.comments import CommentList, Reading
from deliberate.services.comment_translations import translate_comment
from deliberate.services.comments import withdraw_comment
from deliberate.services.corrections import correct_comment
from tests.factories import comments as given_comments
from tests.factories import rounds, votes
from tests.factories.given import Given
from tests.factories.rounds import Round

SEOUL = "Asia/Seoul"


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    return rounds.announced(given.framework(), now)


def reading(now: datetime, order: CommentOrder = CommentOrder.MIXED, page: int = 1) -> Reading:
    return Reading(now, SEOUL, order, page)


def listed(held: Round, wanted: Reading, viewer: Actor = ANONYMOUS) -> CommentList:
    return comments.comments_of(held.framework.clause_refs[0], viewer, wanted)


def refs(found: CommentList) -> list[str]:
    return [each.ref for each in found.comments]


def decide(ref: str, decision: ModerationDecision, now: datetime) -> None:
    with transaction() as session:
        found = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        found.hidden_at = now if decision is ModerationDecision.HIDE else None
        redacts = decision is ModerationDecision.REDACT
        session.add(
            ModerationAction(
                contribution_id=found.id,
                decision=decision,
                rule=ConductRule.PERSONAL_DATA,
                start_offset=4 if redacts else None,
                end_offset=12 if redacts else None,
                decided_by=session.scalars(select(Account.id).limit(1)).one(),
                decided_at=now,
            )
        )


def words(view: CommentView) -> str:
    return "".join(passage.text for text in view.texts for passage in text.passages)


def test_withdrawn_and_hidden_comments_leave_a_place_without_words_at_the_end(
    held: Round, given: Given, now: datetime
) -> None:
    person = given.person()
    gone, hidden, stands = (given_comments.comment(person, held, now) for _ in range(3))
    reply = given_comments.comment(person, held, now, parent_ref=gone)
    withdraw_comment(person, gone, now)
    decide(hidden, ModerationDecision.HIDE, now)
    found = listed(held, reading(now))
    views = {each.ref: each for each in found.comments}
    assert refs(found)[0] == stands
    assert found.total == 2
    assert (views[gone].visibility, words(views[gone])) == (Visibility.WITHDRAWN, "")
    assert (views[hidden].visibility, words(views[hidden])) == (Visibility.HIDDEN, "")
    assert views[hidden].rule is ConductRule.PERSONAL_DATA
    assert [each.ref for each in views[gone].replies] == [reply]


def test_a_redaction_takes_translations_and_earlier_words_along(
    held: Round, given: Given, now: datetime
) -> None:
    person, later = given.person(), now + timedelta(hours=1)
    ref = given_comments.comment(person, held, now, body="Call 555 1234 5678 now")
    correct_comment(person, ref, "Ask 555-1234 today", later)
    translate_comment(person, ref, Locale.KO, "555-1234로 물어보세요", later)
    decide(ref, ModerationDecision.REDACT, later)
    page = comment_pages.comment_page(ref, reading(later))
    assert words(page.comment) == "Ask  today"
    assert [text.is_original for text in page.comment.texts] == [True]
    assert page.earlier == []
    panel = comment_pages.answer_panel(ref, given.person(), later)
    assert panel.missing == []
    assert not panel.may_translate


def test_earlier_words_are_readable_with_the_day_of_the_correction(
    held: Round, given: Given, now: datetime
) -> None:
    person, later = given.person(), now + timedelta(days=2)
    ref = given_comments.comment(person, held, now, body="First words")
    correct_comment(person, ref, "Second words", later)
    page = comment_pages.comment_page(ref, reading(later))
    assert words(page.comment) == "Second words"
    assert page.comment.texts[0].corrected_at == later
    assert [(each.bodies, each.until) for each in page.earlier] == [({"en": "First words"}, later)]


def test_a_comment_stays_on_the_wording_that_it_was_read_on(
    held: Round, given: Given, now: datetime
) -> None:
    ref = given_comments.comment(given.person(), held, now)
    assert listed(held, reading(now)).comments[0].on_these_words
    assert comment_pages.comment_page(ref, reading(now)).read_words is None
    votes.new_version(held.framework.slug, held.framework.clause_refs[0], now)
    assert not listed(held, reading(now)).comments[0].on_these_words
    page = comment_pages.comment_page(ref, reading(now))
    assert page.read_words is not None
    assert "automated decision 1" in page.read_words.bodies["en"]
    assert page.place.clause.bodies["en"] == "Other words than before."


def test_in_a_premoderated_round_everybody_waits_but_the_author(
    app_context: Flask, given: Given, now: datetime
) -> None:
    held = rounds.announced(given.framework(), now, premoderated=True)
    author = given.person()
    ref = given_comments.comment(author, held, now)
    assert listed(held, reading(now)).comments == []
    with pytest.raises(NotFound):
        comment_pages.comment_page(ref, reading(now))
    with pytest.raises(NotFound):
        comment_pages.answer_panel(ref, given.person(), now)
    own = comment_pages.answer_panel(ref, author, now)
    assert (own.is_published, own.is_own, bool(words(own.comment))) == (False, True, True)
    decide(ref, ModerationDecision.KEEP, now)
    assert refs(listed(held, reading(now))) == [ref]


def test_nothing_public_leads_from_a_one_time_name_to_its_author(
    held: Round, given: Given, now: datetime
) -> None:
    person = given.person()
    given_comments.comment(person, held, now, one_time_name="Early Bridge 77")
    given_comments.comment(person, held, now)
    views = {each.author: each for each in listed(held, reading(now)).comments}
    once = views.pop("Early Bridge 77")
    (usual,) = views.values()
    same = [
        field.name
        for field in fields(CommentView)
        if getattr(once, field.name) == getattr(usual, field.name)
    ]
    assert not {"ref", "author", "texts"} & set(same)
    secrets = db.session.execute(select(Participant.ref, Participant.pseudonym)).all()
    for secret in (each for row in secrets for each in row):
        assert secret not in repr(once)

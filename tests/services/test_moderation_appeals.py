"""Appeals: the rules of "Moderation" by name."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import NotYours
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AlreadyAppealed,
    AppealDecided,
    AppealPending,
    AppealResult,
    NoAppeal,
    OwnContribution,
    OwnDecision,
    WordsMissing,
)
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.journal import JournalEntry, OutboxMessage
from deliberate.persistence.models.moderation import Appeal, AppealReason
from deliberate.persistence.models.participants import Participant
from deliberate.services import appeals
from tests.factories.contributions import comment, contribution, decide
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.services.moderating import HIDE, KEEP, REDACT, RESTORE, public, race

pytestmark = pytest.mark.usefixtures("app_context")

UPHELD, OVERTURNED = AppealResult.UPHELD, AppealResult.OVERTURNED
WORDS = "이웃의 이름이 아니라 제 별칭입니다."
REASONS = {"ko": "다시 읽어 보니 괜찮은 말이다."}
BODY = "김나루와 박마루"


def hidden(given: Given, now: datetime, author: Actor) -> tuple[Round, str, str]:
    """Return a round, a comment that its first moderator has hidden, and the action."""
    held = given.round()
    ref = comment(held, author, now, BODY)
    return held, ref, decide(held.staff.moderators[0], ref, HIDE, now)


def appeal(author: Actor, action_ref: str, now: datetime, words: str = WORDS) -> None:
    appeals.appeal(author, action_ref, words, Locale.KO, now)


def only_appeal() -> Appeal:
    db.session.rollback()
    return db.session.scalars(select(Appeal)).one()


@pytest.mark.parametrize("with_account", [True, False])
def test_the_author_appeals_signed_in_or_as_the_guest_they_are(
    given: Given, now: datetime, with_account: bool
) -> None:
    author = given.person() if with_account else given.guest()[0]
    _, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    found = only_appeal()
    assert (found.words, found.locale, found.appealed_at) == (WORDS, Locale.KO, now)
    assert found.due_at == now + timedelta(hours=72)
    assert found.result is None


def test_there_is_one_appeal_against_an_action(given: Given, now: datetime) -> None:
    author = given.person()
    held, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    with pytest.raises(AlreadyAppealed):
        appeal(author, action_ref, now)
    appeals.decide_appeal(held.staff.moderators[1], action_ref, UPHELD, REASONS, now)
    with pytest.raises(AlreadyAppealed):
        appeal(author, action_ref, now)
    assert only_appeal().words == WORDS


def test_of_many_appeals_at_once_one_arrives(app: Flask, given: Given, now: datetime) -> None:
    author = given.person()
    _, _, action_ref = hidden(given, now, author)
    refused = race(app, [lambda: appeal(author, action_ref, now)] * 6)
    assert refused == ["AlreadyAppealed"] * 5
    assert only_appeal().words == WORDS


def test_only_the_author_appeals(given: Given, now: datetime) -> None:
    held, _, action_ref = hidden(given, now, given.person())
    for other in (given.person(), given.guest()[0], held.staff.moderators[1]):
        with pytest.raises(NotYours):
            appeal(other, action_ref, now)
    with pytest.raises(SignInNeeded):
        appeal(ANONYMOUS, action_ref, now)
    with pytest.raises(NotFound):
        appeal(given.person(), "nowhere", now)


def test_an_appeal_says_something(given: Given, now: datetime) -> None:
    author = given.person()
    _, _, action_ref = hidden(given, now, author)
    with pytest.raises(WordsMissing):
        appeal(author, action_ref, now, " \n")


def test_nothing_to_appeal_where_everything_can_be_read(given: Given, now: datetime) -> None:
    author = given.person()
    held = given.round()
    ref = comment(held, author, now)
    moderator = held.staff.moderators[0]
    kept = decide(moderator, ref, KEEP, now)
    hidden_by = decide(moderator, ref, HIDE, now)
    restored = decide(moderator, ref, RESTORE, now)
    for action_ref in (kept, hidden_by, restored):
        with pytest.raises(NoAppeal):
            appeal(author, action_ref, now)


def test_what_its_author_took_back_is_not_appealed(given: Given, now: datetime) -> None:
    author = given.person()
    _, ref, action_ref = hidden(given, now, author)
    with transaction():
        contribution(ref).withdrawn_at = now
    with pytest.raises(NoAppeal):
        appeal(author, action_ref, now)


def test_a_different_moderator_decides(given: Given, now: datetime) -> None:
    author = given.person()
    held, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    first, second = held.staff.moderators
    with pytest.raises(OwnDecision):
        appeals.decide_appeal(first, action_ref, OVERTURNED, REASONS, now)
    assert only_appeal().result is None
    appeals.decide_appeal(second, action_ref, UPHELD, REASONS, now)
    assert only_appeal().result is UPHELD


def test_only_moderators_decide_appeals(given: Given, now: datetime) -> None:
    author = given.person()
    held, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    for other in (author, held.staff.official, given.person()):
        with pytest.raises(NotPermitted):
            appeals.decide_appeal(other, action_ref, OVERTURNED, REASONS, now)
    with pytest.raises(SignInNeeded):
        appeals.decide_appeal(ANONYMOUS, action_ref, OVERTURNED, REASONS, now)


def test_a_moderator_does_not_decide_their_own_appeal(given: Given, now: datetime) -> None:
    held = given.round()
    first, second = held.staff.moderators
    ref = comment(held, second, now)
    action_ref = decide(first, ref, HIDE, now)
    appeal(second, action_ref, now)
    with pytest.raises(OwnContribution):
        appeals.decide_appeal(second, action_ref, OVERTURNED, REASONS, now)


def test_overturning_restores(given: Given, now: datetime) -> None:
    author = given.person()
    held, ref, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    assert public(ref) == ""
    appeals.decide_appeal(held.staff.moderators[1], action_ref, OVERTURNED, REASONS, now)
    assert (public(ref), contribution(ref).hidden_at) == (BODY, None)


def test_upholding_leaves_it_hidden(given: Given, now: datetime) -> None:
    author = given.person()
    held, ref, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    appeals.decide_appeal(held.staff.moderators[1], action_ref, UPHELD, REASONS, now)
    assert (public(ref), contribution(ref).hidden_at) == ("", now)
    found = only_appeal()
    assert found.decided_at == now
    reason = db.session.scalars(select(AppealReason)).one()
    assert (reason.appeal_id, reason.reason) == (found.id, REASONS["ko"])


def test_overturning_one_redaction_leaves_the_other(given: Given, now: datetime) -> None:
    author = given.person()
    held = given.round()
    ref = comment(held, author, now, BODY)
    first, second = held.staff.moderators
    wrong = decide(first, ref, REDACT, now, passage="김나루")
    decide(first, ref, REDACT, now, passage="박마루")
    appeal(author, wrong, now)
    appeals.decide_appeal(second, wrong, OVERTURNED, REASONS, now)
    assert public(ref) == "김나루와 "


def test_an_appeal_is_decided_before_anything_else(given: Given, now: datetime) -> None:
    author = given.person()
    held, ref, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    for moderator in held.staff.moderators:
        with pytest.raises(AppealPending):
            decide(moderator, ref, RESTORE, now)


def test_who_comes_late_to_an_appeal_hears_its_result(given: Given, now: datetime) -> None:
    author = given.person()
    held, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    moderator = held.staff.moderators[1]
    appeals.decide_appeal(moderator, action_ref, OVERTURNED, REASONS, now)
    with pytest.raises(AppealDecided) as caught:
        appeals.decide_appeal(moderator, action_ref, UPHELD, REASONS, now)
    assert (caught.value.status, caught.value.result) == (409, OVERTURNED)
    assert only_appeal().result is OVERTURNED


def test_of_two_results_at_once_one_counts(app: Flask, given: Given, now: datetime) -> None:
    author = given.person()
    held, ref, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    moderator = held.staff.moderators[1]
    refused = race(
        app,
        [
            lambda: appeals.decide_appeal(moderator, action_ref, UPHELD, REASONS, now),
            lambda: appeals.decide_appeal(moderator, action_ref, OVERTURNED, REASONS, now),
        ],
    )
    assert refused == ["AppealDecided"]
    assert (public(ref) == BODY) == (only_appeal().result is OVERTURNED)


def test_there_is_no_result_without_an_appeal(given: Given, now: datetime) -> None:
    held, _, action_ref = hidden(given, now, given.person())
    with pytest.raises(NotFound):
        appeals.decide_appeal(held.staff.moderators[1], action_ref, UPHELD, REASONS, now)


def test_the_author_is_told_the_result(given: Given, now: datetime) -> None:
    author = given.person(address="author@example.org")
    held, _, action_ref = hidden(given, now, author)
    appeal(author, action_ref, now)
    appeals.decide_appeal(held.staff.moderators[1], action_ref, OVERTURNED, REASONS, now)
    db.session.rollback()
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    told = [(each.template, each.address) for each in mails]
    assert told == [
        ("moderation_notice", "author@example.org"),
        ("appeal_decided", "author@example.org"),
    ]
    assert REASONS["ko"] not in mails[1].facts


@pytest.mark.parametrize("pseudonym", [None, "한 번 쓰는 별칭"])
def test_the_journal_ties_no_one_time_name_to_an_account(
    given: Given, now: datetime, pseudonym: str | None
) -> None:
    author = given.person()
    held = given.round()
    ref = comment(held, author, now, pseudonym=pseudonym)
    action_ref = decide(held.staff.moderators[0], ref, HIDE, now)
    appeal(author, action_ref, now)
    db.session.rollback()
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "appeal")).one()
    assert entry.actor_ref == (None if pseudonym else author.account_ref)
    assert (entry.object_kind, entry.object_ref) == ("moderation action", action_ref)


def test_who_claimed_a_guests_comment_appeals_for_it(given: Given, now: datetime) -> None:
    """Claiming moves what the guest gave to the account, and the right to appeal with it."""
    guest, owner = given.guest()[0], given.person()
    held = given.round()
    ref = comment(held, guest, now)
    action_ref = decide(held.staff.moderators[0], ref, HIDE, now)
    with transaction() as session:
        people = {
            each.ref: each
            for each in session.scalars(
                select(Participant).where(
                    Participant.ref.in_([guest.participant_ref, owner.participant_ref])
                )
            )
        }
        claimed = people[str(owner.participant_ref)]
        people[str(guest.participant_ref)].merged_into = claimed.id
        contribution(ref).participant_id = claimed.id
    appeal(owner, action_ref, now)
    assert only_appeal().result is None

"""Rule: erasing an account removes text and identity on request and keeps the place.

Wording already adopted or co-authored stays, uncredited.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from deliberate.domain.actors import Actor, Role
from deliberate.domain.dispositions import Outcome
from deliberate.domain.erasure import NAMES
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.participants import LastOperator
from deliberate.domain.second_factors import ConfirmationNeeded
from deliberate.domain.visibility import Visibility
from deliberate.domain.votes import ClauseChoice, CommentChoice
from deliberate.persistence.database import db, transaction
from deliberate.persistence.erasure_ledger import entered
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.moderation import ContentReport
from deliberate.persistence.models.organisations import Delegate
from deliberate.persistence.models.participants import (
    Account,
    ContactChannel,
    Participant,
    RoleGrant,
    WebSession,
)
from deliberate.persistence.models.votes import ClauseVote
from deliberate.persistence.queries.amendment_pages import amendment_page
from deliberate.persistence.queries.comment_pages import comment_page
from deliberate.persistence.queries.comments import Reading
from deliberate.services import accounts, claims, comment_votes, signatures
from deliberate.services.erasure import erase_person
from tests.factories import amending, comments, contributions
from tests.factories.counting import take_snapshot
from tests.factories.given import Given
from tests.factories.people import new_session
from tests.factories.votes import vote
from tests.services.desk import AFTER, Desk
from tests.services.rows import acts, everything
from tests.support.applications import SECRET_KEY

pytestmark = pytest.mark.usefixtures("app_context")

MAILBOX = "who-leaves@example.org"
ZONE = "Asia/Seoul"
PROPOSED = "Nobody is judged by a machine alone."


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "erasures.txt"


@pytest.fixture
def person(given: Given) -> Actor:
    return given.person(address=MAILBOX, pseudonym="맑은 나루 11", with_password=True)


def row_of(actor: Actor) -> Participant:
    db.session.rollback()
    return db.session.scalars(
        select(Participant).where(Participant.ref == actor.participant_ref)
    ).one()


def account_of(actor: Actor) -> Account:
    return db.session.scalars(select(Account).where(Account.ref == actor.account_ref)).one()


def how_many(*where: object) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(*where)) or 0  # type: ignore[arg-type]


def test_nothing_leads_to_a_person_any_more(person: Actor, ledger: Path, now: datetime) -> None:
    new_session(person, now)
    erase_person(person, ledger, "en", now)
    row, account = row_of(person), account_of(person)
    assert (row.pseudonym, row.erased_at) == (NAMES["en"], now)
    assert (account.password_hash, account.disabled_at) == (None, now)
    assert how_many(ContactChannel.account_id == account.id) == 0
    assert how_many(WebSession.participant_id == row.id) == 0
    assert ("participant", "erase", "participant") in acts()


def test_whoever_comes_again_with_the_address_is_somebody_new(
    person: Actor, ledger: Path, now: datetime
) -> None:
    erase_person(person, ledger, "ko", now)
    accounts.ask_for_link(MAILBOX, "ko", now)
    db.session.rollback()
    assert how_many(ContactChannel.address == MAILBOX) == 0


def test_a_comment_loses_its_words_and_keeps_its_place(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    ref = comments.comment(person, held, now)
    reply = contributions.comment(held, given.person(), now, parent=ref)
    once = contributions.comment(held, person, now, pseudonym="하루 이름")
    erase_person(person, ledger, "ko", now)
    for gone in (ref, once):
        assert contributions.original(gone).body == ""
        page = comment_page(gone, Reading(now, ZONE))
        assert page.comment.visibility is Visibility.WITHDRAWN
        assert contributions.contribution(gone).pseudonym is None
    assert comment_page(reply, Reading(now, ZONE)).comment.is_readable


def test_an_amendment_that_nobody_took_up_goes(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    ref = amending.amendment(person, held, now, {"en": PROPOSED})
    draft = amending.draft(person, held, now, 1)
    erase_person(person, ledger, "ko", now)
    assert amendment_page(ref, now).amendment.visibility is Visibility.WITHDRAWN
    left = everything("amendment_revision_text")["amendment_revision_text"]
    assert left
    assert PROPOSED not in repr(left)
    assert amending.WORDS not in repr(left)
    assert contributions.contribution(draft).withdrawn_at == now


def test_wording_that_was_taken_up_stays_without_a_name(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    desk = Desk(given.round(), person, now)
    ref = desk.propose({"en": PROPOSED})
    desk.close()
    desk.decide(ref, Outcome.PARTLY_ACCEPTED)
    erase_person(person, ledger, "en", desk.later)
    view = amendment_page(ref, desk.later).amendment
    assert view.is_readable
    assert view.author == NAMES["en"]
    assert [(each.body, each.reason, each.impact) for each in view.texts] == [(PROPOSED, "", "")]


def test_what_an_organisation_said_is_the_organisations(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    organisation = given.organisation(person, "조용한 부두")
    ref = contributions.comment(held, person, now, "모임이 하는 말입니다.")
    with transaction():
        given_row = contributions.contribution(ref)
        given_row.organisation_id = db.session.scalar(select(Delegate.organisation_id))
    erase_person(person, ledger, "ko", now)
    view = comment_page(ref, Reading(now, ZONE)).comment
    assert view.is_readable
    assert view.author == NAMES["ko"]
    assert view.organisation == "조용한 부두"
    ended = select(Delegate.until_at).where(Delegate.account_id == account_of(person).id)
    assert db.session.scalars(ended).all() == [now]
    assert organisation


def test_votes_that_are_not_counted_are_taken_back(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    other = given.person()
    ref = contributions.comment(held, other, now)
    comment_votes.answer_comment(person, ref, CommentChoice.AGREE, Locale.KO, now)
    amendment = amending.amendment(other, held, now, {"en": PROPOSED})
    signatures.sign_amendment(person, amendment, 1, now)
    vote(held, person, ClauseChoice.AGREE, now)
    vote(held, other, ClauseChoice.AGREE, now)
    erase_person(person, ledger, "ko", now)
    assert how_many(ClauseVote.participant_id == row_of(person).id) == 0
    assert how_many(ClauseVote.id > 0) == 1
    db.session.rollback()
    standing = db.session.get_one(CommentStanding, contributions.contribution(ref).id)
    assert standing.agreed == 0
    assert amendment_page(amendment, now).signers == []


def test_counted_votes_stay_in_the_sum(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    held = given.round()
    vote(held, person, ClauseChoice.DISAGREE, now)
    later = held.closes_at + AFTER
    take_snapshot(held.ref, later, held.staff.official)
    before = everything("closing_snapshot", "clause_vote")
    erase_person(person, ledger, "ko", later)
    assert everything("closing_snapshot", "clause_vote") == before


def test_a_guest_is_erased_like_anybody(given: Given, ledger: Path, now: datetime) -> None:
    guest, _code = given.guest()
    ref = contributions.comment(given.round(), guest, now)
    erase_person(guest, ledger, "ko", now)
    assert contributions.original(ref).body == ""
    assert how_many(WebSession.participant_id == row_of(guest).id) == 0


def test_guests_that_were_claimed_go_with_their_owner(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    guest, code = given.guest()
    claims.claim_receipt(person, code, SECRET_KEY, now)
    erase_person(person, ledger, "ko", now)
    assert set(entered(ledger)) == {person.participant_ref, guest.participant_ref}
    assert row_of(guest).erased_at == now


def test_what_was_reported_stays_and_by_whom_goes(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    ref = contributions.comment(given.round(), given.person(), now)
    contributions.report(person, ref, now, words="저를 가리킨 말입니다.")
    erase_person(person, ledger, "ko", now)
    db.session.rollback()
    row = db.session.scalars(select(ContentReport)).one()
    assert (row.words, row.reporter_id) == (None, None)
    assert str(person.participant_ref) not in row.reporter_key


def test_roles_end_and_the_last_operator_stays(given: Given, ledger: Path, now: datetime) -> None:
    framework = given.framework()
    official = given.person(Role.OFFICIAL, framework.ref)
    erase_person(official, ledger, "ko", now)
    standing = how_many(
        RoleGrant.account_id == account_of(official).id, RoleGrant.revoked_at.is_(None)
    )
    assert standing == 0
    last = given.person(Role.OPERATOR)
    before = everything()
    with pytest.raises(LastOperator):
        erase_person(last, ledger, "ko", now)
    assert everything() == before
    assert last.participant_ref not in entered(ledger)


def test_whoever_is_not_confirmed_or_nobody_erases_nothing(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    before = everything()
    unsure = Actor(
        account_ref=person.account_ref, participant_ref=person.participant_ref, is_confirmed=False
    )
    with pytest.raises(ConfirmationNeeded):
        erase_person(unsure, ledger, "ko", now)
    with pytest.raises(SignInNeeded):
        erase_person(Actor(), ledger, "ko", now)
    assert everything() == before
    assert not ledger.exists()
    assert given.now


def test_a_withdrawn_time_is_not_moved(
    given: Given, person: Actor, ledger: Path, now: datetime
) -> None:
    ref = contributions.comment(given.round(), person, now)
    with transaction() as session:
        row = session.scalars(select(Contribution).where(Contribution.ref == ref)).one()
        row.withdrawn_at = now
    erase_person(person, ledger, "ko", now + AFTER)
    assert contributions.contribution(ref).withdrawn_at == now

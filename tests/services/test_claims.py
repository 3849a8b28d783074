"""Claiming merges participants: the later vote wins, and nothing is lost or counted twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import Actor
from deliberate.domain.amendments import AmendmentKind
from deliberate.domain.contributions import Channel, ContributionKind
from deliberate.domain.credentials import ReceiptClaimed, UnknownReceipt
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.participants import Assurance, group_receipt_code, new_receipt_code
from deliberate.domain.votes import ClauseChoice, CommentChoice
from deliberate.persistence.comments import recount
from deliberate.persistence.database import db, transaction
from deliberate.persistence.models.amendments import (
    Amendment,
    AmendmentRevision,
    CoAuthor,
    Signature,
)
from deliberate.persistence.models.comments import CommentStanding
from deliberate.persistence.models.contributions import Comment, Contribution, ContributionText
from deliberate.persistence.models.frameworks import ClauseWording
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import AssuranceFact, Participant, WebSession
from deliberate.persistence.models.rounds import ConsultationRound
from deliberate.persistence.models.votes import ClauseVote, CommentVote, UnclearMark
from deliberate.persistence.people import assurance_of
from deliberate.persistence.queries.mine import given_by
from deliberate.services import claims, votes
from tests.factories.given import Given
from tests.factories.rounds import Round
from tests.factories.votes import ballot, vote
from tests.support.applications import SECRET_KEY
from tests.support.sessions import session_token

pytestmark = pytest.mark.usefixtures("app_context")

HOUR = timedelta(hours=1)
AGREE, WITH_CHANGES, DISAGREE, UNCLEAR = ClauseChoice


def id_of(actor: Actor) -> int:
    return db.session.scalars(
        select(Participant.id).where(Participant.ref == actor.participant_ref)
    ).one()


def choices() -> list[tuple[int, ClauseChoice]]:
    db.session.rollback()
    rows = db.session.execute(
        select(ClauseVote.participant_id, ClauseVote.choice).order_by(ClauseVote.wording_id)
    )
    return [(row[0], row[1]) for row in rows]


def add_comment(held: Round, author: Actor, now: datetime, pseudonym: str | None = None) -> int:
    """Store a comment and return its id."""
    with transaction() as session:
        comment = Contribution(
            kind=ContributionKind.COMMENT,
            round_id=session.scalars(
                select(ConsultationRound.id).where(ConsultationRound.ref == held.ref)
            ).one(),
            participant_id=id_of(author),
            channel=Channel.WEB,
            pseudonym=pseudonym,
            created_at=now,
            submitted_at=now,
        )
        session.add(comment)
        session.flush()
        wording = select(ClauseWording.id).where(ClauseWording.ref == ballot(held).wording_ref)
        session.add_all(
            (
                Comment(contribution_id=comment.id, wording_id=session.scalars(wording).one()),
                ContributionText(
                    contribution_id=comment.id, locale=Locale.KO, body="한마디", is_original=True
                ),
            )
        )
        return comment.id


@pytest.mark.parametrize(
    ("guest_at", "kept"), [(-HOUR, AGREE), (HOUR, DISAGREE), (0 * HOUR, AGREE)]
)
def test_of_two_votes_the_later_wins(
    given: Given, now: datetime, guest_at: timedelta, kept: ClauseChoice
) -> None:
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    middle = now + 2 * HOUR
    vote(held, person, AGREE, middle)
    vote(held, guest, DISAGREE, middle + guest_at)
    claims.claim_receipt(person, code, SECRET_KEY, middle + 2 * HOUR)
    assert choices() == [(id_of(person), kept)]


def test_everything_moves_and_nobody_elses_does(given: Given, now: datetime) -> None:
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    other = given.guest()[0]
    vote(held, guest, AGREE, now, place=0)
    vote(held, person, DISAGREE, now, place=1)
    vote(held, other, UNCLEAR, now, place=2)
    for each in (person, guest):
        votes.mark_unclear(each, ballot(held), now)
    comment = add_comment(held, guest, now, pseudonym="지나가는 사람")
    claims.claim_receipt(person, group_receipt_code(code).lower(), SECRET_KEY, now)
    mine = id_of(person)
    assert choices() == [(mine, AGREE), (mine, DISAGREE), (id_of(other), UNCLEAR)]
    assert db.session.scalars(select(UnclearMark.participant_id)).all() == [mine]
    moved = db.session.get_one(Contribution, comment)
    assert (moved.participant_id, moved.pseudonym) == (mine, "지나가는 사람")
    merged = db.session.scalars(
        select(Participant.ref).where(Participant.merged_into == mine)
    ).all()
    assert merged == [guest.participant_ref]
    given_now = given_by(person)
    assert (len(given_now.votes), len(given_now.comments)) == (2, 1)


def test_answers_to_a_comment_are_counted_anew(given: Given, now: datetime) -> None:
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    comment = add_comment(held, given.person(), now)
    with transaction() as session:
        for who, choice, at in (
            (person, CommentChoice.AGREE, now),
            (guest, CommentChoice.DISAGREE, now + HOUR),
        ):
            session.add(
                CommentVote(
                    comment_id=comment,
                    participant_id=id_of(who),
                    choice=choice,
                    locale=Locale.KO,
                    cast_at=at,
                )
            )
        session.flush()
        recount(session, comment)
    claims.claim_receipt(person, code, SECRET_KEY, now + HOUR)
    standing = db.session.get_one(CommentStanding, comment)
    assert (standing.agreed, standing.disagreed) == (0, 1)


def test_a_claim_counts_a_person_as_what_they_are_known_to_be(given: Given, now: datetime) -> None:
    person, (guest, code) = given.person(), given.guest()
    with transaction() as session:
        session.add(
            AssuranceFact(participant_id=id_of(guest), level=Assurance.ENROLLED, established_at=now)
        )
    claims.claim_receipt(person, code, SECRET_KEY, now)
    assert assurance_of(db.session(), id_of(person)) is Assurance.ENROLLED


def test_the_guests_browsers_are_strangers_afterwards(
    app_context: Flask, given: Given, now: datetime
) -> None:
    person, (guest, code) = given.person(), given.guest()
    assert session_token(app_context, person)
    assert id_of(guest) in set(db.session.scalars(select(WebSession.participant_id)))
    claims.claim_receipt(person, code, SECRET_KEY, now)
    db.session.rollback()
    assert set(db.session.scalars(select(WebSession.participant_id))) == {id_of(person)}


def test_claiming_twice_changes_nothing(given: Given, now: datetime) -> None:
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    vote(held, guest, AGREE, now)
    claims.claim_receipt(person, code, SECRET_KEY, now)
    entries = len(db.session.scalars(select(JournalEntry.id)).all())
    vote(held, person, DISAGREE, now)
    claims.claim_receipt(person, code, SECRET_KEY, now)
    assert choices() == [(id_of(person), DISAGREE)]
    assert len(db.session.scalars(select(JournalEntry.id)).all()) == entries + 1


def test_a_receipt_belongs_to_one_account(given: Given, now: datetime) -> None:
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    vote(held, guest, AGREE, now)
    claims.claim_receipt(person, code, SECRET_KEY, now)
    with pytest.raises(ReceiptClaimed):
        claims.claim_receipt(given.person(), code, SECRET_KEY, now)
    assert choices() == [(id_of(person), AGREE)]


def test_who_may_not_claim_and_what_is_not_there(given: Given, now: datetime) -> None:
    guest, code = given.guest()
    for nobody in (guest, Actor()):
        with pytest.raises(SignInNeeded):
            claims.claim_receipt(nobody, code, SECRET_KEY, now)
    for typed in (new_receipt_code(), "", "…"):
        with pytest.raises(UnknownReceipt):
            claims.claim_receipt(given.person(), typed, SECRET_KEY, now)
    with pytest.raises(UnknownReceipt):
        claims.claim_receipt(given.person(), code, "another key", now)


def test_the_journal_does_not_tie_the_guest_to_the_account(given: Given, now: datetime) -> None:
    person, (guest, code) = given.person(), given.guest()
    claims.claim_receipt(person, code, SECRET_KEY, now)
    db.session.rollback()
    said = [vars(entry) for entry in db.session.scalars(select(JournalEntry))]
    assert any(entry["verb"] == "claim receipt" for entry in said)
    assert guest.participant_ref not in repr(said)
    assert code not in repr(said)


def add_amendment(held: Round, author: Actor, now: datetime) -> int:
    """Store an amendment without words and return the id of its only revision."""
    with transaction() as session:
        given_by_author = Contribution(
            kind=ContributionKind.AMENDMENT,
            round_id=session.scalars(
                select(ConsultationRound.id).where(ConsultationRound.ref == held.ref)
            ).one(),
            participant_id=id_of(author),
            channel=Channel.WEB,
            created_at=now,
        )
        session.add(given_by_author)
        session.flush()
        amendment_id = given_by_author.id
        session.add(Amendment(contribution_id=amendment_id, kind=AmendmentKind.NEW_CLAUSE))
        revision = AmendmentRevision(
            amendment_id=amendment_id, number=1, author_id=id_of(author), created_at=now
        )
        session.add_all(
            (
                revision,
                CoAuthor(amendment_id=amendment_id, participant_id=id_of(author), joined_at=now),
            )
        )
        session.flush()
        return revision.id


def test_what_was_signed_twice_is_signed_once_afterwards(given: Given, now: datetime) -> None:
    """An amendment, its authorship and every signature move with the guest who gave them."""
    held, person, (guest, code) = given.round(), given.person(), given.guest()
    theirs, of_others = (add_amendment(held, each, now) for each in (guest, given.person()))
    with transaction() as session:
        session.add_all(
            Signature(revision_id=revision, participant_id=id_of(who), signed_at=now)
            for revision, who in ((of_others, guest), (of_others, person), (theirs, guest))
        )
    claims.claim_receipt(person, code, SECRET_KEY, now)
    db.session.rollback()
    mine = id_of(person)
    signed = db.session.execute(select(Signature.revision_id, Signature.participant_id))
    assert sorted(tuple(row) for row in signed) == sorted([(theirs, mine), (of_others, mine)])
    revision = db.session.get_one(AmendmentRevision, theirs)
    assert revision.author_id == mine
    owners = select(CoAuthor.participant_id).where(CoAuthor.amendment_id == revision.amendment_id)
    assert db.session.scalars(owners).all() == [mine]

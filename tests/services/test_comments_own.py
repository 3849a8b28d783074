"""Rules: one-time names, speaking for an organisation, taking a comment back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Actor
from deliberate.domain.comments import (
    AlreadyWithdrawn,
    NameNotFresh,
    NotYours,
)
from deliberate.domain.errors import SignInNeeded
from deliberate.domain.organisations import DelegateLeft
from deliberate.persistence.database import db
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.journal import JournalEntry
from deliberate.persistence.models.participants import Participant
from deliberate.services import comments, corrections
from tests.factories import comments as given_comments
from tests.factories import rounds
from tests.factories.given import Given
from tests.factories.rounds import Round


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    """A round that takes comments, from guests too."""
    return rounds.announced(given.framework(), now)


@pytest.fixture
def person(held: Round, given: Given) -> Actor:
    return given.person()


def contribution(ref: str) -> Contribution:
    return db.session.scalars(select(Contribution).where(Contribution.ref == ref)).one()


def test_a_one_time_name_is_shown_alone_and_never_twice(
    held: Round, person: Actor, now: datetime
) -> None:
    ref = given_comments.comment(person, held, now, one_time_name="Early  Bridge 77")
    assert contribution(ref).pseudonym == "Early Bridge 77"
    usual = db.session.scalars(
        select(Participant.pseudonym).where(Participant.ref == person.participant_ref)
    ).one()
    for name in ("early bridge 77", usual):
        with pytest.raises(NameNotFresh):
            given_comments.comment(person, held, now, one_time_name=name)


def test_the_journal_does_not_tie_a_one_time_name_to_its_author(
    held: Round, person: Actor, now: datetime
) -> None:
    shown = given_comments.comment(person, held, now)
    once = given_comments.comment(person, held, now, one_time_name="Early Bridge 77")
    for ref in (shown, once):
        comments.withdraw_comment(person, ref, now)

    def actors(ref: str) -> set[str | None]:
        wanted = select(JournalEntry.actor_ref).where(JournalEntry.object_ref == ref)
        return set(db.session.scalars(wanted))

    assert actors(shown) == {person.account_ref}
    assert actors(once) == {None}


def test_a_delegate_speaks_for_the_organisation_but_not_under_a_one_time_name(
    held: Round, person: Actor, given: Given, now: datetime
) -> None:
    organisation = given.organisation(person)
    delegate = replace(person, organisations=frozenset({organisation}), acting_for=organisation)
    spoken = given_comments.comment(delegate, held, now)
    alone = given_comments.comment(delegate, held, now, one_time_name="Early Bridge 77")
    posing = given_comments.comment(replace(person, acting_for=organisation), held, now)
    assert contribution(spoken).organisation_id is not None
    assert contribution(alone).organisation_id is None
    assert contribution(posing).organisation_id is None


def test_only_its_author_takes_a_comment_back_once_and_after_closing_too(
    held: Round, person: Actor, given: Given, now: datetime
) -> None:
    ref = given_comments.comment(person, held, now)
    reply = given_comments.comment(given.person(), held, now, parent_ref=ref)
    with pytest.raises(NotYours):
        comments.withdraw_comment(given.person(), ref, now)
    with pytest.raises(SignInNeeded):
        comments.withdraw_comment(ANONYMOUS, ref, now)
    later = held.closes_at + timedelta(days=1)
    comments.withdraw_comment(person, ref, later)
    assert contribution(ref).withdrawn_at == later
    assert contribution(reply).withdrawn_at is None
    with pytest.raises(AlreadyWithdrawn):
        comments.withdraw_comment(person, ref, later)
    assert contribution(ref).withdrawn_at == later


def test_the_journal_holds_that_and_not_what_was_said(
    held: Round, person: Actor, now: datetime
) -> None:
    ref = given_comments.comment(person, held, now, body="A secret sentence")
    entry = db.session.scalars(select(JournalEntry).where(JournalEntry.object_ref == ref)).one()
    assert (entry.verb, entry.object_kind, entry.at) == ("comment", "comment", now)
    assert entry.reason is None


def test_what_a_delegate_gave_stays_as_it_is_when_they_have_left(
    held: Round, person: Actor, given: Given, now: datetime
) -> None:
    organisation = given.organisation(person)
    delegate = replace(person, organisations=frozenset({organisation}), acting_for=organisation)
    spoken = given_comments.comment(delegate, held, now)
    own = given_comments.comment(person, held, now)
    for change in (
        lambda ref: comments.withdraw_comment(person, ref, now),
        lambda ref: corrections.correct_comment(person, ref, "Other words.", now),
    ):
        with pytest.raises(DelegateLeft):
            change(spoken)
    comments.withdraw_comment(person, own, now)
    comments.withdraw_comment(delegate, spoken, now)
    assert contribution(spoken).withdrawn_at == now

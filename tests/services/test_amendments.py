"""Rules: "Amendments"."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from deliberate.domain.actors import WORKER, Actor, Role
from deliberate.domain.amendments import (
    AmendmentGone,
    AmendmentKind,
    AmendmentTooLong,
    IsRemoval,
    NothingChanged,
    NothingToTranslate,
    OwnAmendment,
    Proposal,
    ReasonNeeded,
    StaleAmendment,
    StaleBase,
)
from deliberate.domain.comments import NotYours
from deliberate.domain.errors import DomainError, NotFound, NotPermitted, SignInNeeded
from deliberate.domain.localized import Locale
from deliberate.domain.rounds import RoundClosed
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import AmendmentRevision
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.queries.amendment_pages import amendment_page, amendment_panel
from deliberate.persistence.queries.amendments import amendments_of
from deliberate.persistence.queries.snapshots import closing_snapshot
from deliberate.services import (
    amendment_translations,
    amendment_votes,
    amendments,
    signatures,
)
from deliberate.services.amendment_votes import AmendmentBallot
from tests.factories import amending, counting, rounds
from tests.factories.given import Given
from tests.factories.rounds import Round

MINUTE = timedelta(minutes=1)
STRANGE = "\u202eمرحبا <script>alert(1)</script> 👩\u200d🚀"


@pytest.fixture
def held(app_context: Flask, given: Given, now: datetime) -> Round:
    """A round in which everything is open."""
    return rounds.announced(given.framework(), now)


@pytest.fixture
def author(held: Round, given: Given) -> Actor:
    return given.person()


@pytest.fixture
def ref(held: Round, author: Actor, now: datetime) -> str:
    """An amendment to the English words of the first clause."""
    return amending.amendment(author, held, now)


def revisions() -> int:
    return db.session.scalar(select(func.count()).select_from(AmendmentRevision)) or 0


def body_of(ref: str, now: datetime) -> str:
    return amendment_page(ref, now).amendment.texts[0].body


@pytest.mark.parametrize(
    ("words", "refusal"),
    [(" \n", IsRemoval), ("x" * 100_000, AmendmentTooLong)],
)
def test_words_that_cannot_stand_leave_nothing(
    held: Round, author: Actor, now: datetime, words: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        amending.draft(author, held, now, proposals=amending.proposals(en=words))
    assert revisions() == 0


def test_the_words_that_stand_there_are_no_amendment(
    held: Round, author: Actor, ref: str, now: datetime
) -> None:
    base = amendment_page(ref, now).amendment.texts[0].base
    with pytest.raises(NothingChanged):
        amending.draft(author, held, now, proposals=amending.proposals(en=base + " \r\n"))


def test_any_words_that_people_type_are_kept_as_typed(
    held: Round, author: Actor, now: datetime
) -> None:
    ref = amending.amendment(author, held, now, {"en": STRANGE + "\ud800\x07"})
    assert body_of(ref, now) == STRANGE


def test_amending_needs_an_account_whatever_the_phase_says(
    held: Round, given: Given, now: datetime
) -> None:
    guest, _code = given.guest()
    with pytest.raises(SignInNeeded):
        amending.draft(guest, held, now)


def test_drafts_are_their_authors_alone(
    held: Round, author: Actor, given: Given, now: datetime
) -> None:
    ref = amending.draft(author, held, now)
    other = given.person()
    for look in (
        lambda: amendment_page(ref, now),
        lambda: amendments.submit_amendment(other, ref, 1, now),
        lambda: signatures.sign_amendment(other, ref, 1, now),
    ):
        with pytest.raises(NotFound):
            look()
    assert amendments_of(held.framework.clause_refs[0], "UTC").total == 0


def test_handing_in_needs_a_reason_and_twice_is_once(
    held: Round, author: Actor, now: datetime
) -> None:
    bare = {"en": Proposal("", amending.WORDS)}
    ref = amending.draft(author, held, now, proposals=bare)
    with pytest.raises(ReasonNeeded):
        amendments.submit_amendment(author, ref, 1, now)
    amendments.explain_draft(author, ref, amending.proposals(en=""), 1, now)
    for _ in range(2):
        amendments.submit_amendment(author, ref, 2, now)
    assert amendments_of(held.framework.clause_refs[0], "UTC").total == 1


def test_words_that_changed_or_went_meanwhile_refuse(
    held: Round, author: Actor, now: datetime
) -> None:
    with pytest.raises(StaleBase):
        amending.draft(author, held, now, wording_ref="older")
    with pytest.raises(StaleBase) as refusal:
        amending.draft(author, held, now, clause_ref="gone")
    assert refusal.value.is_gone


def test_the_clock_ends_amendments(held: Round, author: Actor, ref: str, now: datetime) -> None:
    for act in (
        lambda: amending.draft(author, held, held.closes_at),
        lambda: amendments.withdraw_amendment(author, ref, held.closes_at),
    ):
        with pytest.raises(RoundClosed):
            act()


def test_a_save_over_a_newer_revision_is_refused(
    held: Round, author: Actor, ref: str, now: datetime
) -> None:
    amendments.revise_amendment(author, ref, amending.proposals(en="Second."), 1, now + MINUTE)
    with pytest.raises(StaleAmendment):
        amendments.revise_amendment(author, ref, amending.proposals(en="Third."), 1, now + MINUTE)
    assert body_of(ref, now) == "Second."


def test_two_saves_at_once_make_one_revision(
    held: Round, author: Actor, ref: str, app: Flask, now: datetime
) -> None:
    db.session.rollback()
    together = Barrier(2)

    def save(words: str) -> bool:
        with app.app_context():
            together.wait()
            try:
                said = amending.proposals(en=words)
                return amendments.revise_amendment(author, ref, said, 1, now + MINUTE)
            except StaleAmendment:
                return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ("One.", "Other."))) == [False, True]
    assert revisions() == 2


def test_a_form_sent_twice_makes_one_draft(held: Round, author: Actor, now: datetime) -> None:
    new = amending.new_draft(held)
    assert amendments.save_draft(author, new, now) == amendments.save_draft(author, new, now)
    assert db.session.scalar(select(func.count()).select_from(Contribution)) == 1


def test_signatures_and_votes_bind_to_a_revision(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    other = given.person()
    for _ in range(2):
        signatures.sign_amendment(other, ref, 1, now)
    ballot = AmendmentBallot(ref, 1, Locale.EN)
    amendment_votes.vote_on_amendment(other, ballot, AmendmentChoice.FOR, now)
    assert amendment_page(ref, now).amendment.signatures.people == 1
    amendments.revise_amendment(author, ref, amending.proposals(en="Second."), 1, now + MINUTE)
    panel = amendment_panel(ref, other, now)
    assert (panel.signed_before, panel.voted_before, panel.count.people) == (True, True, 0)
    assert panel.amendment.signatures.total == 0
    for act in (
        lambda: signatures.sign_amendment(other, ref, 1, now),
        lambda: amendment_votes.vote_on_amendment(other, ballot, AmendmentChoice.FOR, now),
    ):
        with pytest.raises(StaleAmendment):
            act()


def test_nobody_signs_their_own_and_nobody_else_changes_it(
    author: Actor, ref: str, given: Given, now: datetime
) -> None:
    with pytest.raises(OwnAmendment):
        signatures.sign_amendment(author, ref, 1, now)
    with pytest.raises(NotYours):
        amendments.withdraw_amendment(given.person(), ref, now)


def test_a_withdrawn_amendment_keeps_its_place_and_nothing_else(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    amendments.withdraw_amendment(author, ref, now)
    page = amendment_page(ref, now)
    assert (page.amendment.texts, page.revisions, page.amendment.author) == ([], [], "")
    assert amendments_of(held.framework.clause_refs[0], "UTC").total == 0
    with pytest.raises(AmendmentGone):
        signatures.sign_amendment(given.person(), ref, 1, now)


def test_a_translation_makes_no_revision_and_never_touches_the_authors_words(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    words = Proposal("", "열나흘 안에 설명한다.", "까닭", "영향")
    with pytest.raises(NotPermitted):
        amendment_translations.translate_amendment(given.person(), ref, Locale.KO, words, 1, now)
    translator = given.person(Role.TRANSLATOR, held.framework.ref)
    amendment_translations.translate_amendment(translator, ref, Locale.KO, words, 1, now)
    view = amendment_page(ref, now).amendment
    assert [each.is_original for each in view.texts] == [False, True]
    assert (revisions(), list(view.missing)) == (1, [])
    with pytest.raises(NothingToTranslate):
        amendment_translations.translate_amendment(translator, ref, Locale.EN, words, 1, now)


def test_a_removal_takes_every_language(held: Round, author: Actor, now: datetime) -> None:
    ref = amending.amendment(
        author, held, now, kind=AmendmentKind.REMOVE, proposals=amending.proposals(ko="", en="")
    )
    assert [each.body for each in amendment_page(ref, now).amendment.texts] == ["", ""]


def test_a_sealed_round_counts_heads_and_the_snapshot_freezes_choices(
    held: Round, author: Actor, ref: str, given: Given, now: datetime
) -> None:
    voter = given.person()
    ballot = AmendmentBallot(ref, 1, Locale.EN)
    amendment_votes.vote_on_amendment(voter, ballot, AmendmentChoice.AGAINST, now)
    sealed = amendment_page(ref, now).count
    assert (sealed.people, sealed.results) == (1, None)
    later = held.closes_at + MINUTE
    counting.take_snapshot(held.ref, later, WORKER)
    body = closing_snapshot(held.ref)
    assert body is not None
    assert body["amendments"][0]["votes"]["against"] == {"known": 1}
    results = amendment_page(ref, later).count.results
    assert results is not None
    assert (AmendmentChoice.AGAINST, 1, 0) in results.rows

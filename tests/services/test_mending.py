"""Mending a draft: saved at every step, never over a newer one, each step to be undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.domain.actors import ANONYMOUS, Role
from deliberate.domain.draft_edits import NoSuchPlace, TextMissing, rename_document
from deliberate.domain.drafts import Draft
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded, StaleDraft
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import FrameworkDraft
from deliberate.persistence.queries.drafts import draft_page
from deliberate.services.drafts import KEPT_STEPS, mend_draft, undo_mending
from tests.factories.frameworks import Drafted, sample_draft
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.rows import everything

Edit = Callable[[Draft], Draft]


@pytest.fixture
def made(app_context: Flask, given: Given) -> Drafted:
    return given.draft()


def titled(words: str) -> Edit:
    return lambda draft: rename_document(draft, "en", words)


def title(made: Drafted) -> str:
    db.session.rollback()
    return draft_page(made.slug, made.official).draft.titles["en"]


def revisions() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(FrameworkDraft.revision).order_by("revision")))


def test_each_step_is_saved(made: Drafted, now: datetime) -> None:
    assert mend_draft(made.official, made.ref, 1, titled("One"), now) == 2
    assert mend_draft(made.official, made.ref, 2, titled("Two"), now) == 3
    assert title(made) == "Two"
    assert revisions() == [1, 2, 3]


def test_a_stale_step_is_refused_and_changes_nothing(made: Drafted, now: datetime) -> None:
    mend_draft(made.official, made.ref, 1, titled("One"), now)
    before = everything()
    for revision in (0, 1, 3, 10**9):
        with pytest.raises(StaleDraft):
            mend_draft(made.official, made.ref, revision, titled("Two"), now)
        with pytest.raises(StaleDraft):
            undo_mending(made.official, made.ref, revision, now)
    assert everything() == before


def test_an_edit_that_makes_no_sense_changes_nothing(made: Drafted, now: datetime) -> None:
    before = everything()
    with pytest.raises(TextMissing):
        mend_draft(made.official, made.ref, 1, titled("  "), now)
    with pytest.raises(NoSuchPlace):
        mend_draft(made.official, made.ref, 1, lambda d: rename_document(d, "fr", "Un"), now)
    assert everything() == before


def test_undoing_leads_back_step_by_step_and_further_than_the_first_changes_nothing(
    made: Drafted, now: datetime
) -> None:
    mend_draft(made.official, made.ref, 1, titled("One"), now)
    mend_draft(made.official, made.ref, 2, titled("Two"), now)
    assert undo_mending(made.official, made.ref, 3, now) == 4
    assert title(made) == "One"
    assert undo_mending(made.official, made.ref, 4, now) == 5
    assert title(made) == "Standards for a test"
    assert not draft_page(made.slug, made.official).can_undo
    before = everything()
    assert undo_mending(made.official, made.ref, 5, now) == 5
    assert everything() == before


def test_after_undoing_one_goes_on_from_there(made: Drafted, now: datetime) -> None:
    mend_draft(made.official, made.ref, 1, titled("One"), now)
    undo_mending(made.official, made.ref, 2, now)
    mend_draft(made.official, made.ref, 3, titled("Other"), now)
    assert title(made) == "Other"
    undo_mending(made.official, made.ref, 4, now)
    assert title(made) == "Standards for a test"


def test_thirty_steps_are_kept_and_the_page_offers_no_undo_beyond_them(
    made: Drafted, now: datetime
) -> None:
    for revision in range(1, KEPT_STEPS + 5):
        mend_draft(made.official, made.ref, revision, titled(f"Step {revision + 1}"), now)
    newest = KEPT_STEPS + 5
    assert revisions() == list(range(newest - KEPT_STEPS + 1, newest + 1))
    assert KEPT_STEPS == 30
    undone = 0
    while draft_page(made.slug, made.official).can_undo:
        assert undo_mending(made.official, made.ref, newest + undone, now) == newest + undone + 1
        undone += 1
        db.session.rollback()
    assert undone >= KEPT_STEPS // 2 - 1
    assert undo_mending(made.official, made.ref, newest + undone, now) == newest + undone


def test_only_its_officials_and_the_operator_see_and_mend_a_draft(
    made: Drafted, given: Given, now: datetime
) -> None:
    before = everything()
    refused = [given.draft().official, given.person(), given.person(Role.TRANSLATOR, made.ref)]
    for actor in refused:
        for act in (
            lambda who=actor: mend_draft(who, made.ref, 1, titled("One"), now),
            lambda who=actor: undo_mending(who, made.ref, 1, now),
            lambda who=actor: draft_page(made.slug, who),
        ):
            with pytest.raises(NotPermitted):
                act()
    with pytest.raises(SignInNeeded):
        mend_draft(ANONYMOUS, made.ref, 1, titled("One"), now)
    assert [row for row in everything("framework_draft")["framework_draft"] if row[1] != 1] == []
    assert title(made) == "Standards for a test"
    assert len(before["framework_draft"]) == 1
    operator = given.person(Role.OPERATOR)
    assert mend_draft(operator, made.ref, 1, titled("One"), now) == 2


def test_a_published_framework_has_no_draft_to_mend(given: Given, app_context: Flask) -> None:
    """Published versions are immutable."""
    published, now = given.framework(), given.now
    before = everything()
    for act in (
        lambda: mend_draft(published.official, published.ref, 1, titled("One"), now),
        lambda: undo_mending(published.official, published.ref, 1, now),
        lambda: draft_page(published.slug, published.official),
    ):
        with pytest.raises(NotFound):
            act()
    assert everything() == before


def test_of_two_officials_who_edit_at_once_exactly_one_wins(
    app_context: Flask, made: Drafted, given: Given, now: datetime
) -> None:
    colleague = given.person(Role.OFFICIAL, made.ref)
    results = at_once(
        app_context,
        *[
            lambda who=who, words=words: mend_draft(who, made.ref, 1, titled(words), now)
            for who, words in ((made.official, "Mine"), (colleague, "Theirs"), (colleague, "Third"))
        ],
    )
    assert refusals(results) == [StaleDraft, StaleDraft]
    won = next(index for index, result in enumerate(results) if result == 2)
    assert title(made) == ("Mine", "Theirs", "Third")[won]
    assert revisions() == [1, 2]


def test_a_draft_is_stored_as_it_was(app_context: Flask, given: Given) -> None:
    whole = sample_draft(sections=3, clauses=2)
    made = given.draft(whole)
    assert draft_page(made.slug, made.official).draft == whole
    body = db.session.scalars(select(FrameworkDraft.body)).one()
    assert "윤리기준" in body
    assert Draft.from_json(json.loads(body)) == whole

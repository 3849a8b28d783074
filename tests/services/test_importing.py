"""Bringing texts in: a draft and its official, or nothing at all."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from deliberate.documents import DocumentProblem, DocumentUnreadable
from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Actor, Role
from deliberate.domain.drafts import Draft, GuessKind
from deliberate.domain.errors import Conflict, DomainError, NotPermitted, SignInNeeded
from deliberate.domain.frameworks import BadSlug, FrameworkKind, SlugTaken
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Framework, FrameworkDraft
from deliberate.persistence.queries.accounts import account_page, actor_by_address
from deliberate.services import drafts
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.rows import counted, everything

pytestmark = pytest.mark.usefixtures("app_context")

KO = "# 돌봄 로봇 약속\n\n## 첫째 장\n\n제1조 책임\n\n기관은 까닭을 알린다.\n"
EN = "# Promises on care robots\n\n## First\n\nArticle 1 Duty\n\nA body gives reasons.\n"
FILES = {"ko": KO.encode(), "en": EN.encode()}
OTHER_FILES = {"ko": KO.replace("까닭", "이유").encode(), "en": EN.encode()}
SLUG, KIND = "care-robots", FrameworkKind.CHARTER


@pytest.fixture
def official(given: Given) -> Actor:
    """Someone who may bring texts in: an official of another framework."""
    return given.draft().official


def read(ref: str) -> tuple[int, Draft]:
    """Return the newest revision of a draft and the draft."""
    db.session.rollback()
    step = db.session.scalars(
        select(FrameworkDraft)
        .join(Framework, Framework.id == FrameworkDraft.framework_id)
        .where(Framework.ref == ref)
        .order_by(FrameworkDraft.revision.desc())
    ).first()
    assert step is not None
    return step.revision, Draft.from_json(json.loads(step.body))


def test_an_import_makes_a_draft_and_its_importer_the_official(
    official: Actor, now: datetime
) -> None:
    ref = drafts.import_texts(official, f" {SLUG} ", KIND, FILES, now)
    kept = db.session.scalars(select(Framework).where(Framework.ref == ref)).one()
    assert (kept.slug, kept.kind) == (SLUG, KIND)
    revision, draft = read(ref)
    assert revision == 1
    assert draft.titles == {"ko": "돌봄 로봇 약속", "en": "Promises on care robots"}
    assert draft.clause_count == 1
    again = actor_by_address(_address(official))
    assert again is not None
    assert again.has_role(Role.OFFICIAL, ref)


def _address(actor: Actor) -> str:
    return account_page(str(actor.account_ref)).address


def test_the_command_line_imports_without_becoming_an_official(now: datetime) -> None:
    ref = drafts.import_texts(COMMAND_LINE, SLUG, KIND, FILES, now)
    assert read(ref)[0] == 1
    assert everything("role_grant") == {"role_grant": []}


def test_not_everyone_brings_texts_in(given: Given, now: datetime) -> None:
    before = everything()
    with pytest.raises(SignInNeeded):
        drafts.import_texts(ANONYMOUS, SLUG, KIND, FILES, now)
    assert everything() == before
    with pytest.raises(NotPermitted):
        drafts.import_texts(given.person(), SLUG, KIND, FILES, now)
    assert counted(Framework) == 0


def test_reading_again_replaces_the_draft_and_can_be_undone(official: Actor, now: datetime) -> None:
    ref = drafts.import_texts(official, SLUG, KIND, FILES, now)
    _, first = read(ref)
    again = actor_by_address(_address(official))
    assert again is not None
    assert drafts.import_texts(again, SLUG, KIND, OTHER_FILES, now) == ref
    revision, second = read(ref)
    assert revision == 2
    assert second != first
    assert drafts.undo_mending(again, ref, 2, now) == 3
    assert read(ref) == (3, first)


def test_the_address_of_another_draft_or_of_a_published_text_is_taken(
    given: Given, now: datetime
) -> None:
    mine, published = given.draft(), given.framework()
    others = given.draft(slug=SLUG)
    before = everything()
    for actor, slug in (
        (mine.official, SLUG),
        (mine.official, published.slug),
        (published.official, published.slug),
        (COMMAND_LINE, published.slug),
    ):
        with pytest.raises(SlugTaken):
            drafts.import_texts(actor, slug, KIND, FILES, now)
    assert everything() == before
    assert drafts.import_texts(COMMAND_LINE, SLUG, KIND, FILES, now) == others.ref


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.mark.parametrize(
    ("files", "problem", "locale"),
    [
        ({}, DocumentProblem.NO_FILES, None),
        ({"ko": b"", "en": EN.encode()}, DocumentProblem.EMPTY, "ko"),
        ({"ko": KO.encode(), "en": b" \n\xef\xbb\xbf"}, DocumentProblem.EMPTY, "en"),
        ({"ko": KO.encode(), "en": PICTURE}, DocumentProblem.BINARY, "en"),
        ({"ko": b"PK\x03\x04" + b"x" * 100}, DocumentProblem.BINARY, "ko"),
        (
            {"ko": "déjà vu, été".encode("latin-1")},
            DocumentProblem.UNKNOWN_ENCODING,
            "ko",
        ),
        ({"ko": b"a" * 2_000_001}, DocumentProblem.TOO_LARGE, "ko"),
        ({"en": b"x\n\n" * 41_000}, DocumentProblem.TOO_MANY_PARTS, "en"),
    ],
    ids=["none", "empty", "blank", "picture", "archive", "encoding", "large", "lines"],
)
def test_a_file_that_cannot_be_read_leaves_nothing_half_saved(
    official: Actor,
    now: datetime,
    files: dict[str, bytes],
    problem: DocumentProblem,
    locale: str | None,
) -> None:
    before = everything()
    with pytest.raises(DocumentUnreadable) as refusal:
        drafts.import_texts(official, SLUG, KIND, files, now)
    assert (refusal.value.problem, refusal.value.locale) == (problem, locale)
    assert everything() == before


@pytest.mark.parametrize("slug", ["", "new", "한빛", "../x", "a b", "a" * 61, "a\x00"])
def test_a_bad_address_leaves_nothing_half_saved(official: Actor, now: datetime, slug: str) -> None:
    before = everything()
    with pytest.raises(BadSlug):
        drafts.import_texts(official, slug, KIND, FILES, now)
    assert everything() == before


def test_one_language_alone_is_a_marked_guess(official: Actor, now: datetime) -> None:
    ref = drafts.import_texts(official, SLUG, KIND, {"ko": KO.encode()}, now)
    _, draft = read(ref)
    assert GuessKind.ONE_LANGUAGE in {guess.kind for guess in draft.guesses}
    assert draft.clause_count == 1


def test_wildly_different_texts_are_a_marked_guess(official: Actor, now: datetime) -> None:
    english = "\n\n".join(f"{n}. Chapter about sailing\n\nWind {n} blows." for n in range(1, 40))
    ref = drafts.import_texts(
        official, SLUG, KIND, {"ko": KO.encode(), "en": english.encode()}, now
    )
    _, draft = read(ref)
    assert GuessKind.STRUCTURE_DIFFERS in {guess.kind for guess in draft.guesses}


def test_cp949_is_read(official: Actor, now: datetime) -> None:
    ref = drafts.import_texts(official, SLUG, KIND, {"ko": KO.encode("cp949")}, now)
    assert read(ref)[1].titles == {"ko": "돌봄 로봇 약속"}


def test_the_same_address_at_once_is_one_framework(
    app_context: Flask, given: Given, now: datetime
) -> None:
    officials = [given.draft().official for _ in range(2)]
    before = counted(Framework)
    results = at_once(
        app_context,
        *[lambda who=who: drafts.import_texts(who, SLUG, KIND, FILES, now) for who in officials],
    )
    refused: list[type[DomainError]] = refusals(results)
    assert len(refused) == 1
    assert set(refused) <= {SlugTaken, Conflict}
    assert counted(Framework) == before + 1

"""Publishing a draft as version 1: exactly its words, once, for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import given as for_any
from hypothesis import strategies as st
from sqlalchemy import select

from deliberate.commands.imports import exported
from deliberate.documents import contract_json
from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Role
from deliberate.domain.drafts import (
    Cell,
    Draft,
    DraftClause,
    DraftSection,
    Guess,
    GuessKind,
    LeftOut,
    LeftOutReason,
)
from deliberate.domain.errors import DomainError, NotFound, NotPermitted, SignInNeeded, StaleDraft
from deliberate.domain.frameworks import (
    NUMBER_LENGTH,
    TITLE_LENGTH,
    FrameworkKind,
    LanguagesIncomplete,
    NothingToPublish,
    SlugTaken,
    TitleTooLong,
)
from deliberate.domain.text import normalise
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import (
    Clause,
    FrameworkVersion,
    Section,
    VersionClauseNumber,
    VersionSectionText,
    VersionText,
    WordingText,
)
from deliberate.persistence.queries.frameworks import framework_view
from deliberate.services.concerns import Worry, set_concerns
from deliberate.services.drafts import import_texts, mend_draft
from deliberate.services.publication import describe_framework, publish_first_version
from deliberate.services.summaries import summarise_clause
from tests.factories.frameworks import sample_draft
from tests.factories.given import Given
from tests.services.at_once import at_once, refusals
from tests.services.rows import counted, everything

pytestmark = pytest.mark.usefixtures("app_context")

TEXT = (
    "framework_version",
    "version_text",
    "section",
    "version_section",
    "version_section_text",
    "clause",
    "clause_wording",
    "wording_text",
    "version_clause",
    "version_clause_number",
)


def without_refs(structure: Any) -> Any:
    """Return the structure of the contract without what only a stored text has."""
    if isinstance(structure, dict):
        return {key: without_refs(value) for key, value in structure.items() if key != "ref"}
    return [without_refs(each) for each in structure] if isinstance(structure, list) else structure


def odd_draft() -> Draft:
    """Return a draft with everything that one has: no headings, several lines, no title."""
    run_in = DraftClause(
        {
            "ko": Cell("2)", "인간의 존엄성", "AI는 사람을\n\n① 돕는다.\n② 재지 않는다."),
            "en": Cell("2)", "Human dignity", "AI helps people.\n\n(1) It does not  measure them."),
        }
    )
    bare = DraftClause({"ko": Cell(text="머리말 🙂‍↔️"), "en": Cell(text="Preamble: “quoted”")})
    numbered = DraftClause(
        {"ko": Cell("제5조의2", "", "알린다."), "en": Cell("", "Notice", "Tell.")}
    )
    return Draft(
        ("ko", "en"),
        {"ko": "선언문", "en": "Manifesto <b>"},
        (
            DraftSection({"ko": "진단", "en": "Diagnosis"}, (bare,)),
            DraftSection({}, (run_in, numbered)),
        ),
        guesses=(Guess(GuessKind.PAIR_UNCERTAIN, 0, 0, "en"),),
        left_out=(LeftOut("en", "DRAFT", LeftOutReason.DRAFT_MARK),),
    )


@pytest.mark.parametrize("draft", [sample_draft(3, 4), odd_draft()], ids=["sample", "odd"])
def test_every_word_is_stored_exactly_as_it_was_mended(given: Given, draft: Draft) -> None:
    made = given.draft(draft)
    publish_first_version(made.official, made.ref, made.revision, given.now)
    expected = contract_json(replace(draft, guesses=(), left_out=()))
    assert without_refs(exported(made.slug, 1)) == without_refs(expected)
    assert exported(made.slug, None) == exported(made.slug, 1)


def test_a_clause_and_a_section_get_an_identity_and_an_address(given: Given) -> None:
    made = given.framework(sections=2, clauses=2)
    sections = exported(made.slug, 1)["sections"]
    refs = [clause["ref"] for section in sections for clause in section["clauses"]]
    assert refs == list(made.clause_refs)
    assert len(set(refs)) == counted(Clause) == 4
    assert len({section["ref"] for section in sections}) == counted(Section) == 2


def test_version_1_says_when_and_by_whom(given: Given, now: datetime) -> None:
    made = given.framework()
    version = db.session.scalars(select(FrameworkVersion)).one()
    assert (version.number, version.published_at) == (1, now)
    assert version.published_by is not None
    view = framework_view(made.slug)
    assert view.is_newest
    assert [mark.number for mark in view.versions] == [1]


def test_the_draft_is_gone_afterwards_and_publishing_twice_is_refused(
    given: Given, now: datetime
) -> None:
    made = given.draft()
    publish_first_version(made.official, made.ref, 1, now)
    before = everything()
    assert before["framework_draft"] == []
    with pytest.raises(NotFound):
        publish_first_version(made.official, made.ref, 1, now)
    assert everything() == before


def test_published_versions_are_immutable(given: Given, now: datetime) -> None:
    """No use case that there is changes a word, a place or a number of a published version."""
    made = given.framework()
    before = everything(*TEXT)
    files = {"ko": "# 다른 글\n\n알린다.".encode(), "en": b"# Another\n\nTell."}
    allowed = {"ko": "다른 말", "en": "Other words"}
    acts: list[Callable[[], Any]] = [
        lambda: import_texts(made.official, made.slug, FrameworkKind.CHARTER, files, now),
        lambda: import_texts(COMMAND_LINE, made.slug, FrameworkKind.CHARTER, files, now),
        lambda: mend_draft(made.official, made.ref, 1, lambda draft: draft, now),
        lambda: publish_first_version(made.official, made.ref, 1, now),
    ]
    for act in acts:
        with pytest.raises((SlugTaken, NotFound)):
            act()
    summarise_clause(made.official, made.ref, made.clause_refs[0], allowed, now)
    describe_framework(made.official, made.ref, allowed, now)
    set_concerns(made.official, made.ref, [Worry(allowed, made.clause_refs[:1])], now)
    assert everything(*TEXT) == before


ONLY_KOREAN = DraftClause({"ko": Cell("제9조", "", "알린다.")})
LONG = "가" * (TITLE_LENGTH + 1)


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (
            replace(sample_draft(), sections=(DraftSection({"ko": "장"}, (ONLY_KOREAN,)),)),
            LanguagesIncomplete,
        ),
        (replace(sample_draft(), titles={"en": "Only English"}), LanguagesIncomplete),
        (replace(sample_draft(), sections=()), NothingToPublish),
        (replace(sample_draft(), titles={"ko": LONG, "en": "Long"}), TitleTooLong),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_half_published(
    given: Given, draft: Draft, refusal: type[DomainError]
) -> None:
    made = given.draft(draft)
    before = everything()
    with pytest.raises(refusal):
        publish_first_version(made.official, made.ref, 1, given.now)
    assert everything() == before


def test_the_longest_titles_that_are_allowed_have_room(given: Given) -> None:
    """SQLite keeps any length, PostgreSQL does not: the rule and the columns say the same."""
    lengths = {
        model.__name__: model.__table__.columns[name].type.length  # type: ignore[attr-defined]
        for model, name in (
            (VersionText, "title"),
            (VersionSectionText, "title"),
            (VersionClauseNumber, "number"),
        )
    }
    assert lengths == {
        "VersionText": TITLE_LENGTH,
        "VersionSectionText": TITLE_LENGTH,
        "VersionClauseNumber": NUMBER_LENGTH,
    }
    clause = DraftClause(
        {
            "ko": Cell("1" * NUMBER_LENGTH, "가" * 3_000, "나" * 30_000),
            "en": Cell("1", "", "b"),
        }
    )
    title = {"ko": "가" * TITLE_LENGTH, "en": "a" * TITLE_LENGTH}
    made = given.draft(Draft(("ko", "en"), title, (DraftSection(title, (clause,)),)))
    publish_first_version(made.official, made.ref, 1, given.now)
    assert framework_view(made.slug).titles == title


def test_only_an_official_of_this_framework_publishes(given: Given, now: datetime) -> None:
    made = given.draft()
    refused = [
        given.draft().official,
        given.person(Role.OPERATOR),
        given.person(Role.MODERATOR, made.ref),
        COMMAND_LINE,
    ]
    before = everything()
    for actor in refused:
        with pytest.raises(NotPermitted if actor.is_known else SignInNeeded):
            publish_first_version(actor, made.ref, 1, now)
    with pytest.raises(SignInNeeded):
        publish_first_version(ANONYMOUS, made.ref, 1, now)
    assert everything() == before


def test_a_draft_that_moved_on_is_not_published_unseen(given: Given, now: datetime) -> None:
    made = given.draft()
    mend_draft(made.official, made.ref, 1, lambda draft: draft, now)
    before = everything()
    with pytest.raises(StaleDraft):
        publish_first_version(made.official, made.ref, 1, now)
    assert everything() == before


def test_two_officials_who_publish_at_once_publish_one_version(
    app_context: Flask, given: Given, now: datetime
) -> None:
    made = given.draft()
    colleague = given.person(Role.OFFICIAL, made.ref)
    results = at_once(
        app_context,
        *[
            lambda who=who: publish_first_version(who, made.ref, 1, now)
            for who in (made.official, colleague)
        ],
    )
    assert refusals(results) == [NotFound]
    assert counted(FrameworkVersion) == 1
    assert counted(Clause) == 6


def test_publishing_and_mending_at_once_never_mixes(
    app_context: Flask, given: Given, now: datetime
) -> None:
    made = given.draft()
    colleague = given.person(Role.OFFICIAL, made.ref)
    results = at_once(
        app_context,
        lambda: publish_first_version(made.official, made.ref, 1, now),
        lambda: mend_draft(colleague, made.ref, 1, lambda draft: draft, now),
    )
    assert refusals(results) in ([StaleDraft], [NotFound])
    published, drafts = counted(FrameworkVersion), len(everything("framework_draft").popitem()[1])
    assert (published, drafts) in {(1, 0), (0, 2)}


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@for_any(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)
)
def test_any_words_come_out_as_they_went_in(given: Given, text: str) -> None:
    kept = normalise(text)
    clause = DraftClause({"ko": Cell("", text, text), "en": Cell("", "", text)})
    made = given.draft(replace(sample_draft(), sections=(DraftSection({}, (clause,)),)))
    publish_first_version(made.official, made.ref, 1, given.now)
    found = framework_view(made.slug).sections[0].clauses[0]
    assert found.bodies == {"ko": kept, "en": kept}
    assert found.headings == ({"ko": kept} if kept else {})
    stored = db.session.scalars(select(WordingText.revision)).all()
    assert set(stored) == {1}

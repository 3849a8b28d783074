"""Plain summaries and descriptions: per language, kept as text, taken away by an empty one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from flask import Flask

from deliberate.domain.actors import ANONYMOUS, COMMAND_LINE, Role
from deliberate.domain.errors import NotFound, NotPermitted, SignInNeeded
from deliberate.persistence.database import db
from deliberate.persistence.queries.clauses import clause_page
from deliberate.persistence.queries.frameworks import framework_view
from deliberate.services.publication import describe_framework
from deliberate.services.summaries import summarise_clause
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.services.rows import everything

TEXTS = {"ko": "  기계가 정하면\r\n까닭을 알려요.\u200b ", "en": "You learn why."}
KEPT = {"ko": "기계가 정하면\n까닭을 알려요.", "en": "You learn why."}


@pytest.fixture
def made(app_context: Flask, given: Given) -> Published:
    return given.framework()


def summaries(made: Published, position: int = 0) -> Mapping[str, str]:
    db.session.rollback()
    return clause_page(made.slug, made.clause_refs[position]).summaries


def descriptions(made: Published) -> Mapping[str, str]:
    db.session.rollback()
    return framework_view(made.slug).descriptions


def test_a_summary_is_kept_per_language_and_clause(made: Published, now: datetime) -> None:
    summarise_clause(made.official, made.ref, made.clause_refs[0], TEXTS, now)
    assert summaries(made) == KEPT
    assert summaries(made, 1) == {}
    summarise_clause(made.official, made.ref, made.clause_refs[0], {"en": "Reasons."}, now)
    assert summaries(made) == {**KEPT, "en": "Reasons."}
    summarise_clause(made.official, made.ref, made.clause_refs[0], {"ko": " \n"}, now)
    assert summaries(made) == {"en": "Reasons."}


def test_a_translator_may_summarise_but_not_describe(
    made: Published, given: Given, now: datetime
) -> None:
    translator = given.person(Role.TRANSLATOR, made.ref)
    summarise_clause(translator, made.ref, made.clause_refs[0], TEXTS, now)
    assert summaries(made) == KEPT
    with pytest.raises(NotPermitted):
        describe_framework(translator, made.ref, TEXTS, now)


def test_a_summary_changes_no_word_of_the_version(made: Published, now: datetime) -> None:
    """Published versions are immutable: a summary stands beside the text."""
    before = everything("clause_wording", "wording_text", "version_clause")
    summarise_clause(made.official, made.ref, made.clause_refs[0], TEXTS, now)
    describe_framework(made.official, made.ref, TEXTS, now)
    assert everything("clause_wording", "wording_text", "version_clause") == before


def test_a_clause_of_another_framework_is_not_found(
    made: Published, given: Given, now: datetime
) -> None:
    other = given.framework()
    before = everything()
    for ref in (other.clause_refs[0], "0000000000", ""):
        with pytest.raises(NotFound):
            summarise_clause(made.official, made.ref, ref, TEXTS, now)
    with pytest.raises(NotPermitted):
        summarise_clause(made.official, other.ref, other.clause_refs[0], TEXTS, now)
    with pytest.raises(SignInNeeded):
        summarise_clause(ANONYMOUS, made.ref, made.clause_refs[0], TEXTS, now)
    assert everything() == before


def test_a_description_is_kept_per_language(made: Published, now: datetime) -> None:
    describe_framework(made.official, made.ref, TEXTS, now)
    assert descriptions(made) == KEPT
    describe_framework(made.official, made.ref, {"ko": ""}, now)
    assert descriptions(made) == {"en": KEPT["en"]}
    with pytest.raises(NotPermitted):
        describe_framework(made.official, "0000000000", TEXTS, now)
    with pytest.raises(NotFound):
        describe_framework(COMMAND_LINE, "0000000000", TEXTS, now)

"""A clause keeps its identity and address through every version, a removed one its last words."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from deliberate.commands.imports import exported
from deliberate.domain.errors import NotFound
from deliberate.persistence.database import db
from deliberate.persistence.queries.clauses import ClausePage, clause_page
from deliberate.persistence.queries.frameworks import framework_view, published
from deliberate.services.summaries import summarise_clause
from tests.factories.frameworks import Published
from tests.factories.given import Given
from tests.services.versions import BETWEEN_VERSIONS, publish_next


@pytest.fixture
def made(app_context: Flask, given: Given) -> Published:
    """Two sections with two clauses each."""
    return given.framework(sections=2, clauses=2)


def page(made: Published, ref: str) -> ClausePage:
    db.session.rollback()
    return clause_page(made.slug, ref)


def history(found: ClausePage) -> list[tuple[int, bool]]:
    return [(each.version.number, each.is_new) for each in found.history]


def test_a_clause_keeps_its_identity_and_address_through_every_version(
    made: Published, now: datetime
) -> None:
    changed, same, *_ = made.clause_refs
    before = {ref: page(made, ref).clause.wording_ref for ref in made.clause_refs}
    publish_next(made.slug, now, reworded={changed: "New words"})
    found = page(made, changed)
    assert found.clause.bodies == {"ko": "New words (ko)", "en": "New words (en)"}
    assert found.clause.wording_ref != before[changed]
    assert history(found) == [(2, True), (1, True)]
    kept = page(made, same)
    assert kept.clause.wording_ref == before[same]
    assert history(kept) == [(2, False), (1, True)]


def test_an_older_version_stays_word_for_word(made: Published, now: datetime) -> None:
    """Published versions are immutable: what comes later changes nothing in them."""
    before = exported(made.slug, 1)
    publish_next(
        made.slug,
        now,
        reworded={made.clause_refs[0]: "New words"},
        without={made.clause_refs[1]},
    )
    db.session.rollback()
    assert exported(made.slug, 1) == before
    assert exported(made.slug, None) != before
    old, new = framework_view(made.slug, 1), framework_view(made.slug)
    assert (old.is_newest, new.is_newest) == (False, True)
    assert [mark.number for mark in new.versions] == [2, 1]
    assert [mark.number for mark in old.versions] == [2, 1]
    assert new.version.published_at == now + BETWEEN_VERSIONS


def test_the_page_of_a_removed_clause_keeps_its_last_words(made: Published, now: datetime) -> None:
    gone = made.clause_refs[1]
    publish_next(made.slug, now, reworded={gone: "Last words"})
    publish_next(made.slug, now, without={gone})
    found = page(made, gone)
    assert found.is_removed
    assert found.clause.bodies == {"ko": "Last words (ko)", "en": "Last words (en)"}
    assert found.version.number == 2
    assert history(found) == [(2, True), (1, True)]
    assert gone not in repr(framework_view(made.slug))
    assert gone in repr(framework_view(made.slug, 2))


def test_the_neighbours_of_a_clause_follow_the_reading_order(
    made: Published, now: datetime
) -> None:
    first, second, third, fourth = made.clause_refs

    def around(ref: str) -> tuple[str | None, str | None]:
        found = page(made, ref)
        return (
            found.before.ref if found.before else None,
            found.after.ref if found.after else None,
        )

    assert [around(ref) for ref in made.clause_refs] == [
        (None, second),
        (first, third),
        (second, fourth),
        (third, None),
    ]
    publish_next(made.slug, now, without={second})
    assert around(first) == (None, third)
    assert around(third) == (first, fourth)
    assert around(second) == (first, third)


def test_the_list_shows_the_newest_version(made: Published, now: datetime) -> None:
    publish_next(made.slug, now, without={made.clause_refs[0]})
    db.session.rollback()
    card = next(each for each in published() if each.slug == made.slug)
    assert (card.number, card.clause_count) == (2, 3)


def test_a_new_wording_has_no_summary_until_one_is_written(made: Published, now: datetime) -> None:
    ref = made.clause_refs[0]
    summarise_clause(made.official, made.ref, ref, {"en": "Old"}, now)
    publish_next(made.slug, now, reworded={ref: "New words"})
    assert page(made, ref).summaries == {}
    summarise_clause(made.official, made.ref, ref, {"en": "New"}, now)
    assert page(made, ref).summaries == {"en": "New"}


@pytest.mark.parametrize("number", [0, -1, 2, 10**12])
def test_a_version_that_there_is_not_is_not_found(made: Published, number: int) -> None:
    with pytest.raises(NotFound):
        framework_view(made.slug, number)


def test_a_draft_is_no_version_and_a_clause_belongs_to_its_framework(
    made: Published, given: Given
) -> None:
    drafted, other = given.draft(), given.framework()
    for slug in (drafted.slug, "nothing", ""):
        with pytest.raises(NotFound):
            framework_view(slug)
    with pytest.raises(NotFound):
        clause_page(made.slug, other.clause_refs[0])
    with pytest.raises(NotFound):
        clause_page(drafted.slug, made.clause_refs[0])
    assert {each.slug for each in published()} == {made.slug, other.slug}

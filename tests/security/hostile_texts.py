"""A framework whose every word is a payload, brought in through the doors that officials use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from deliberate.domain import draft_edits
from deliberate.domain.actors import COMMAND_LINE, Actor, Role
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import Draft
from deliberate.domain.frameworks import NUMBER_LENGTH, TITLE_LENGTH, FrameworkKind
from deliberate.persistence.queries.drafts import draft_page
from deliberate.persistence.queries.frameworks import framework_view
from deliberate.services import concerns, drafts, publication, summaries
from deliberate.services.concerns import Worry
from tests.factories import people
from tests.factories.frameworks import Published
from tests.security.hostile_words import LOCALES, Words

SECTIONS, CLAUSES = 2, 3
CLAUSE_LENGTH = 6_500
"""So that the six clauses hold every payload."""
NAMES = {"ko": ("제{}장 가", "제{}조"), "en": ("Chapter {} A", "Article {}")}


def drafted(words: Words, slug: str, now: datetime) -> tuple[str, Actor, str]:
    """Import a text and mend its names; return its ref, an official of it and their address."""
    files = {code: "\n\n".join(_lines(words, code)).encode() for code in LOCALES}
    ref = drafts.import_texts(COMMAND_LINE, slug, FrameworkKind.CHARTER, files, now)
    address = people.new_account(now)
    people.grant(address, Role.OFFICIAL, ref, now)
    official = people.actor_at(address)
    for edit in _edits(words):
        drafts.mend_draft(official, ref, draft_page(slug, official).revision, edit, now)
    return ref, official, address


def _lines(words: Words, code: str) -> Iterator[str]:
    section_name, clause_name = NAMES[code]
    yield "# Old title"
    for section in range(SECTIONS):
        yield f"## {section_name.format(section + 1)}"
        for clause in range(CLAUSES):
            yield f"### {clause_name.format(section * CLAUSES + clause + 1)}"
            yield "A " + " ".join(words.of("clause text", CLAUSE_LENGTH).split())


def _edits(words: Words) -> Iterator[partial[Draft]]:
    for code in LOCALES:
        title = words.line("framework title", TITLE_LENGTH)
        yield partial(draft_edits.rename_document, locale=code, title=title)
        for section in range(SECTIONS):
            title = words.line("section title", TITLE_LENGTH)
            yield partial(draft_edits.rename_section, section=section, locale=code, title=title)
            for clause in range(CLAUSES):
                at = Place(section, clause)
                heading = words.line("clause heading", 200)
                number = words.line("clause number", NUMBER_LENGTH)
                yield partial(draft_edits.rename_clause, at=at, locale=code, heading=heading)
                yield partial(draft_edits.renumber_clause, at=at, locale=code, number=number)


def unfinished(words: Words, slug: str, now: datetime) -> tuple[str, Actor]:
    """Return the ref and an official of a text that stays a draft; a clause is left out of it."""
    ref, official, _ = drafted(words, slug, now)
    leave_out = partial(draft_edits.leave_out, at=Place(1, 2), locale="en")
    drafts.mend_draft(official, ref, draft_page(slug, official).revision, leave_out, now)
    return ref, official


def published(words: Words, slug: str, now: datetime) -> Published:
    """Publish such a text, and say in plain words what it means."""
    ref, official, address = drafted(words, slug, now)
    publication.publish_first_version(official, ref, draft_page(slug, official).revision, now)
    publication.describe_framework(official, ref, words.both("framework description"), now)
    view = framework_view(slug)
    refs = tuple(clause.ref for section in view.sections for clause in section.clauses)
    for clause_ref in refs:
        summaries.summarise_clause(official, ref, clause_ref, words.both("plain summary"), now)
    worries = [Worry({code: words.line("worry") for code in LOCALES}, refs[:2])]
    concerns.set_concerns(official, ref, worries, now)
    return Published(ref, slug, official, address, refs)

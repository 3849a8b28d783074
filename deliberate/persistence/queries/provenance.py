"""Why a clause says what it says: from where each stretch of its words comes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select

from deliberate.domain.provenance import WordOrigin
from deliberate.persistence.database import db
from deliberate.persistence.models.amendments import AmendmentRevision
from deliberate.persistence.models.contributions import Contribution
from deliberate.persistence.models.frameworks import (
    Clause,
    Framework,
    FrameworkVersion,
    VersionClause,
)
from deliberate.persistence.models.next_versions import ProvenanceSource
from deliberate.persistence.provenance import stretches_of
from deliberate.persistence.queries.amendment_rows import AmendmentView, all_amendments, views_of
from deliberate.persistence.queries.texts import words_of

WORDS = re.compile(r"(?P<before>\s*)(?P<first>\S+)((?P<gap>\s+)(?P<rest>\S.*?))?(?P<after>\s*)")
LINES = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Piece:
    """What a stretch says in one line: words, and the blanks around them as they stand."""

    before: str
    first: str
    """The first word; empty where the line says nothing."""
    gap: str
    rest: str
    after: str


@dataclass(frozen=True)
class Sourced:
    """A stretch of a clause's words and where it comes from."""

    text: str
    origin: WordOrigin
    version: int
    """In which it first stood."""
    amendments: Sequence[AmendmentView]
    """That asked for it."""

    @property
    def was_asked_for(self) -> bool:
        """Whether there are words in it that stand there because of what people proposed."""
        return bool(self.amendments and self.text.strip())

    @property
    def pieces(self) -> list[Piece]:
        """Its text line by line; put together they are the text, blanks and all."""
        return [_piece(line) for line in LINES.findall(self.text)]


def _piece(line: str) -> Piece:
    found = WORDS.fullmatch(line)
    if found is None:
        return Piece(line, "", "", "", "")
    return Piece(**{name: part or "" for name, part in found.groupdict().items()})


Sources = Mapping[str, Sequence[Sourced]]
"""The stretches of a wording by language; empty where it stands as it was imported."""


def sources_of(bodies: Mapping[int, Mapping[str, str]]) -> Mapping[int, Sources]:
    """Return by wording where its words come from; `bodies` are those of each wording by language.

    One query where all stand as they were imported, nine at most, however many they are.
    """
    found = stretches_of(db.session(), bodies)
    result: defaultdict[int, dict[str, list[Sourced]]] = defaultdict(dict)
    if not found:
        return result
    every = [each for stretches in found.values() for each in stretches]
    numbers = _numbers({each.version_id for each in every})
    asked = _amendments({revision for each in every for revision in each.revision_ids})
    for (wording_id, locale), stretches in found.items():
        body = bodies[wording_id].get(locale, "")
        result[wording_id][locale] = [
            Sourced(
                body[each.start : each.end],
                each.origin,
                numbers[each.version_id],
                [asked[revision] for revision in each.revision_ids],
            )
            for each in stretches
        ]
    return result


def sources_in(slug: str, number: int) -> Mapping[str, Sources]:
    """Return by clause where the words of a version come from, for those that people changed.

    One query where there are none, eleven at most.
    """
    rows = db.session.execute(
        _changed()
        .add_columns(Clause.ref)
        .join(Clause, Clause.id == VersionClause.clause_id)
        .join(Framework, Framework.id == FrameworkVersion.framework_id)
        .where(Framework.slug == slug, FrameworkVersion.number == number)
    ).all()
    if not rows:
        return {}
    _headings, bodies = words_of(row.wording_id for row in rows)
    sources = sources_of({row.wording_id: bodies[row.wording_id] for row in rows})
    return {row.ref: sources[row.wording_id] for row in rows}


def _changed() -> Select[int]:
    """Select the wordings of versions in which words stand that amendments asked for."""
    asked = exists().where(ProvenanceSource.wording_id == VersionClause.wording_id)
    return (
        select(VersionClause.wording_id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .where(FrameworkVersion.published_at.is_not(None), asked)
    )


def _numbers(version_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(FrameworkVersion.id, FrameworkVersion.number).where(
            FrameworkVersion.id.in_(version_ids)
        )
    )
    return {row.id: row.number or 0 for row in rows}


def _amendments(revision_ids: Collection[int]) -> dict[int, AmendmentView]:
    """Return the amendments to which revisions belong."""
    if not revision_ids:
        return {}
    owners = {
        row.id: row.amendment_id
        for row in db.session.execute(
            select(AmendmentRevision.id, AmendmentRevision.amendment_id).where(
                AmendmentRevision.id.in_(revision_ids)
            )
        )
    }
    rows = db.session.execute(
        all_amendments().where(Contribution.id.in_(set(owners.values())))
    ).all()
    by_id = dict(zip((row.Contribution.id for row in rows), views_of(rows), strict=True))
    return {revision: by_id[owner] for revision, owner in owners.items()}

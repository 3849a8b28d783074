"""Where the words of a new wording come from: written once, when its version is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deliberate.domain.localized import Locale
from deliberate.domain.provenance import WordOrigin
from deliberate.domain.text import DIFF_VERSION, Attribution
from deliberate.persistence.models.frameworks import FrameworkVersion, VersionClause
from deliberate.persistence.models.next_versions import ProvenanceSegment, ProvenanceSource


@dataclass(frozen=True)
class Stretch:
    """A stretch of a wording in one language and where it comes from."""

    start: int
    end: int
    origin: WordOrigin
    version_id: int
    """In which these words first stood."""
    diff_version: str
    revision_ids: Collection[int] = ()
    """Of the amendments that asked for them."""


Older = Mapping[tuple[int, str], Sequence[Stretch]]
"""By wording and language; a wording that stands as it was imported has none."""


def stretches_of(session: Session, wording_ids: Collection[int]) -> Older:
    """Return the stretches of wordings in the order of their texts; two queries, one for none."""
    rows = session.scalars(
        select(ProvenanceSegment)
        .where(ProvenanceSegment.wording_id.in_(wording_ids))
        .order_by(ProvenanceSegment.start_offset)
    ).all()
    sources = _sources(session, wording_ids) if rows else {}
    found: defaultdict[tuple[int, str], list[Stretch]] = defaultdict(list)
    for row in rows:
        locale = row.locale.value
        found[row.wording_id, locale].append(
            Stretch(
                row.start_offset,
                row.end_offset,
                row.origin,
                row.version_id,
                row.diff_version,
                tuple(sources.get((row.wording_id, locale, row.start_offset), ())),
            )
        )
    return found


def _sources(
    session: Session, wording_ids: Collection[int]
) -> Mapping[tuple[int, str, int], Sequence[int]]:
    """Return by (wording, language, start) the revisions that asked for a stretch."""
    found: defaultdict[tuple[int, str, int], list[int]] = defaultdict(list)
    for source in session.scalars(
        select(ProvenanceSource)
        .where(ProvenanceSource.wording_id.in_(wording_ids))
        .order_by(ProvenanceSource.revision_id)
    ):
        place = (source.wording_id, source.locale.value, source.start_offset)
        found[place].append(source.revision_id)
    return found


def first_versions(session: Session, wording_ids: Collection[int]) -> dict[int, int]:
    """Return in which version each wording first stood."""
    first = (
        select(VersionClause.wording_id, func.min(FrameworkVersion.number).label("number"))
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .where(VersionClause.wording_id.in_(wording_ids))
        .group_by(VersionClause.wording_id)
        .subquery()
    )
    rows = session.execute(
        select(VersionClause.wording_id, VersionClause.version_id)
        .join(FrameworkVersion, FrameworkVersion.id == VersionClause.version_id)
        .join(
            first,
            (first.c.wording_id == VersionClause.wording_id)
            & (first.c.number == FrameworkVersion.number),
        )
    )
    return {row.wording_id: row.version_id for row in rows}


def composed(
    attributions: Sequence[Attribution],
    older: Sequence[Stretch],
    versions: tuple[int, int],
    revision_ids: Sequence[int],
) -> list[Stretch]:
    """Return the stretches of a new text, whose old words keep the source that they had.

    `versions`: the one in which the older text first stood, and the one that is being published.
    `revision_ids`: of the proposals that the attributions count.
    """
    first, newest = versions
    found: list[Stretch] = []
    at = 0
    for each in attributions:
        end = at + len(each.text)
        if each.base_span is not None:
            found += _inherited(each.base_span, at, older, first)
        else:
            origin = WordOrigin.AMENDMENT if each.proposals else WordOrigin.OFFICIAL
            asked = tuple(sorted(revision_ids[number] for number in each.proposals))
            found.append(Stretch(at, end, origin, newest, DIFF_VERSION, asked))
        at = end
    return list(_joined(found))


def _inherited(
    span: tuple[int, int], at: int, older: Sequence[Stretch], first: int
) -> Iterator[Stretch]:
    shift = at - span[0]
    if not older:
        end = span[1] + shift
        yield Stretch(at, end, WordOrigin.ORIGINAL, first, DIFF_VERSION)
    for each in older:
        start, end = max(each.start, span[0]), min(each.end, span[1])
        if start < end:
            yield replace(each, start=start + shift, end=end + shift)


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    held: Stretch | None = None
    for each in stretches:
        if held and replace(held, start=0, end=0) == replace(each, start=0, end=0):
            held = replace(held, end=each.end)
            continue
        if held:
            yield held
        held = each
    if held:
        yield held


def add_stretches(
    session: Session, wording_id: int, locale: str, stretches: Sequence[Stretch]
) -> None:
    """Write where the words of a wording come from."""
    where = {"wording_id": wording_id, "locale": Locale(locale)}
    session.add_all(
        ProvenanceSegment(
            **where,
            start_offset=each.start,
            end_offset=each.end,
            origin=each.origin,
            version_id=each.version_id,
            diff_version=each.diff_version,
        )
        for each in stretches
    )
    session.flush()
    session.add_all(
        ProvenanceSource(**where, start_offset=each.start, revision_id=revision_id)
        for each in stretches
        for revision_id in each.revision_ids
    )

"""Combining amendments: every proposal's edits of one base, applied where they do not collide.

The rule is that of three-way merging (S. Khanna, K. Kunal and B. Pierce, "A formal investigation of
diff3", 2007), for any number of proposals and with words for lines: what lies between two
unchanged words is one edit, and edits of different proposals that touch are a conflict, unless they
say the same. Nothing depends on the order of the proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from deliberate.domain.text.cautions import MergeWarning, cautions
from deliberate.domain.text.clusters import Cluster, clusters
from deliberate.domain.text.diff import DIFF_VERSION, diff
from deliberate.domain.text.edits import Edit
from deliberate.domain.text.normalise import normalise


@dataclass(frozen=True, slots=True)
class Conflict:
    """Proposals that want different things of the characters `span` of the normalised base.

    `alternatives` are parallel to `proposals`: what each of them would put in place of the span.
    `place` is where the same words of the base stand in `Merge.partial`.
    """

    span: tuple[int, int]
    proposals: tuple[int, ...]
    alternatives: tuple[str, ...]
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a merged text, and the proposals they come from; none: they are the base's."""

    text: str
    proposals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of combining proposals.

    `partial` holds everything that merged, and the base's words where proposals are in conflict;
    `segments`, joined, are `partial`. `text` is the same, or None while anything is in conflict.
    """

    text: str | None
    partial: str
    conflicts: tuple[Conflict, ...]
    warnings: tuple[MergeWarning, ...]
    segments: tuple[Segment, ...]
    diff_version: str = DIFF_VERSION


@dataclass(frozen=True, slots=True)
class _Variant:
    """A text that one or several proposals ask for."""

    edits: tuple[Edit, ...]
    proposals: tuple[int, ...]


def merge(base: str, proposals: Sequence[str]) -> Merge:
    """Combine proposals, each a complete new text for `base`; any strings are accepted.

    Line ends at the ends of a proposal are noise, the base's own stay. A proposal that is empty
    removes the text; one that equals the base takes no part.
    """
    base = normalise(base)
    idle, variants = _variants(base, proposals)
    made = clusters(base, [(edit, each.proposals) for each in variants for edit in each.edits])
    conflicts = list(_conflicts(made))
    segments = tuple(_segments(base, made))
    partial = "".join(segment.text for segment in segments)
    removing = [number for each in variants if _removes(base, each) for number in each.proposals]
    return Merge(
        text=None if conflicts else partial,
        partial=partial,
        conflicts=tuple(conflicts),
        warnings=cautions(base, made, idle, tuple(sorted(removing))),
        segments=segments,
    )


def core(text: str) -> tuple[str, int]:
    """Return a normalised text without the line ends at its ends, and how many led it."""
    bare = text.lstrip("\n")
    return bare.rstrip("\n"), len(text) - len(bare)


def _variants(base: str, proposals: Sequence[str]) -> tuple[tuple[int, ...], list[_Variant]]:
    """Return which proposals change nothing, and the different texts that the others ask for."""
    words, lead = core(base)
    wanted: dict[str, list[int]] = {}
    known: dict[str, str] = {}
    for number, proposal in enumerate(proposals):
        if proposal not in known:
            known[proposal] = core(normalise(proposal))[0]
        wanted.setdefault(known[proposal], []).append(number)
    idle = tuple(wanted.pop(words, ()))
    return idle, [
        _Variant(_edits(base, words, lead, text), tuple(numbers))
        for text, numbers in sorted(wanted.items())
    ]


def _edits(base: str, words: str, lead: int, text: str) -> tuple[Edit, ...]:
    if not text:
        return (Edit(0, len(base), "", -1, 2 * len(base) + 1, is_whole=True),)
    edits = diff(words, text)
    return tuple(edit.shifted(lead) for edit in edits) if lead else edits


def _removes(base: str, variant: _Variant) -> bool:
    return [(each.start, each.end, each.text) for each in variant.edits] == [(0, len(base), "")]


def _conflicts(made: Iterable[Cluster]) -> Iterator[Conflict]:
    grown = 0
    for cluster in made:
        if cluster.is_conflict:
            wanted = sorted(cluster.alternatives.items())
            yield Conflict(
                span=(cluster.start, cluster.end),
                proposals=tuple(number for number, _ in wanted),
                alternatives=tuple(text for _, text in wanted),
                place=(cluster.start + grown, cluster.end + grown),
            )
        grown += sum(len(edit.text) - (edit.end - edit.start) for edit, _ in cluster.applied)


def _segments(base: str, made: Iterable[Cluster]) -> Iterable[Segment]:
    pieces: list[Segment] = []
    at = 0
    for cluster in made:
        for edit, credited in cluster.applied:
            pieces += [Segment(base[at : edit.start], ()), Segment(edit.text, credited)]
            at = edit.end
    pieces.append(Segment(base[at:], ()))
    filled = [piece for piece in pieces if piece.text]
    for credited, run in groupby(filled, key=lambda piece: piece.proposals):
        yield Segment("".join(piece.text for piece in run), credited)


class RebaseState(StrEnum):
    """What became of a proposal when the text beneath it changed."""

    CLEAN = "clean"
    ALREADY_DONE = "already done"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Rebase:
    """A proposal carried to newer words: `text` is what it asks for now, None in a conflict.

    `merge` names the newer words as proposal 0 and the proposal as proposal 1.
    """

    state: RebaseState
    text: str | None
    merge: Merge


def rebase(older_base: str, newer_base: str, proposal: str) -> Rebase:
    """Carry a proposal that was written on an older base over to a newer one."""
    merged = merge(older_base, [newer_base, proposal])
    newer, wanted = normalise(newer_base), core(normalise(proposal))[0]
    nothing_left = merged.text is not None and core(merged.text)[0] == core(newer)[0]
    if nothing_left or wanted in (core(newer)[0], core(normalise(older_base))[0]):
        return Rebase(RebaseState.ALREADY_DONE, newer, merged)
    state = RebaseState.CONFLICT if merged.text is None else RebaseState.CLEAN
    return Rebase(state, merged.text, merged)

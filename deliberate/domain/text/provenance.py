"""Where each word of a finished text comes from, however the text was arrived at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from deliberate.domain.text.diff import diff
from deliberate.domain.text.merge import core
from deliberate.domain.text.normalise import normalise


class Origin(StrEnum):
    """Who words come from."""

    BASE = "base"
    PROPOSAL = "proposal"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of a finished text.

    From the base `base_span` says where they stand in it; from proposals `proposals` names all
    that brought them at this place; from an official, who wrote or ordered them, neither.
    """

    text: str
    origin: Origin
    proposals: tuple[int, ...] = ()
    base_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters `start` to `end` of a text, standing at `source` in the text they come from."""

    start: int
    end: int
    source: int


def attribute(base: str, proposals: Sequence[str], final: str) -> tuple[Attribution, ...]:
    """Say for each word of `final` where it comes from; joined, the texts are `final`, normalised.

    A word is the base's if it is aligned with an unchanged word of it, a proposal's if it is
    aligned with a word that the proposal brought, and an official's otherwise.
    """
    base, final = normalise(base), normalise(final)
    kept = list(_kept(base, final))
    credited: dict[str, list[int]] = {}
    for number, proposal in enumerate(proposals):
        credited.setdefault(normalise(proposal), []).append(number)
    brought = [
        (stretch, numbers)
        for text, numbers in credited.items()
        for stretch in _brought(base, text, final)
    ]
    return tuple(_joined(_pieces(final, kept, brought)))


def _kept(old: str, new: str) -> Iterator[_Stretch]:
    """Give the stretches of the new text that stand unchanged in the old one."""
    before, lead = core(old)
    after, new_lead = core(new)
    shared = min(lead, new_lead)
    if shared:
        yield _Stretch(new_lead - shared, new_lead, lead - shared)
    at, shift = 0, new_lead - lead
    for edit in diff(before, after):
        if edit.start > at:
            yield _Stretch(at + lead + shift, edit.start + lead + shift, at + lead)
        shift += len(edit.text) - (edit.end - edit.start)
        at = edit.end
    stop = len(before)
    shared = min(len(old) - lead - stop, len(new) - new_lead - len(after))
    if stop + shared > at:
        yield _Stretch(at + lead + shift, stop + shared + lead + shift, at + lead)


def _brought(base: str, proposal: str, final: str) -> Iterator[_Stretch]:
    """Give the stretches of the final text that a proposal brought to the base."""
    own = _rest(len(proposal), _kept(base, proposal))
    for stretch in _kept(proposal, final):
        stop = stretch.source + stretch.end - stretch.start
        for first, last in own:
            start, end = max(first, stretch.source), min(last, stop)
            if start < end:
                shift = stretch.start - stretch.source
                yield _Stretch(start + shift, end + shift, start)


def _rest(length: int, taken: Iterable[_Stretch]) -> list[tuple[int, int]]:
    """Return the spans between stretches."""
    at, rest = 0, []
    for stretch in taken:
        if stretch.start > at:
            rest.append((at, stretch.start))
        at = stretch.end
    return [*rest, (at, length)] if at < length else rest


def _pieces(
    final: str, kept: Sequence[_Stretch], brought: Sequence[tuple[_Stretch, list[int]]]
) -> Iterator[Attribution]:
    cuts = {0, len(final)}
    for stretch in [*kept, *(each for each, _ in brought)]:
        cuts |= {stretch.start, stretch.end}
    source = {stretch.start: stretch for stretch in kept}
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for stretch, numbers in brought:
        starts.setdefault(stretch.start, []).extend(numbers)
        ends.setdefault(stretch.end, []).extend(numbers)
    here: set[int] = set()
    current: _Stretch | None = None
    places = sorted(cuts)
    for start, end in pairwise(places):
        here = (here - set(ends.get(start, ()))) | set(starts.get(start, ()))
        current = source.get(start, current)
        if current and current.start <= start < current.end:
            place = start - current.start + current.source
            span = (place, place + end - start)
            yield Attribution(final[start:end], Origin.BASE, (), span)
        elif here:
            yield Attribution(final[start:end], Origin.PROPOSAL, tuple(sorted(here)))
        else:
            yield Attribution(final[start:end], Origin.OFFICIAL)


def _joined(pieces: Iterable[Attribution]) -> Iterator[Attribution]:
    last: Attribution | None = None
    for piece in pieces:
        if last and (both := _together(last, piece)):
            last = both
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _together(one: Attribution, other: Attribution) -> Attribution | None:
    """Return two neighbours as one; None unless they come from the same place.

    A new blank after an official's word is the official's.
    """
    if one.origin is Origin.OFFICIAL and not other.base_span and not other.text.strip():
        return Attribution(one.text + other.text, Origin.OFFICIAL)
    if (one.origin, one.proposals) != (other.origin, other.proposals):
        return None
    text = one.text + other.text
    if not one.base_span or not other.base_span:
        return Attribution(text, one.origin, one.proposals)
    if one.base_span[1] != other.base_span[0]:
        return None
    return Attribution(text, one.origin, (), (one.base_span[0], other.base_span[1]))

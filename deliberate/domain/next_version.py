"""The next text of a clause: what the machine merged, what officials made of it, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from deliberate.domain.localized import LOCALES, Localized
from deliberate.domain.text import Conflict, Merge, headed_numbers, merge
from deliberate.domain.text import moved_citations as text_citations


class TextStanding(StrEnum):
    """How far the next text of a clause has come in one language."""

    UNTOUCHED = "untouched"
    """No accepted amendment changes it, and no official has."""
    UNDECIDED = "undecided"
    """Amendments are accepted, and no official has saved what comes of them."""
    MOVED_ON = "moved on"
    """It was saved, and since then an amendment came or went: it fits, to be checked."""
    REOPENED = "reopened"
    """It was saved, and what was saved does not fit what is accepted now."""
    DECIDED = "decided"


SETTLED = frozenset({TextStanding.UNTOUCHED, TextStanding.DECIDED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an accepted amendment wants a clause to say in one language."""

    ref: str
    """Of the amendment."""
    body: str
    """Empty where it removes the clause."""
    heading: str = ""
    """Of a new clause."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What an official saved last; see the table `merge_draft`."""

    revision: int
    ground: str
    body: str
    heading: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class NextText:
    """The next text of a clause in one language."""

    base: str
    wanted: Sequence[Wanted]
    merged: Merge
    """Of what is wanted, against the base."""
    saved: Saved | None
    standing: TextStanding
    body: str
    """What it says as things stand; where something is open, a proposal to go on from."""

    @property
    def revision(self) -> int:
        """The newest saved revision; 0 before the first."""
        return self.saved.revision if self.saved else 0

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than it did."""
        return self.body != self.base


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a conflict."""

    text: str
    refs: tuple[str, ...]
    """The amendments, in the order in which their words stand; none for the words of the base."""


def next_text(base: str, wanted: Sequence[Wanted], saved: Saved | None) -> NextText:
    """Return where a text stands. What officials wrote survives when an amendment comes or goes.

    What was saved is merged again with what the machine merges now, against what it had merged
    then; where that conflicts, the words of an amendment that has gone are not kept.
    """
    merged = merge(base, [each.body for each in wanted])
    ground = merged.partial
    if saved is None:
        standing = TextStanding.UNDECIDED if wanted else TextStanding.UNTOUCHED
        return NextText(base, wanted, merged, None, standing, ground)
    if saved.ground == ground:
        return NextText(base, wanted, merged, saved, TextStanding.DECIDED, saved.body)
    carried = merge(saved.ground, [ground, saved.body])
    body = resolved(carried, [_of_machine(each) for each in carried.conflicts])
    standing = TextStanding.REOPENED if carried.conflicts else TextStanding.MOVED_ON
    if not wanted and body == base:
        standing = TextStanding.UNTOUCHED
    return NextText(base, wanted, merged, saved, standing, body)


def _of_machine(conflict: Conflict) -> str:
    return conflict.alternatives[conflict.proposals.index(0)]


def resolved(merged: Merge, picks: Sequence[str]) -> str:
    """Return a merged text with the words that were picked for each conflict, in their order."""
    pieces, at = [], 0
    for conflict, pick in zip(merged.conflicts, picks, strict=True):
        pieces += [merged.partial[at : conflict.place[0]], pick]
        at = conflict.place[1]
    return "".join([*pieces, merged.partial[at:]])


def choices(text: NextText, conflict: Conflict) -> tuple[Choice, ...]:
    """Return the ways to settle a conflict besides writing: each amendment, both in order, none.

    Both can stand only where they add something at one point and take nothing away.
    """
    by_words: dict[str, list[str]] = {}
    for number, words in zip(conflict.proposals, conflict.alternatives, strict=True):
        by_words.setdefault(words, []).append(text.wanted[number].ref)
    singles = [Choice(words, tuple(refs)) for words, refs in by_words.items()]
    kept = text.base[slice(*conflict.span)]
    both = []
    if not kept:
        both = [
            Choice(one.text + other.text, (*one.refs, *other.refs))
            for one in singles
            for other in singles
            if one is not other and len(singles) == len("ab")
        ]
    return (*singles, *both, Choice(kept, ()))


@dataclass(frozen=True)
class NextClause:
    """A clause on its way into the next version. `clause_id` and `wording_id` are for writing."""

    clause_id: int
    ref: str
    wording_id: int | None
    """None for a new clause."""
    texts: Mapping[str, NextText]
    """By language, in the order of the site."""
    old_headings: Localized
    old_numbers: Localized
    after: str | None = None
    """The clause after which a new one stands."""
    place: int | None = None
    """The place of a new clause among those after the same one; None before it is said."""
    amendment_ref: str = ""
    """The amendment that a new clause comes from."""
    confirmed: str | None = None
    """The digest of the texts that someone found saying the same."""
    headings: Localized = field(default_factory=dict)
    numbers: Localized = field(default_factory=dict)

    @property
    def bodies(self) -> Localized:
        """What it says as things stand, by language; for one that goes, what it said."""
        return {locale: each.body or each.base for locale, each in self.texts.items()}

    @property
    def is_new(self) -> bool:
        """Whether no version has had it."""
        return self.wording_id is None

    @property
    def is_changed(self) -> bool:
        """Whether the next version says something else here, in any language."""
        words = any(each.is_changed for each in self.texts.values())
        return words or dict(self.headings) != dict(self.old_headings)

    @property
    def is_gone(self) -> bool:
        """Whether it says nothing any more in any language: it is removed, or never comes."""
        return not any(each.body for each in self.texts.values())

    @property
    def is_settled(self) -> bool:
        """Whether officials have decided in every language."""
        return all(each.standing in SETTLED for each in self.texts.values())

    @property
    def digest(self) -> str:
        """The mark of what it says in all languages, for whoever confirms that it is the same."""
        return parity_digest(
            {
                locale: (self.headings.get(locale, ""), each.body)
                for locale, each in self.texts.items()
            }
        )

    @property
    def languages_agree(self) -> bool:
        """Whether what has changed was confirmed to say the same in every language."""
        if self.is_gone or not self.is_changed:
            return True
        return self.confirmed == self.digest and all(each.body for each in self.texts.values())


def parity_digest(texts: Mapping[str, tuple[str, str]]) -> str:
    """Return the digest of (heading, body) by language."""
    parts = [
        part for locale in LOCALES for part in (locale.value, *texts.get(locale.value, ("", "")))
    ]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def unordered(clauses: Sequence[NextClause]) -> set[str | None]:
    """Return after which clauses several new ones stand without an order among them."""
    places: dict[str | None, list[int | None]] = {}
    for each in clauses:
        if each.is_new and not each.is_gone:
            places.setdefault(each.after, []).append(each.place)
    return {
        after
        for after, found in places.items()
        if len(found) > 1 and (None in found or len(set(found)) < len(found))
    }


def moved_citations(clauses: Sequence[NextClause], locale: str) -> dict[str, tuple[str, ...]]:
    """Return by the ref of a clause which numbers it cites that mean something else from now on.

    A clause that stays where it was keeps its number, so this happens where one goes or where an
    official gives it another number; and within a text that numbers its own lines.
    """
    standing = [each for each in clauses if not each.is_gone]
    before = {each.old_numbers.get(locale, ""): each.ref for each in clauses if not each.is_new}
    after = {each.numbers.get(locale, ""): each.ref for each in standing}
    found = {}
    for each in standing:
        text = each.texts.get(locale)
        if text is not None:
            found[each.ref] = text_citations(
                text.body,
                before | headed_numbers(text.base),
                after | headed_numbers(text.body),
            )
    return {ref: numbers for ref, numbers in found.items() if numbers}


def in_order(clauses: Sequence[NextClause]) -> list[NextClause]:
    """Return the clauses of the next version: new ones follow theirs, removed ones are left out."""
    new: dict[str | None, list[NextClause]] = {}
    for each in clauses:
        if each.is_new:
            new.setdefault(each.after, []).append(each)
    found: list[NextClause] = []
    for each in clauses:
        if not each.is_new:
            found.append(each)
            found += sorted(new.get(each.ref, ()), key=lambda one: (one.place or 0, one.ref))
    return [each for each in found if not each.is_gone]

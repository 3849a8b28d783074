"""How much speaks for two clauses, in different languages, being the same clause.

All scores are on one scale: 0 is "nothing either way", and `GAP` is what it costs to leave one
clause without a partner. Length as evidence follows Gale and Church, "A program for aligning
sentences in bilingual corpora" (1993).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from statistics import mean

from deliberate.documents.concepts import concepts, words
from deliberate.documents.parsed import ClauseKind, ParsedClause
from deliberate.domain.drafts import written

GAP = -0.5
SAME_KIND, OTHER_KIND, NO_ARTICLE = 0.6, -0.5, -0.9
SAME_NUMBER, OTHER_NUMBER = 1.2, -1.2
SAME_ITEM, OTHER_ITEM = 0.7, -0.7
BOTH_HEADED, ONE_HEADED, LIKE_HEADINGS, UNLIKE_HEADINGS = 0.3, -0.4, 1.6, -0.4
LIKE_TEXT, USUAL_LIKENESS, FEWEST_FEATURES = 4.0, 0.15, 3
LENGTH_WEIGHT, WORST_LENGTH = 0.7, -1.2

Feature = Hashable
Said = tuple[str, str]
"""A language and a text in it."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a text: its features, the norm of their weights, its length.

    The length is relative to the usual length of a clause in its language.
    """

    features: frozenset[Feature]
    norm: float
    length: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause as the alignment sees it. `section` and `position` are those of its source."""

    clause: ParsedClause
    section: int
    position: int
    text: Traits
    heading: Traits


class Weigher:
    """Measures the clauses of two languages against each other.

    Built from all texts of both, since a word weighs more the rarer it is, and since it matters
    how long one language's texts are compared with the other's. Shared features are entries of
    the bilingual word list and words that both languages write alike: acronyms, figures, names.
    """

    def __init__(self, ours: Sequence[Said], theirs: Sequence[Said]) -> None:
        self._words: dict[str, set[str]] = {}
        first, second = (self._vocabulary(side) for side in (ours, theirs))
        self._common = {word for word in first & second if len(word) > 1 or word.isdigit()}
        self._known: dict[Said, frozenset[Feature]] = {}
        said = [*ours, *theirs]
        counts: Counter[Feature] = Counter()
        lengths: dict[str, list[int]] = defaultdict(list)
        for locale, text in said:
            counts.update(self.features(text, locale))
            lengths[locale].append(len(text))
        self._squares = {f: math.log(1 + len(said) / count) ** 2 for f, count in counts.items()}
        self._usual = {locale: max(1.0, mean(each)) for locale, each in lengths.items()}

    def _vocabulary(self, side: Sequence[Said]) -> set[str]:
        for _, text in side:
            self._words[text] = words(text)
        return set().union(*(self._words[text] for _, text in side))

    def features(self, text: str, locale: str) -> frozenset[Feature]:
        """Return what of a text could also be found in the other language."""
        said = (locale, text)
        if said not in self._known:
            found = self._words[text] if text in self._words else words(text)
            self._known[said] = concepts(text, found, locale) | (found & self._common)
        return self._known[said]

    def traits(self, text: str, locale: str) -> Traits:
        """Measure a text."""
        features = self.features(text, locale)
        return Traits(
            features, math.sqrt(self._weight(features)), len(text) / self._usual.get(locale, 1.0)
        )

    def unit(self, clause: ParsedClause, locale: str, section: int, position: int) -> Unit:
        """Measure a clause."""
        text = self.traits(written(clause.cell), locale)
        return Unit(clause, section, position, text, self.traits(clause.cell.heading, locale))

    def likeness(self, a: Traits, b: Traits) -> float:
        """Return the cosine of two texts' weighted features, 0 to 1."""
        if not a.norm or not b.norm:
            return 0.0
        return self._weight(a.features & b.features) / (a.norm * b.norm)

    def _weight(self, features: frozenset[Feature]) -> float:
        return sum(map(self._squares.get, features, repeat(0.0)))

    def score(self, a: Unit, b: Unit) -> float:
        """Say how much speaks for two clauses being the same."""
        return (
            _form(a.clause, b.clause)
            + self._headings(a, b)
            + self._content(a.text, b.text)
            + length_fit(a.text, b.text)
        )

    def _headings(self, a: Unit, b: Unit) -> float:
        if bool(a.clause.cell.heading) != bool(b.clause.cell.heading):
            return ONE_HEADED
        if not a.clause.cell.heading:
            return 0.0
        return BOTH_HEADED + self.titles(a.heading, b.heading)

    def titles(self, a: Traits, b: Traits) -> float:
        """Compare two headings; 0 where nothing is known of one of them."""
        if not a.norm or not b.norm:
            return 0.0
        alike = self.likeness(a, b)
        return LIKE_HEADINGS * alike if alike else UNLIKE_HEADINGS

    def _content(self, a: Traits, b: Traits) -> float:
        if min(len(a.features), len(b.features)) < FEWEST_FEATURES:
            return LIKE_TEXT / 2 * self.likeness(a, b)
        return LIKE_TEXT * (self.likeness(a, b) - USUAL_LIKENESS)


def _form(a: ParsedClause, b: ParsedClause) -> float:
    form = SAME_KIND if a.kind is b.kind else OTHER_KIND
    if not a.value or not b.value:
        return (
            form if ClauseKind.ARTICLE not in (a.kind, b.kind) or a.kind is b.kind else NO_ARTICLE
        )
    if ClauseKind.ITEM in (a.kind, b.kind):
        return form + (SAME_ITEM if a.value == b.value else OTHER_ITEM)
    return form + (SAME_NUMBER if a.value == b.value else OTHER_NUMBER)


def length_fit(a: Traits, b: Traits) -> float:
    """Compare the lengths of two texts: 0 where they are in proportion, less where not."""
    if not a.length or not b.length:
        return 0.0
    return max(WORST_LENGTH, -LENGTH_WEIGHT * abs(math.log(a.length / b.length)))


def units_in_row(
    clauses: Mapping[str, ParsedClause], locale: str, clause: ParsedClause, weigher: Weigher
) -> tuple[Unit, Unit] | None:
    """Measure what a row has in another language, and a clause that could belong to the row."""
    for other, model in clauses.items():
        if other != locale:
            return weigher.unit(model, other, 0, 0), weigher.unit(clause, locale, 0, 0)
    return None


def score_in_row(
    clauses: Mapping[str, ParsedClause], locale: str, clause: ParsedClause, weigher: Weigher
) -> float:
    """Compare a clause with what a row has in another language; `GAP` where that is nothing."""
    units = units_in_row(clauses, locale, clause, weigher)
    return weigher.score(*units) if units else GAP

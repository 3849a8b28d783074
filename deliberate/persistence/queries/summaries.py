"""Which clauses have a plain summary, and in which languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from deliberate.domain.frameworks import SummaryState
from deliberate.domain.localized import LOCALES
from deliberate.persistence.database import db
from deliberate.persistence.models.frameworks import Clause, ClauseWording, PlainSummary
from deliberate.persistence.queries.frameworks import ClauseView, FrameworkView, framework_view


@dataclass(frozen=True)
class SummarisedClause:
    """A clause of the newest version, and how its plain summary stands in each language."""

    clause: ClauseView
    states: Mapping[str, SummaryState]

    @property
    def is_whole(self) -> bool:
        """Whether every language has one for the words as they are."""
        return set(self.states.values()) == {SummaryState.WRITTEN}


@dataclass(frozen=True)
class SummaryList:
    """The plain summaries of a framework."""

    framework: FrameworkView
    clauses: Sequence[SummarisedClause]

    @property
    def whole(self) -> int:
        """How many clauses have a plain summary in every language."""
        return sum(each.is_whole for each in self.clauses)


def summary_list(slug: str) -> SummaryList:
    """Return every clause with the states of its summary; one query more than the framework.

    Raises `NotFound`.
    """
    page = framework_view(slug)
    clauses = [each for section in page.sections for each in section.clauses]
    written = _written([each.ref for each in clauses])
    return SummaryList(
        page, [SummarisedClause(each, _states(each, written[each.ref])) for each in clauses]
    )


def _written(clause_refs: Sequence[str]) -> Mapping[str, Mapping[str, set[str]]]:
    """Return by clause and language for which of its wordings there is a summary."""
    rows = db.session.execute(
        select(Clause.ref, ClauseWording.ref.label("wording_ref"), PlainSummary.locale)
        .join(ClauseWording, ClauseWording.clause_id == Clause.id)
        .join(PlainSummary, PlainSummary.wording_id == ClauseWording.id)
        .where(Clause.ref.in_(clause_refs))
    )
    found: defaultdict[str, defaultdict[str, set[str]]]
    found = defaultdict(lambda: defaultdict(set))
    for row in rows:
        found[row.ref][row.locale.value].add(row.wording_ref)
    return found


def _states(clause: ClauseView, written: Mapping[str, set[str]]) -> Mapping[str, SummaryState]:
    return {each.value: _state(clause, written.get(each.value, set())) for each in LOCALES}


def _state(clause: ClauseView, wording_refs: set[str]) -> SummaryState:
    if clause.wording_ref in wording_refs:
        return SummaryState.WRITTEN
    return SummaryState.FOR_EARLIER_WORDS if wording_refs else SummaryState.MISSING

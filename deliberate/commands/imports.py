"""Importing and exporting frameworks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from deliberate.documents import contract_json, import_framework
from deliberate.domain.actors import COMMAND_LINE
from deliberate.domain.drafts import Cell, Draft, DraftClause, DraftSection
from deliberate.domain.frameworks import FrameworkKind, ensure_slug
from deliberate.persistence.database import now
from deliberate.persistence.queries.frameworks import ClauseView, framework_view
from deliberate.services.drafts import import_texts


def read(slug: str, files: Mapping[str, bytes]) -> Draft:
    """Read the texts without saving anything; raises `BadSlug`, `DocumentUnreadable`."""
    ensure_slug(slug)
    return import_framework(files)


def save(slug: str, kind: str, files: Mapping[str, bytes]) -> None:
    """Save the texts as a draft. Needs an application context."""
    import_texts(COMMAND_LINE, slug, FrameworkKind(kind), files, now())


def as_json(draft: Draft) -> str:
    """Return the structure of the contract as text."""
    return json.dumps(contract_json(draft), ensure_ascii=False, indent=2)


def summary(draft: Draft) -> str:
    """Return the structure in a few lines, for a person at a terminal."""
    lines = [f"{title} ({locale})" for locale, title in draft.titles.items()]
    for section in draft.sections:
        title = " / ".join(section.titles.values()) or "(no title)"
        lines.append(f"  {title}: {len(section.clauses)}")
    lines.append(
        f"{len(draft.sections)} sections, {draft.clause_count} clauses, "
        f"{len(draft.unpaired)} unpaired, {len(draft.guesses)} guesses, "
        f"{len(draft.left_out)} left out"
    )
    return "\n".join(lines)


def exported(slug: str, number: int | None) -> dict[str, Any]:
    """Return a published version in the structure of the contract; raises `NotFound`."""
    view = framework_view(slug, number)
    sections = tuple(
        DraftSection(section.titles, tuple(_clause(each) for each in section.clauses), section.ref)
        for section in view.sections
    )
    return contract_json(Draft(tuple(view.titles), view.titles, sections))


def _clause(view: ClauseView) -> DraftClause:
    cells = {
        locale: Cell(view.numbers.get(locale, ""), view.headings.get(locale, ""), body)
        for locale, body in view.bodies.items()
    }
    return DraftClause(cells, view.ref)

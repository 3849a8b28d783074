"""The operations of the pairing page: from what a form says to an edit of the draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from deliberate.domain import draft_edits as edits
from deliberate.domain.draft_edits import Place
from deliberate.domain.drafts import Cell, Draft
from deliberate.domain.errors import NotFound
from deliberate.domain.localized import LOCALES

POSITION = re.compile("[0-9]{1,9}")
Fields = Mapping[str, str]
Edit = Callable[[Draft], Draft]


@dataclass(frozen=True)
class Asked:
    """What a form of the pairing page asks for; positions count from 0."""

    fields: Fields

    def number(self, name: str) -> int:
        """Return a field as a position; raises `NotFound` for anything else."""
        text = self.fields.get(name, "")
        if not POSITION.fullmatch(text):
            raise NotFound
        return int(text)

    def text(self, name: str) -> str:
        """Return a field as one line."""
        return " ".join(self.fields.get(name, "").split())

    @property
    def place(self) -> Place:
        """Which clause the form is about."""
        return Place(self.number("section"), self.number("clause"))

    @property
    def locale(self) -> str:
        """Which language the form is about; raises `NotFound` for none of the site's."""
        text = self.text("locale")
        if text not in LOCALES:
            raise NotFound
        return text


def _rename_clause(asked: Asked, draft: Draft) -> Draft:
    at, locale = asked.place, asked.locale
    cell = _cell(draft, at, locale)
    if asked.text("heading") != cell.heading:
        draft = edits.rename_clause(draft, at, locale, asked.text("heading"))
    if asked.text("number") != cell.number:
        draft = edits.renumber_clause(draft, at, locale, asked.text("number"))
    return draft


def _cell(draft: Draft, at: Place, locale: str) -> Cell:
    try:
        return draft.sections[at.section].clauses[at.clause].cells[locale]
    except (IndexError, KeyError):
        raise edits.NoSuchPlace from None


def _pair(asked: Asked, draft: Draft) -> Draft:
    at = asked.place
    to = Place(at.section, asked.number("with"))
    return edits.pair_cell(draft, at, asked.locale, to)


OPERATIONS: Mapping[str, Callable[[Asked, Draft], Draft]] = {
    "move_up": lambda asked, draft: edits.move_clause_up(draft, asked.place),
    "move_down": lambda asked, draft: edits.move_clause_down(draft, asked.place),
    "join_clause": lambda asked, draft: edits.join_clause(draft, asked.place),
    "start_section": lambda asked, draft: edits.start_section(draft, asked.place),
    "join_section": lambda asked, draft: edits.join_section(draft, asked.number("section")),
    "shift_up": lambda asked, draft: edits.shift_up(draft, asked.place, asked.locale),
    "shift_down": lambda asked, draft: edits.shift_down(draft, asked.place, asked.locale),
    "join_text": lambda asked, draft: edits.join_cell(draft, asked.place, asked.locale),
    "split": lambda asked, draft: edits.split_cell(
        draft, asked.place, asked.locale, asked.number("offset")
    ),
    "pair": _pair,
    "leave_out": lambda asked, draft: edits.leave_out(draft, asked.place, asked.locale),
    "put_back": lambda asked, draft: edits.put_back(draft, asked.number("index"), asked.place),
    "lift_heading": lambda asked, draft: edits.lift_heading(draft, asked.place, asked.locale),
    "lower_heading": lambda asked, draft: edits.lower_heading(draft, asked.place, asked.locale),
    "rename": _rename_clause,
    "rename_section": lambda asked, draft: edits.rename_section(
        draft, asked.number("section"), asked.locale, asked.text("title")
    ),
    "rename_document": lambda asked, draft: edits.rename_document(
        draft, asked.locale, asked.text("title")
    ),
    "accept": lambda asked, draft: edits.accept_guess(draft, asked.number("index")),
}


def edit_of(fields: Fields) -> Edit:
    """Return the edit that a form asks for.

    Raises `NotFound` for an operation that there is not.
    """
    operation = OPERATIONS.get(fields.get("do", ""))
    if operation is None:
        raise NotFound
    return partial(operation, Asked(fields))

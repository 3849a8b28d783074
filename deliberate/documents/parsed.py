"""What one language's file says, before it meets the other languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from deliberate.documents.lines import Leaf
from deliberate.domain.drafts import Cell, GuessKind


class ClauseKind(StrEnum):
    """What made a clause a clause."""

    ARTICLE = "article"
    """It has a name and a number: 제1조, Article 1, Principle 1."""
    ITEM = "item"
    """It is a numbered member of a list."""
    HEADED = "headed"
    """It begins with a heading."""
    PLAIN = "plain"
    """It is a paragraph."""


@dataclass(frozen=True, slots=True)
class ParsedClause:
    """A clause in one language; `style` and `value` are those of its `Mark`, if it has one."""

    kind: ClauseKind
    cell: Cell
    style: str = ""
    value: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSection:
    """A heading and its clauses; the first section may have no title.

    `foreign` are words of another language that stood in the heading. `style` and `value` number
    chapters.
    """

    title: str = ""
    clauses: tuple[ParsedClause, ...] = ()
    foreign: str = ""
    style: str = ""
    value: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A whole file in one language; `guesses` concern the file as a whole."""

    locale: str
    title: str
    sections: tuple[ParsedSection, ...]
    left_out: tuple[Leaf, ...] = ()
    foreign_title: str = ""
    guesses: tuple[GuessKind, ...] = ()

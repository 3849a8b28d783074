"""Whatever a person can meet has words."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from itertools import product
from types import ModuleType
from typing import Any, get_origin, get_type_hints

import pytest
from flask import Flask

import deliberate
from deliberate import documents, domain
from deliberate.documents import blocks, lines, numbering, parsed
from deliberate.domain.credentials import AddressSide
from deliberate.domain.erasure import Fate
from deliberate.domain.errors import DomainError
from deliberate.domain.limits import Counted, Limit
from deliberate.domain.permissions import Permission
from deliberate.domain.round_news import RoundNews
from deliberate.domain.second_factors import FactorKind
from deliberate.domain.text import ChangeKind, Origin
from deliberate.web.shared.labels import explain
from deliberate.web.shared.words import EXPLANATIONS, LABELS

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

UNSEEN: set[type[Enum]] = {
    Permission,  # its members are explained in docs/permissions.md, for administrators
    ChangeKind,  # names elements of a page: <ins>, <del>
    Origin,  # becomes a WordOrigin when it is published
    FactorKind,  # told apart by the shape of an answer, named in the journal
    AddressSide,  # seals links
    RoundNews,  # names mails, whose words are their templates
    Fate,  # becomes numbers on the page that asks before erasing
    Limit,  # these two name counts, for docs/limits.md
    Counted,
    blocks.Role,  # these four never leave the reader of documents
    lines.Shape,
    numbering.MarkKind,
    parsed.ClauseKind,
}


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import and give every module of a package."""
    yield package
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def enums() -> set[type[Enum]]:
    """Return every enum of the domain and of documents."""
    return {
        thing
        for package in (domain, documents)
        for module in modules(package)
        for thing in vars(module).values()
        if inspect.isclass(thing)
        and issubclass(thing, Enum)
        and thing.__module__ == module.__name__
        and not thing.__name__.startswith("_")
    }


def refusals(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    """Give every kind of refusal that any module defines."""
    for below in kind.__subclasses__():
        yield below
        yield from refusals(below)


def all_refusals() -> list[type[DomainError]]:
    list(modules(deliberate))
    found = {each for each in refusals() if each.__module__.startswith("deliberate.")}
    return sorted(found, key=lambda each: each.__name__)


@pytest.mark.parametrize("kind", sorted(enums() - UNSEEN, key=str), ids=str)
def test_every_member_has_a_label(kind: type[Enum]) -> None:
    assert issubclass(kind, StrEnum)
    assert kind in LABELS
    assert set(LABELS[kind]) == set(kind)


def test_no_label_is_left_over() -> None:
    assert set(LABELS) - enums() == set()


def possible(hint: Any) -> list[Any]:
    """Return values of a type: each member of an enum, one of anything else."""
    if inspect.isclass(hint) and issubclass(hint, Enum):
        return list(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        parts = get_type_hints(hint)
        return [hint(**{each.name: possible(parts[each.name])[0] for each in fields(hint)})]
    if hint is datetime:
        return [NOON]
    if get_origin(hint) is Sequence:
        return [()]
    return [hint()] if inspect.isclass(hint) else [None]


def examples(kind: type[DomainError]) -> Iterator[DomainError]:
    """Give refusals of a kind, with each value that an enum among their facts can have."""
    if kind.__init__ is Exception.__init__:
        yield kind()
        return
    hints = get_type_hints(kind.__init__)
    needed = [
        hints[each.name]
        for each in inspect.signature(kind).parameters.values()
        if each.default is each.empty and each.kind is each.POSITIONAL_OR_KEYWORD
    ]
    values = [possible(hint) for hint in needed]
    for facts in product(*values):
        yield kind(*facts)


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("kind", all_refusals(), ids=lambda each: each.__name__)
def test_every_refusal_is_explained_with_the_facts_that_it_has(
    app: Flask, kind: type[DomainError], locale: str
) -> None:
    with app.test_request_context(f"/{locale}/"):
        for error in examples(kind):
            words = explain(error)
            assert len(words) > len("Try again.")
            assert "%" not in words


def test_no_explanation_is_left_over() -> None:
    assert set(EXPLANATIONS) - set(all_refusals()) == set()

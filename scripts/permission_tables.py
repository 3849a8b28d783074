"""Writes docs/permissions.md: who may do what, and who may ask for which address."""

from __future__ import annotations

import ast
import inspect
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from deliberate import create_app
from deliberate.domain.permissions import HOLDERS, Permission
from deliberate.web.shared.access import declared_access

TARGET = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
UNSEEN_METHODS = {"HEAD", "OPTIONS"}
LANGUAGE = "<any(ko,en):lang>"

INTRODUCTION = """\
# Permissions

Made by `scripts/permissions` from the code; a test compares. Do not edit by hand.

## Who may do what
Checked once, in the service, by `authorize(actor, permission, ref)`; templates ask `can()`.
Whoever holds one of the listed properties holds the permission.
"""
ADDRESSES = """
## Who may ask for an address
`public`: anyone. `signed in`: people with an account. What they may do there is decided by the
permissions above; a view that declares neither keeps the application from starting.
"""


def meanings() -> dict[str, str]:
    """Return the sentence under each member of `Permission`, which only its source still has."""
    tree = ast.parse(inspect.getsource(Permission))
    members = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    found = {}
    for assigned, told in pairwise(members):
        if not (isinstance(assigned, ast.Assign) and isinstance(told, ast.Expr)):
            continue
        name = assigned.targets[0]
        if isinstance(name, ast.Name) and isinstance(told.value, ast.Constant):
            found[name.id] = str(told.value.value)
    return found


def first_line(thing: object) -> str:
    """Return the first line of a docstring, without its full stop."""
    return (inspect.getdoc(thing) or "").partition("\n")[0].removesuffix(".")


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def permission_rows() -> Iterator[Sequence[str]]:
    """Return one row per permission: name, what it allows, who holds it."""
    told = meanings()
    for permission in Permission:
        holders = "; ".join(first_line(holds) for holds in HOLDERS[permission])
        yield f"`{permission.value}`", told[permission.name], holders


def address(rule: Rule) -> str:
    """Return an address as people read it."""
    return rule.rule.replace(LANGUAGE, "<lang>")


def route_rows(app: Flask) -> Iterator[Sequence[str]]:
    """Return one row per address and method: address, method, access, what it does."""
    access = declared_access(app)
    for rule in sorted(app.url_map.iter_rules(), key=_place):
        for method in sorted((rule.methods or set()) - UNSEEN_METHODS):
            does = first_line(app.view_functions[rule.endpoint])
            granted = access[rule.endpoint].value
            yield f"`{address(rule)}`", method, granted, f"`{rule.endpoint}`: {does}"


def _place(rule: Rule) -> tuple[str, list[str]]:
    return address(rule), sorted(rule.methods or set())


def document(app: Flask) -> str:
    """Return the whole page."""
    return (
        INTRODUCTION
        + "\n"
        + table(("permission", "allows to", "held by"), permission_rows())
        + ADDRESSES
        + "\n"
        + table(("address", "method", "access", "endpoint"), route_rows(app))
    )


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"instance": Path(folder), "secret_key": "not used"})
        TARGET.write_text(document(app), encoding="utf-8")


if __name__ == "__main__":
    main()

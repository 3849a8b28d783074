"""Running a use case from the command line: the application, refusals in words, questions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from deliberate.config import UnsafeConfiguration
from deliberate.domain.errors import DomainError

if TYPE_CHECKING:
    from flask import Flask

BAD_INPUT = 2


def make_app(**config: Any) -> Flask:
    """Build the application only for the commands that need it: `--help` stays quick."""
    from deliberate.app import create_app  # noqa: PLC0415

    try:
        return create_app(config)
    except UnsafeConfiguration as error:
        raise click.ClickException(str(error)) from error


def refuse(line: str) -> NoReturn:
    """Say in one line what is wrong with the input, and end with 2."""
    click.echo(line, err=True)
    sys.exit(BAD_INPUT)


def in_words(error: DomainError) -> str:
    """Put a refusal into words without needing a database or an instance folder."""
    from deliberate.web.shared.labels import explain, label  # noqa: PLC0415

    tasks = [f"- {label(each.kind)} ({each.count})" for each in getattr(error, "blockers", ())]
    return "\n".join([explain(error), *tasks])


def act(use_case: Callable[[], str], *others: type[Exception]) -> None:
    """Run a use case and print what it has to tell, or why it was refused.

    `others` are refusals that only the command line meets; their words are their own.
    """
    try:
        with make_app().app_context():
            click.echo(use_case())
    except DomainError as error:
        refuse(in_words(error))
    except others as error:
        refuse(str(error))


def confirmed(question: str) -> bool:
    """Ask whoever sits at the terminal; nobody there means no."""
    try:
        return click.confirm(question)
    except click.Abort:
        return False

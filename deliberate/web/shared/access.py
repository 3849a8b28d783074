"""Who may ask for a page at all. What they may do there is decided by the services.

Every view says `@public` or `@signed_in`; one that says nothing stops the application from
starting, so that nothing is ever open by accident.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_login import current_user

from deliberate.domain.errors import SignInNeeded

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may ask for a route."""

    PUBLIC = "public"
    SIGNED_IN = "signed in"


def public(view: View) -> View:
    """Let anyone ask for this view."""
    view.access = Access.PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let only people with an account ask for this view."""
    view.access = Access.SIGNED_IN  # type: ignore[attr-defined]
    return view


def declared_access(app: Flask) -> dict[str, Access]:
    """Return the access of each endpoint.

    Raises `RuntimeError` naming the endpoints that declare none.
    """
    found = {name: getattr(view, "access", None) for name, view in app.view_functions.items()}
    silent = sorted(name for name, access in found.items() if access is None)
    if silent:
        raise RuntimeError(f"no access declared for: {', '.join(silent)}")
    return {name: access for name, access in found.items() if access is not None}


def register(app: Flask) -> None:
    """Refuse to start with an undeclared view, and ask for a sign-in where one is needed."""
    declared_access(app)
    app.before_request(_ensure_access)


def _ensure_access() -> None:
    if request.endpoint is None:
        return
    access = getattr(current_app.view_functions[request.endpoint], "access", None)
    if access is not Access.PUBLIC and not current_user.is_authenticated:
        raise SignInNeeded

"""Participatory deliberation on the clauses of AI ethics frameworks, in Korean and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from flask import Flask

__all__ = ["create_app"]


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the web application; see `deliberate.app.create_app`.

    Imported on call, so that the pure layers can be used without loading the web stack.
    """
    from deliberate.app import create_app as build  # noqa: PLC0415

    return build(config)

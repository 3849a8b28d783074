"""The pages of comments and moderation, and what they need to have something to show."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask

from tests.browser.cases import Case

NOT_PAGES: Mapping[str, str] = {}
CASES: tuple[Case, ...] = ()


def furnish(app: Flask) -> tuple[dict[str, str], dict[str, str]]:
    """Return places for addresses and session tokens by name; needs an application context."""
    return {}, {}

"""What amendments change, as redlines in the order in which one page shows its languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from deliberate.config import Settings
from deliberate.domain.text import changed_passages, redline
from deliberate.web.shared.labels import language
from deliberate.web.shared.parallel import languages_in_order


def changes(old: str, new: str, *, whole: bool = True) -> list[tuple[str, str]]:
    """Return (kind, words) for each stretch of a redline, perhaps of what changes only."""
    found = redline(old, new)
    return [(each.kind.value, each.text) for each in (found if whole else changed_passages(found))]


def redline_sides(
    texts: Iterable[Any], missing: Sequence[str] = (), *, whole: bool = True
) -> list[dict[str, Any]]:
    """Return a side for each language: lang, heading, segments; a note where one is missing.

    `texts` have locale, base, heading and body; a language that is neither in them nor missing
    has no side. The page's own language comes first.
    """
    found = {each.locale: each for each in texts}
    return [
        _side(found[code], whole=whole) if code in found else _needed(code)
        for code in languages_in_order()
        if code in found or code in missing
    ]


def _side(text: Any, *, whole: bool) -> dict[str, Any]:
    return {
        "lang": text.locale,
        "heading": text.heading,
        "segments": changes(text.base, text.body, whole=whole),
        "is_original": text.is_original,
    }


def _needed(code: str) -> dict[str, Any]:
    note = _(
        "Nobody has put this into %(language)s yet. It is needed, and counts as it is until then.",
        language=language(code),
    )
    return {"lang": code, "segments": [], "missing": note}


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the function above."""
    app.jinja_env.globals.update(redline_sides=redline_sides)

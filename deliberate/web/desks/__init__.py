"""The desks of officials and translators: closing a round, bringing languages together."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("desks", __name__)

from deliberate.web.desks import (  # noqa: E402
    answers,
    closing,
    dispositions,
    missed,
    publishing,
    texts,
    translation,
)

__all__ = [
    "answers",
    "blueprint",
    "closing",
    "dispositions",
    "missed",
    "publishing",
    "texts",
    "translation",
]

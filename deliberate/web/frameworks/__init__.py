"""Frameworks: reading them, bringing them in, publishing them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("frameworks", __name__)

from deliberate.web.frameworks import drafts, groups, imports, reading, summaries  # noqa: E402, F401

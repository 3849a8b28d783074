"""Comments on clauses: reading them, writing them, answering them, one's own."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("comments", __name__)

from deliberate.web.comments import answering, own, reading, writing  # noqa: E402, F401

"""Voting on clauses."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("votes", __name__)

from deliberate.web.votes import views  # noqa: E402, F401

"""Amendments: writing them, reading them, standing behind them, voting on them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("amendments", __name__)

from deliberate.web.amendments import answering, composing, own, reading  # noqa: E402, F401

"""Moderation with due process: reports, the queue, statements of reasons, appeals, the log."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("moderation", __name__)

from deliberate.web.moderation import items, queue, reports, statements  # noqa: E402, F401

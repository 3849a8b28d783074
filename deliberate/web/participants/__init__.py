"""People: signing in, accounts, receipts, organisations, roles."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("participants", __name__)

from deliberate.web.participants import account, organisations, receipts, roles, sign_in  # noqa: E402, F401

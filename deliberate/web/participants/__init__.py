"""People: signing in, accounts, receipts, organisations, roles."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("participants", __name__)

from deliberate.web.participants import (  # noqa: E402
    account,  # noqa: F401
    address,  # noqa: F401
    claims,  # noqa: F401
    declaring,  # noqa: F401
    erasing,  # noqa: F401
    operators,  # noqa: F401
    organisations,  # noqa: F401
    own_data,  # noqa: F401
    own_sessions,  # noqa: F401
    receipts,  # noqa: F401
    roles,  # noqa: F401
    second_step,  # noqa: F401
    sign_in,  # noqa: F401
)

"""What a refused form carried, for the page that gives it back."""

from __future__ import annotations

from flask import request

LONG_TEXT = 80
SECRET_FIELDS = {"csrf_token", "password", "new_password", "code", "confirmation"}


def kept_texts() -> list[str]:
    """Return the texts that a refused request carried, for its author to copy."""
    sent = [(name, value) for name, values in request.form.lists() for value in values]
    return [value for name, value in sent if name not in SECRET_FIELDS and _is_text(value)]


def sent_fields() -> list[tuple[str, str, bool]]:
    """Return name, value and whether it is a long text of each field, secrets left out."""
    return [
        (name, value, _is_text(value))
        for name, values in request.form.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]


def _is_text(value: str) -> bool:
    return len(value) > LONG_TEXT or "\n" in value

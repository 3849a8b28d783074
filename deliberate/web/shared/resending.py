"""What a refused form carried, for the page that gives it back."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import HTTPException

LONG_TEXT = 80
SECRET_FIELDS = {"csrf_token", "password", "new_password", "code", "confirmation"}


def kept_texts() -> list[str]:
    """Return the texts that a refused request carried, for its author to copy."""
    return [value for _name, value, is_text in sent_fields() if is_text]


def sent_fields() -> list[tuple[str, str, bool]]:
    """Return name, value and whether it is a long text of each field, secrets left out."""
    return [
        (name, value, _is_text(value))
        for name, value in _readable_form()
        if name not in SECRET_FIELDS
    ]


def _readable_form() -> list[tuple[str, str]]:
    """Return the form, nothing where it is too large to be read: the refusal is answered anyway."""
    try:
        return [(name, value) for name, values in request.form.lists() for value in values]
    except HTTPException:
        return []


def _is_text(value: str) -> bool:
    return len(value) > LONG_TEXT or "\n" in value

"""What every form shares: its base class, and refusals shown at the field they are about."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import InputRequired, Length

from deliberate.domain.errors import DomainError
from deliberate.web.shared.labels import explain

UNPROCESSABLE = 422


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose errors are in the person's language and whose text is kept."""

    def refuse(self, field: Field, error: DomainError) -> None:
        """Show a refusal at the field that it is about."""
        field.errors = [*field.errors, explain(error)]

    def text(self, name: str) -> str:
        """Return what was typed into a field, an empty string for nothing."""
        return str(self[name].data or "")

    @property
    def status(self) -> int:
        """Return 422 where the form shows errors, else 200."""
        return UNPROCESSABLE if self.errors else 200


def needed(message: Any = None) -> InputRequired:
    """Return the validator of a field that cannot stay empty."""
    return InputRequired(message=message or _("Fill this in."))


def at_most(length: int) -> Length:
    """Return the validator of a field that has room for `length` characters."""
    return Length(max=length, message=_("Shorten this to %(max)d characters."))

"""What every form shares: its base class, and refusals shown at the field they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length

from deliberate.domain.errors import DomainError
from deliberate.domain.localized import LOCALES
from deliberate.web.shared.labels import explain

UNPROCESSABLE = 422


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose errors are in the person's language and whose text is kept."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where the form takes its values from."""

        def wrap_formdata(self, form: Form, formdata: Any) -> MultiDict[str, Any] | None:
            """Return what was typed, with files only where files are asked for."""
            if formdata is None or request.method != "POST":
                return None
            return MultiDict(_fitting(form))

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


class TextsForm(Form):
    """A form with one field per language for each of its texts."""

    def texts(self, name: str) -> dict[str, str]:
        """Return what was typed as a text, by language."""
        return {locale.value: self.text(f"{name}_{locale}") for locale in LOCALES}


def _fitting(form: Form) -> Iterator[tuple[str, Any]]:
    yield from request.form.items(multi=True)
    for name, file in request.files.items(multi=True):
        if name in form and isinstance(form[name], FileField):
            yield name, file


class Expected:
    """Marks a field that must be filled in, where the domain itself refuses it empty."""

    field_flags: ClassVar[Mapping[str, bool]] = {"required": True}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Leave the judgement to the domain."""


def needed(message: Any = None) -> InputRequired:
    """Return the validator of a field that cannot stay empty."""
    return InputRequired(message=message or _("Fill this in."))


def at_most(length: int) -> Length:
    """Return the validator of a field that has room for `length` characters."""
    return Length(max=length, message=_("Shorten this to %(max)d characters."))


def number(text: str) -> int:
    """Return a number from a hidden field, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000000") else 0

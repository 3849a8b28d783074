"""What people type, as it comes in: composed (NFC) and without NUL, which no database keeps."""

from __future__ import annotations

from unicodedata import normalize

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.utils import cached_property

from deliberate.config import Settings

NUL = "\x00"


def _composed(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    return ImmutableMultiDict(
        (name, normalize("NFC", value.replace(NUL, ""))) for name, value in fields.items(multi=True)
    )


class ComposedRequest(Request):
    """A request whose fields are composed once, before anyone reads them."""

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = _composed(self.form)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Return the fields of the address."""
        return _composed(super().args)


def _refuse_nul() -> None:
    if NUL in request.path:
        abort(404)


def register(app: Flask, _settings: Settings) -> None:
    """Read every request like this."""
    app.request_class = ComposedRequest
    app.before_request(_refuse_nul)

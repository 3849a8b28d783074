"""What people type, as it comes in: composed (NFC) and without controls, which nobody types."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize
from urllib.parse import quote_from_bytes

from flask import Flask, Request, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.exceptions import SecurityError
from werkzeug.utils import cached_property

from deliberate.config import Settings
from deliberate.domain.text import without_controls

NUL = "\x00"
ASCII = bytes(range(0x80))


def _composed(fields: MultiDict[str, str]) -> ImmutableMultiDict[str, str]:
    """Return the fields that have a name: a form sent in parts may leave it out."""
    return ImmutableMultiDict(
        (name, normalize("NFC", without_controls(value)))
        for name, value in fields.items(multi=True)
        if name
    )


class ComposedRequest(Request):
    """A request whose fields are composed once, before anyone reads them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Quote what some clients leave bare in an address: not all of it is UTF-8."""
        super().__init__(*args, **kwargs)
        self.query_string = quote_from_bytes(self.query_string, safe=ASCII).encode()

    def _load_form_data(self) -> None:
        if "form" in self.__dict__:
            return
        super()._load_form_data()
        self.__dict__["form"] = _composed(self.form)

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """Return the fields of the address."""
        return _composed(super().args)


def _refuse_unreadable() -> None:
    """Refuse a host that is not ours first: no page can be made for it, not even of a refusal."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    if NUL in request.path:
        abort(404)


def register(app: Flask, _settings: Settings) -> None:
    """Read every request like this."""
    app.request_class = ComposedRequest
    app.before_request(_refuse_unreadable)

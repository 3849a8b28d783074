"""The language of a page comes from its address, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel, force_locale

from deliberate import paths
from deliberate.config import Settings
from deliberate.domain.localized import LOCALES, Locale

URL_PREFIX = f"/<any({','.join(LOCALES)}):lang>"
OWN_NAMES = {Locale.KO: "한국어", Locale.EN: "English"}


def current_locale() -> str:
    """Return the language of this request: the address, else the browser's wish, else Korean."""
    found: str | None = g.get("locale")
    if found is None:
        found = request.accept_languages.best_match(LOCALES) if request else None
    return found or Locale.KO


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Put everything into one language where there is no address that names it: in a mail."""
    before: str | None = g.get("locale")
    g.locale = code
    with force_locale(code):
        yield
    g.locale = before


def _pull_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "lang" in values:
        g.locale = values.pop("lang")
        return
    first = request.path.split("/", 2)[1]
    if first in LOCALES:
        g.locale = first


def _push_language(endpoint: str, values: dict[str, Any]) -> None:

    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_locale()


def languages() -> list[dict[str, Any]]:
    """Return one entry per language: code, own name, the address of this page in it, current."""
    here = current_locale()
    return [
        {
            "code": str(code),
            "name": OWN_NAMES[code],
            "url": _this_page_in(code),
            "current": code == here,
        }
        for code in LOCALES
    ]


def _this_page_in(code: str) -> str:
    endpoint = request.endpoint
    if endpoint is None or "lang" not in _arguments_of(endpoint):
        return url_for("site.home", lang=code)
    url = url_for(endpoint, **{**(request.view_args or {}), "lang": code})
    query = urlencode(list(request.args.items(multi=True))) if request.method == "GET" else ""
    return f"{url}?{query}" if query else url


def _arguments_of(endpoint: str) -> set[str]:
    rules = [
        rule for rule in current_app.url_map.iter_rules(endpoint) if "GET" in (rule.methods or ())
    ]
    return set(rules[0].arguments) if rules else set()


def register(app: Flask, settings: Settings) -> None:
    """Choose the language for messages, dates and addresses."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(paths.TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = Locale.EN
    Babel(
        app,
        locale_selector=current_locale,
        timezone_selector=lambda: settings.time_zone,
        default_timezone=settings.time_zone,
    )
    app.url_value_preprocessor(_pull_language)
    app.url_defaults(_push_language)
    app.jinja_env.globals.update(
        lang=current_locale, languages=languages, own_name=lambda code: OWN_NAMES[Locale(code)]
    )

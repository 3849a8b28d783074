"""One answer for htmx and for a browser without JavaScript."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, make_response, redirect, render_template
from flask_htmx import HTMX

from deliberate.config import Settings

SEE_OTHER = 303

htmx = HTMX()


def wants_fragment() -> bool:
    """Whether htmx asks for a piece of the page: not for a boosted link or a restored page."""
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def respond(fragment: str, page_url: str, **context: Any) -> Response:
    """After a write: the fragment where htmx swaps it in, otherwise the page anew (303)."""
    if wants_fragment():
        return make_response(render_template(fragment, **context))
    return see_other(page_url)


def see_other(url: str) -> Response:
    """Send the browser on to a page after a write, so that reloading repeats nothing."""
    return make_response(redirect(url, SEE_OTHER))


def leave_for(url: str) -> Response:
    """Send the whole browser elsewhere, also when only a piece of the page was asked for."""
    if not wants_fragment():
        return see_other(url)
    response = make_response("")
    response.headers["HX-Redirect"] = url
    return response


def whole_page(response: Response) -> Response:
    """Let an answer take the whole page: it never lands inside a panel."""
    if wants_fragment():
        response.headers["HX-Retarget"] = "body"
    return response


def _vary(response: Response) -> Response:
    response.vary.add("HX-Request")
    return response


def register(app: Flask, _settings: Settings) -> None:
    """Read htmx's headers, and keep caches from mixing fragments with pages."""
    htmx.init_app(app)
    app.after_request(_vary)

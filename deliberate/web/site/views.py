"""Home, help, the small print, the health of the service."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from deliberate.domain.localized import LOCALES
from deliberate.persistence.queries import concerns, frameworks, health, rounds
from deliberate.persistence.queries.recent_changes import recent_changes
from deliberate.web.shared.access import public
from deliberate.web.shared.headers import shared_cache
from deliberate.web.shared.session import request_time
from deliberate.web.site import blueprint, unlocalized
from deliberate.web.site.design import design
from deliberate.web.site.pages import render_page
from deliberate.web.site.tales import tales_of

HALF_A_MINUTE = 30


@unlocalized.get("/")
@public
def root() -> BaseResponse:
    """Send the visitor to the home page in the browser's language, else Korean."""
    wanted = request.accept_languages.best_match(LOCALES) or LOCALES[0]
    response = redirect(url_for("site.home", lang=wanted))
    response.vary.add("Accept-Language")
    return response


@unlocalized.get("/healthz")
@public
def healthz() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@unlocalized.get("/readyz")
@public
def readyz() -> Response:
    """Say that the database answers and its tables are the ones this code needs."""
    problem = health.problem()
    status = 503 if problem else 200
    return Response(f"{problem or 'ok'}\n", status=status, mimetype="text/plain")


@blueprint.get("/")
@public
@shared_cache(HALF_A_MINUTE)
def home() -> str:
    """What this is, what worries you, what people changed, and the frameworks there are."""
    return render_template(
        "site/index.html",
        concerns=concerns.cards(),
        frameworks=frameworks.published(),
        open_rounds=rounds.running_rounds(request_time()),
        tales=tales_of(recent_changes()),
    )


blueprint.add_url_rule("/design", "design", design)


@blueprint.get("/<any(help, conduct, privacy, terms, accessibility):page>")
@public
@shared_cache(HALF_A_MINUTE)
def page(page: str) -> str:
    """Help, rules of conduct, privacy, terms, accessibility."""
    return render_template("site/page.html", page=page, content=render_page(page))

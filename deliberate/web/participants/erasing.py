"""Erasing oneself: what goes and what stays is said first."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template
from flask_login import current_user

from deliberate.config import Settings
from deliberate.domain.errors import SignInNeeded
from deliberate.persistence.queries.erasure import what_erasing_does
from deliberate.services.erasure import erase_person
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import ErasingForm
from deliberate.web.shared.access import public
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import current_actor, forget_session, request_time

EVERYTHING_KEPT = '"cache", "storage"'


@blueprint.get("/mine/erase")
@public
def before_erasing() -> Response:
    """Say what goes and what stays, to a guest too, and ask."""
    return _page(ErasingForm())


@blueprint.post("/mine/erase")
@public
def erase() -> Response:
    """Erase this person for good."""
    form = ErasingForm()
    if not form.validate_on_submit():
        return _page(form)
    settings: Settings = current_app.extensions["settings"]
    erase_person(current_actor(), settings.ledger, current_locale(), request_time())
    forget_session()
    response = make_response(render_template("participants/erased.html"))
    response.headers["Clear-Site-Data"] = EVERYTHING_KEPT
    return response


def _page(form: ErasingForm) -> Response:
    """Return the page; a stranger has nothing to erase and is asked who they are."""
    if current_actor().participant_ref is None:
        raise SignInNeeded
    effect = what_erasing_does(current_actor())
    body = render_template(
        "participants/erase.html", form=form, effect=effect, visitor=current_user.visitor
    )
    return make_response(body, form.status)

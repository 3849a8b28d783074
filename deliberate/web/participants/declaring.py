"""Saying something about oneself, after having taken part: nobody has to, and nobody reads it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, current_app, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.config import Settings
from deliberate.domain.representation import (
    KEY_KEPT_FOR,
    DeclarationOver,
    KeysAway,
    NothingGiven,
)
from deliberate.persistence.groups import ListedGroup
from deliberate.persistence.queries.declarations import DeclarationPage, declaration_page
from deliberate.services import declarations
from deliberate.web.participants import blueprint
from deliberate.web.participants.declaration_form import DeclarationForm
from deliberate.web.shared.access import public
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time

ADDRESS = "/rounds/<ref>/about-you"


@blueprint.get(ADDRESS)
@public
def about_you(ref: str) -> Response:
    """Ask to which groups someone belongs; say what for, who reads it, and until when."""
    page = declaration_page(ref, current_actor(), request_time())
    return _page(page, DeclarationForm(formdata=None).over(page.groups))


@blueprint.post(ADDRESS)
@public
def declare(ref: str) -> Response:
    """Keep the answer, or show the sensitive questions to someone who is old enough for them."""
    page = declaration_page(ref, current_actor(), request_time())
    form = DeclarationForm().over(page.groups)
    if not form.validate_on_submit() or form.wants_more:
        return _page(page, form)
    settings: Settings = current_app.extensions["settings"]
    try:
        declarations.declare(current_actor(), ref, form.chosen, settings.keys, request_time())
    except (NothingGiven, DeclarationOver, KeysAway) as error:
        return _page(page, form, [(None, explain(error))], error.status)
    flash(_("Saved. Thank you: it helps to see who is missing."), "done")
    return see_other(url_for("participants.about_you", ref=ref))


@blueprint.post(f"{ADDRESS}/forget")
@public
def forget_declaration(ref: str) -> Response:
    """Delete what someone said about themselves, at any time."""
    declarations.forget_declaration(current_actor(), ref)
    flash(_("Deleted. What you said about yourself is gone."), "done")
    return see_other(url_for("participants.about_you", ref=ref))


def _page(
    page: DeclarationPage,
    form: DeclarationForm,
    problems: Sequence[tuple[None, str]] = (),
    status: int = 0,
) -> Response:
    body = render_template(
        "participants/about_you.html",
        page=page,
        form=form,
        problems=problems,
        days=KEY_KEPT_FOR.days,
        sensitive=_sensitive(page.groups),
    )
    return make_response(body, status or form.status)


def _sensitive(groups: Sequence[ListedGroup]) -> list[ListedGroup]:
    return [each for each in groups if each.group.is_sensitive]

"""The groups that a counted round missed: saying why, or giving them more time."""

from __future__ import annotations

from flask import Response, render_template, url_for

from deliberate.domain.errors import NotFound
from deliberate.domain.schedule_changes import ReasonMissing
from deliberate.persistence.queries.representation import (
    FloorView,
    RepresentationPage,
    missed_page,
)
from deliberate.services.quorum import justify_missing
from deliberate.web.desks import blueprint
from deliberate.web.desks.closing import page as private_page
from deliberate.web.desks.forms import JustificationForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/rounds/<ref>/closing/missed")
@signed_in
def missed(ref: str) -> str:
    """Every group whose floor was not met, and what officials can do about it."""
    found = missed_page(ref, current_actor(), request_time())
    return render_template("desks/missed.html", page=found)


@blueprint.get("/rounds/<ref>/closing/missed/<group_ref>")
@signed_in
def why_missed(ref: str, group_ref: str) -> Response:
    """Ask why the round closes without a group."""
    found = missed_page(ref, current_actor(), request_time())
    floor = _floor(found, group_ref)
    known = {f"reason_{locale}": text for locale, text in floor.reasons.items()}
    return _page(found, floor, JustificationForm(data=known))


@blueprint.post("/rounds/<ref>/closing/missed/<group_ref>")
@signed_in
def justify(ref: str, group_ref: str) -> Response:
    """Keep why; it heads the report for good."""
    found = missed_page(ref, current_actor(), request_time())
    floor, form = _floor(found, group_ref), JustificationForm()
    if not form.validate_on_submit():
        return _page(found, floor, form)
    try:
        justify_missing(current_actor(), ref, group_ref, form.texts("reason"), request_time())
    except ReasonMissing as error:
        form.refuse(form.reason_en if form.text("reason_ko").strip() else form.reason_ko, error)
        return _page(found, floor, form)
    return see_other(url_for("desks.missed", ref=ref))


def _floor(page: RepresentationPage, group_ref: str) -> FloorView:
    floor = next((each for each in page.missed if each.group == group_ref), None)
    if floor is None:
        raise NotFound
    return floor


def _page(page: RepresentationPage, floor: FloorView, form: JustificationForm) -> Response:
    return private_page("desks/why_missed.html", form.status, page=page, floor=floor, form=form)

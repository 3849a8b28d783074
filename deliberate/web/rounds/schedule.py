"""Changing announced times, with a public reason and, to close earlier, a second official."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, render_template, request, url_for

from deliberate.domain.errors import DomainError
from deliberate.domain.rounds import ScheduleChangeKind
from deliberate.domain.schedule_changes import (
    NotAnExtension,
    NotAShortening,
    NothingToApprove,
    OwnRequest,
)
from deliberate.persistence.queries.round_pages import schedule_page
from deliberate.services import schedules
from deliberate.web.rounds import blueprint
from deliberate.web.rounds.forms import CancelForm, NewEndForm, ReasonForm
from deliberate.web.rounds.timeline import why
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time

NewTimes = Callable[..., None]


@blueprint.get("/rounds/<ref>/schedule")
@signed_in
def schedule(ref: str) -> Response:
    """The times of a round, what was changed, and what waits for a second official."""
    return _schedule_page(ref)


def _schedule_page(ref: str, error: DomainError | None = None) -> Response:
    body = render_template(
        "rounds/schedule.html",
        page=schedule_page(ref, current_actor(), request_time()),
        why=why,
        problem=explain(error) if error else None,
        page_errors=error is not None,
    )
    return make_response(body, error.status if error else 200)


@blueprint.post("/rounds/<ref>/schedule/approve")
@signed_in
def approve(ref: str) -> Response:
    """Approve, as the second official, what another one asked for."""
    change_id = request.form.get("change", 0, type=int)
    try:
        schedules.approve_change(current_actor(), ref, change_id, request_time())
    except (OwnRequest, NothingToApprove, NotAShortening) as error:
        return _schedule_page(ref, error)
    return see_other(url_for("rounds.schedule", ref=ref))


@blueprint.get("/rounds/<ref>/schedule/extend")
@signed_in
def extend(ref: str) -> Response:
    """Ask until when the round is extended, and why."""
    return _new_end_page(ref, ScheduleChangeKind.EXTEND, NewEndForm())


@blueprint.post("/rounds/<ref>/schedule/extend")
@signed_in
def save_extension(ref: str) -> Response:
    """Extend the round at once."""
    return _save_new_end(ref, ScheduleChangeKind.EXTEND, schedules.extend_round)


@blueprint.get("/rounds/<ref>/schedule/shorten")
@signed_in
def shorten(ref: str) -> Response:
    """Ask until when the round is shortened, and why."""
    return _new_end_page(ref, ScheduleChangeKind.SHORTEN, NewEndForm())


@blueprint.post("/rounds/<ref>/schedule/shorten")
@signed_in
def ask_to_shorten(ref: str) -> Response:
    """Ask a second official to let the round end earlier."""
    return _save_new_end(ref, ScheduleChangeKind.SHORTEN, schedules.ask_to_shorten)


def _save_new_end(ref: str, kind: ScheduleChangeKind, change: NewTimes) -> Response:
    form = NewEndForm()
    if form.validate_on_submit():
        try:
            change(
                current_actor(), ref, form.closes_at.moment, form.texts("reason"), request_time()
            )
        except (NotAnExtension, NotAShortening) as error:
            form.refuse(form.closes_at, error)
        else:
            return see_other(url_for("rounds.schedule", ref=ref))
    return _new_end_page(ref, kind, form)


def _new_end_page(ref: str, kind: ScheduleChangeKind, form: NewEndForm) -> Response:
    return _form_page(f"rounds/{kind.value}.html", ref, form)


@blueprint.get("/rounds/<ref>/schedule/close-early")
@signed_in
def close_early(ref: str) -> Response:
    """Ask why the round should end as soon as a second official approves."""
    return _form_page("rounds/close_early.html", ref, ReasonForm())


@blueprint.post("/rounds/<ref>/schedule/close-early")
@signed_in
def ask_to_close_early(ref: str) -> Response:
    """Ask a second official to end the round."""
    form = ReasonForm()
    if form.validate_on_submit():
        schedules.ask_to_close_early(current_actor(), ref, form.texts("reason"), request_time())
        return see_other(url_for("rounds.schedule", ref=ref))
    return _form_page("rounds/close_early.html", ref, form)


@blueprint.get("/rounds/<ref>/schedule/cancel")
@signed_in
def cancel(ref: str) -> Response:
    """Ask why the round is cancelled, and what happens to what was given."""
    return _form_page("rounds/cancel.html", ref, CancelForm())


@blueprint.post("/rounds/<ref>/schedule/cancel")
@signed_in
def confirm_cancelling(ref: str) -> Response:
    """Cancel the round for good."""
    form = CancelForm()
    if form.validate_on_submit():
        schedules.cancel_round(
            current_actor(), ref, form.texts("reason"), form.texts("given"), request_time()
        )
        return see_other(url_for("rounds.show", ref=ref))
    return _form_page("rounds/cancel.html", ref, form)


def _form_page(template: str, ref: str, form: ReasonForm) -> Response:
    page = schedule_page(ref, current_actor(), request_time())
    return make_response(render_template(template, page=page, form=form), form.status)

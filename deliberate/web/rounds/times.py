"""The phases of a round: when, and what is open to whom."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, make_response, render_template, url_for

from deliberate.domain.errors import NotFound
from deliberate.domain.round_setup import BadPhases
from deliberate.domain.rounds import Activity, Phase
from deliberate.persistence.queries.round_setup import SetupPage, setup_page
from deliberate.services import round_setup
from deliberate.web.rounds import blueprint
from deliberate.web.rounds.forms import ButtonForm, PhaseForm
from deliberate.web.rounds.timeline import open_in
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/rounds/<ref>/setup/times")
@signed_in
def times(ref: str) -> str:
    """The phases there are, and a way to add one."""
    page = setup_page(ref, current_actor(), request_time())
    return render_template("rounds/times.html", page=page, open_in=open_in)


@blueprint.get("/rounds/<ref>/setup/times/<int:number>")
@signed_in
def phase(ref: str, number: int) -> Response:
    """Ask about one phase, counted from 1; the one after the last is a new one."""
    page = setup_page(ref, current_actor(), request_time())
    phases = page.opening.phases
    _ensure_place(phases, number)
    known = PhaseForm.facts_of(phases[number - 1]) if number <= len(phases) else {}
    return _phase_page(page, number, PhaseForm(data=known))


@blueprint.post("/rounds/<ref>/setup/times/<int:number>")
@signed_in
def save_phase(ref: str, number: int) -> Response:
    """Save one phase."""
    page = setup_page(ref, current_actor(), request_time())
    phases = list(page.opening.phases)
    _ensure_place(phases, number)
    form = PhaseForm()
    if form.validate_on_submit():
        phases[number - 1 : number] = [form.phase()]
        try:
            round_setup.set_phases(current_actor(), ref, phases, request_time())
        except BadPhases as error:
            form.refuse(form.closes_at, error)
        else:
            return see_other(url_for("rounds.times", ref=ref))
    return _phase_page(page, number, form)


@blueprint.post("/rounds/<ref>/setup/times/<int:number>/remove")
@signed_in
def remove_phase(ref: str, number: int) -> Response:
    """Take a phase away."""
    phases = list(setup_page(ref, current_actor(), request_time()).opening.phases)
    if ButtonForm().validate_on_submit() and 0 < number <= len(phases):
        del phases[number - 1]
        round_setup.set_phases(current_actor(), ref, phases, request_time())
    return see_other(url_for("rounds.times", ref=ref))


def _ensure_place(phases: Sequence[Phase], number: int) -> None:
    if not 0 < number <= len(phases) + 1:
        raise NotFound


def _phase_page(page: SetupPage, number: int, form: PhaseForm) -> Response:
    body = render_template(
        "rounds/phase.html",
        page=page,
        number=number,
        is_new=number > len(page.opening.phases),
        form=form,
        activities=[(each, form[each.name.lower()]) for each in Activity],
    )
    return make_response(body, form.status)

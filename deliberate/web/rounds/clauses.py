"""Saying per clause what can change, before a round opens."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for

from deliberate.domain.errors import NotFound
from deliberate.domain.frameworks import Changeability
from deliberate.domain.round_setup import NoteMissing
from deliberate.persistence.queries.frameworks import ClauseView
from deliberate.persistence.queries.round_setup import ClausesPage, clauses_page
from deliberate.services import round_setup
from deliberate.web.rounds import blueprint
from deliberate.web.rounds.forms import ButtonForm, ChangeabilityForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/rounds/<ref>/setup/clauses")
@signed_in
def clauses(ref: str) -> str:
    """Every clause with what has been said about it."""
    return render_template("rounds/clauses.html", page=clauses_page(ref, current_actor()))


@blueprint.post("/rounds/<ref>/setup/clauses")
@signed_in
def leave_the_rest_open(ref: str) -> Response:
    """Say of every other clause that it can change."""
    if ButtonForm().validate_on_submit():
        round_setup.leave_the_rest_open(current_actor(), ref, request_time())
    return see_other(url_for("rounds.clauses", ref=ref))


@blueprint.get("/rounds/<ref>/setup/clauses/<clause_ref>")
@signed_in
def clause(ref: str, clause_ref: str) -> Response:
    """Ask what can change in one clause."""
    page = clauses_page(ref, current_actor())
    said = page.said.get(clause_ref)
    known = {f"note_{locale}": note for locale, note in said.notes.items()} if said else {}
    if said:
        known["changeability"] = said.changeability.value
    return _clause_page(page, clause_ref, ChangeabilityForm(data=known))


@blueprint.post("/rounds/<ref>/setup/clauses/<clause_ref>")
@signed_in
def save_clause(ref: str, clause_ref: str) -> Response:
    """Save what can change in one clause."""
    page = clauses_page(ref, current_actor())
    form = ChangeabilityForm()
    if form.validate_on_submit():
        said = Changeability(form.text("changeability"))
        notes = form.texts("note")
        try:
            round_setup.say_changeability(
                current_actor(), ref, clause_ref, said, notes, request_time()
            )
        except NoteMissing as error:
            form.refuse(form.note_ko if not notes["ko"].strip() else form.note_en, error)
        else:
            return see_other(url_for("rounds.clauses", ref=ref))
    return _clause_page(page, clause_ref, form)


def _clause_page(page: ClausesPage, clause_ref: str, form: ChangeabilityForm) -> Response:
    body = render_template(
        "rounds/clause.html", page=page, clause=_clause(page, clause_ref), form=form
    )
    return make_response(body, form.status)


def _clause(page: ClausesPage, clause_ref: str) -> ClauseView:
    for section in page.sections:
        for each in section.clauses:
            if each.ref == clause_ref:
                return each
    raise NotFound

"""Answering one amendment: what becomes of it, and why."""

from __future__ import annotations

from flask import Response, flash
from flask_babel import gettext as _

from deliberate.domain.dispositions import Outcome, StaleDisposition
from deliberate.domain.errors import DomainError
from deliberate.persistence.queries.closing import DispositionPage, disposition_page
from deliberate.services import dispositions
from deliberate.web.desks import blueprint
from deliberate.web.desks.closing import next_step, page
from deliberate.web.desks.forms import DispositionForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/amendments/<ref>/disposition")
@signed_in
def disposition(ref: str) -> Response:
    """Show an amendment beside the form for its answer."""
    found = disposition_page(ref, current_actor())
    known = found.amendment.disposition
    data = {"seen": str(found.amendment.revision)}
    if known is not None:
        data |= {"outcome": known.outcome.value}
        data |= {f"reason_{locale}": words for locale, words in known.reasons.items()}
    return _page(found, DispositionForm(formdata=None, data=data))


@blueprint.post("/amendments/<ref>/disposition")
@signed_in
def dispose(ref: str) -> Response:
    """Record what becomes of it, and go on to the next amendment."""
    form, found = DispositionForm(), disposition_page(ref, current_actor())
    if not form.words_are_fine("reason"):
        return _page(found, form)
    try:
        dispositions.record_disposition(
            current_actor(),
            ref,
            Outcome(form.text("outcome")),
            form.texts("reason"),
            form.revision,
            request_time(),
        )
    except DomainError as refusal:
        if isinstance(refusal, StaleDisposition):
            form.seen.data = str(found.amendment.revision)
        return _page(found, form, refusal)
    flash(_("The answer is saved. It is published with the outcome of the round."), "done")
    return next_step(found.round.ref)


def _page(
    found: DispositionPage, form: DispositionForm, refusal: DomainError | None = None
) -> Response:
    return page(
        "desks/disposition.html",
        refusal.status if refusal else form.status,
        page=found,
        form=form,
        is_stale=isinstance(refusal, StaleDisposition),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )

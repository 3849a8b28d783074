"""Making one's own what was given with a receipt code."""

from __future__ import annotations

from flask import Response, current_app, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.domain.credentials import ReceiptClaimed, UnknownReceipt
from deliberate.domain.limits import Limit
from deliberate.services import claims
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import ReceiptForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.limits import limited
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/receipts/claim")
@signed_in
def claim() -> Response:
    """Ask for the code, and say what claiming does."""
    return _claim_page(ReceiptForm())


@blueprint.post("/receipts/claim")
@signed_in
@limited(Limit.CODE)
def claim_receipt() -> Response:
    """Put what was given with a code among one's own contributions."""
    form = ReceiptForm()
    status = 0
    if form.validate_on_submit():
        try:
            claims.claim_receipt(
                current_actor(), form.text("code"), str(current_app.secret_key), request_time()
            )
        except (ReceiptClaimed, UnknownReceipt) as error:
            form.refuse(form.code, error)
            status = error.status
        else:
            flash(_("What you gave with this code is now among your contributions."), "done")
            return see_other(url_for("participants.mine"))
    return _claim_page(form, status)


def _claim_page(form: ReceiptForm, status: int = 0) -> Response:
    return make_response(
        render_template("participants/claim.html", form=form), status or form.status
    )

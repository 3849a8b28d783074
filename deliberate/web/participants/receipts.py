"""Taking part without an account."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, url_for
from flask_login import current_user

from deliberate.domain.credentials import UnknownReceipt
from deliberate.domain.limits import Limit
from deliberate.domain.participants import group_receipt_code
from deliberate.services import guests
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, ReceiptForm
from deliberate.web.shared.access import public
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.limits import limited
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import begin_session, request_time


@blueprint.get("/receipts")
@public
def receipts() -> Response:
    """Ask for a receipt code, or offer to begin without an account."""
    return _receipts_page(ReceiptForm())


@blueprint.post("/receipts")
@public
@limited(Limit.CODE)
def return_with_receipt() -> Response:
    """Come back with a code; it travels in the body of the form and nowhere else."""
    form = ReceiptForm()
    if form.validate_on_submit():
        try:
            token = guests.return_with_receipt(form.text("code"), _key(), request_time())
        except UnknownReceipt as error:
            form.refuse(form.code, error)
        else:
            begin_session(token)
            return see_other(url_for("participants.mine"))
    return _receipts_page(form)


@blueprint.post("/receipts/new")
@public
@limited(Limit.GUEST)
def start_fresh() -> Response:
    """Make a new guest and show their code, this once."""
    if not EmptyForm().validate_on_submit():
        return _receipts_page(ReceiptForm(formdata=None))
    token, code = guests.welcome_guest(current_locale(), _key(), request_time())
    begin_session(token)
    body = render_template(
        "participants/receipt.html",
        code=group_receipt_code(code),
        pseudonym=current_user.visitor.pseudonym,
    )
    return make_response(body)


def _receipts_page(form: ReceiptForm) -> Response:
    body = render_template("participants/receipts.html", form=form)
    return make_response(body, form.status)


def _key() -> str:
    return str(current_app.secret_key)

"""Moving one's account to another e-mail address."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template, url_for

from deliberate.domain.limits import Limit
from deliberate.domain.participants import BadAddress
from deliberate.services import address_changes
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, NewAddressForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.limits import limited
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/account/address")
@signed_in
def new_address() -> Response:
    """Ask for another address."""
    return _page(NewAddressForm())


@blueprint.post("/account/address")
@signed_in
@limited(Limit.LINK)
def ask_for_address() -> Response:
    """Send links to both addresses; says the same whoever the new one belongs to."""
    form = NewAddressForm()
    if form.validate_on_submit():
        try:
            address_changes.ask_for_address(
                current_actor(), form.text("new_address"), current_locale(), request_time()
            )
        except BadAddress as error:
            form.refuse(form.new_address, error)
        else:
            return make_response(render_template("participants/address_asked.html"))
    return _page(form)


@blueprint.get("/account/address/<token>")
@public
def open_address(token: str) -> str:
    """Show the buttons that use the link: programs that fetch links in mail use up nothing."""
    return render_template("participants/open_address.html", link=token)


@blueprint.post("/account/address/<token>")
@public
def confirm_address(token: str) -> Response:
    """Confirm the change from one of the two addresses."""
    if not EmptyForm().validate_on_submit():
        return see_other(url_for("participants.open_address", token=token))
    key = str(current_app.secret_key)
    has_moved = address_changes.confirm_address(token, key, request_time())
    body = render_template("participants/address_confirmed.html", has_moved=has_moved)
    return make_response(body)


@blueprint.post("/account/address/<token>/refuse")
@public
def refuse_address(token: str) -> Response:
    """Stop the change."""
    if EmptyForm().validate_on_submit():
        address_changes.refuse_address(token, str(current_app.secret_key), request_time())
    return make_response(render_template("participants/address_refused.html"))


def _page(form: NewAddressForm) -> Response:
    return make_response(render_template("participants/address.html", form=form), form.status)

"""Setting up the second step of one's account, and taking it before something that needs it."""

from __future__ import annotations

import pyotp
import segno
from flask import Response, make_response, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from deliberate.domain.limits import Limit
from deliberate.domain.participants import group_receipt_code
from deliberate.domain.second_factors import WrongAnswer
from deliberate.persistence.queries.second_factors import second_steps_of
from deliberate.services import own_second_steps, second_factors
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import DigitsForm, EmptyForm, NewPasskeyForm
from deliberate.web.participants.sign_in import safe_next
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.limits import limited
from deliberate.web.shared.second_step import this_site
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/account/second-step")
@signed_in
def second_step() -> Response:
    """Show what the second step can be taken with, and set it up."""
    return _page(NewPasskeyForm(), DigitsForm())


@blueprint.post("/account/second-step/passkey/options")
@signed_in
def passkey_options() -> Response:
    """Hand the browser what it needs to make a passkey."""
    return _json(
        own_second_steps.begin_passkey(
            current_actor(), current_user.token, this_site(), request_time()
        )
    )


@blueprint.post("/account/second-step/passkey")
@signed_in
def add_passkey() -> Response:
    """Keep a passkey that the browser has made."""
    form = NewPasskeyForm()
    if not form.validate_on_submit():
        return _page(form, DigitsForm(formdata=None))
    try:
        codes = own_second_steps.add_passkey(
            current_actor(),
            current_user.token,
            form.text("credential"),
            form.text("name"),
            this_site(),
            request_time(),
        )
    except WrongAnswer as error:
        form.refuse(form.name, error)
        return _page(form, DigitsForm(formdata=None))
    return _done(codes)


@blueprint.post("/account/second-step/passkey/<ref>/remove")
@signed_in
def remove_passkey(ref: str) -> Response:
    """Forget a passkey."""
    if EmptyForm().validate_on_submit():
        own_second_steps.remove_passkey(current_actor(), current_user.token, ref, request_time())
    return see_other(url_for("participants.second_step"))


@blueprint.post("/account/second-step/authenticator")
@signed_in
def begin_authenticator() -> Response:
    """Make a secret for an app that shows six digits."""
    if EmptyForm().validate_on_submit():
        own_second_steps.begin_authenticator(
            current_actor(), current_user.token, this_site(), request_time()
        )
    return see_other(url_for("participants.second_step", _anchor="app"))


@blueprint.post("/account/second-step/authenticator/confirm")
@signed_in
@limited(Limit.CODE)
def confirm_authenticator() -> Response:
    """Take the app into use with its first digits."""
    form = DigitsForm()
    if not form.validate_on_submit():
        return _page(NewPasskeyForm(formdata=None), form)
    try:
        codes = own_second_steps.confirm_authenticator(
            current_actor(), current_user.token, form.text("digits"), this_site(), request_time()
        )
    except WrongAnswer as error:
        form.refuse(form.digits, error)
        return _page(NewPasskeyForm(formdata=None), form)
    return _done(codes)


@blueprint.post("/account/second-step/authenticator/remove")
@signed_in
def remove_authenticator() -> Response:
    """Forget the app."""
    if EmptyForm().validate_on_submit():
        own_second_steps.remove_authenticator(current_actor(), current_user.token, request_time())
    return see_other(url_for("participants.second_step"))


@blueprint.post("/account/second-step/codes")
@signed_in
def renew_recovery_codes() -> Response:
    """Make new recovery codes, in place of the earlier ones."""
    if not EmptyForm().validate_on_submit():
        return see_other(url_for("participants.second_step"))
    return _done(
        own_second_steps.renew_recovery_codes(
            current_actor(), current_user.token, this_site(), request_time()
        )
    )


@blueprint.get("/account/confirm")
@signed_in
def confirm() -> str:
    """Take the second step, and go on to where it was asked for."""
    return render_template(
        "participants/confirm.html",
        steps=second_steps_of(current_actor().account_ref, this_site().key),
        next=request.args.get("next", ""),
    )


@blueprint.post("/account/confirm")
@signed_in
@limited(Limit.CODE)
def go_on() -> Response:
    """Go on: the second step itself was taken on the way here."""
    return see_other(safe_next(request.form.get("next")))


@blueprint.post("/account/confirm/passkey")
@signed_in
@limited(Limit.CODE)
def ask_passkey() -> Response:
    """Hand the browser what a passkey is to sign."""
    return _json(second_factors.ask_passkey(current_user.token, this_site(), request_time()))


def _json(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "application/json"
    return response


def _done(codes: list[str]) -> Response:
    """Show new recovery codes this once, or go back where there are none."""
    if not codes:
        return see_other(url_for("participants.second_step"))
    grouped = [group_receipt_code(code) for code in codes]
    return make_response(render_template("participants/recovery_codes.html", codes=grouped))


def _page(passkey_form: NewPasskeyForm, digits_form: DigitsForm) -> Response:
    site = this_site()
    steps = second_steps_of(current_actor().account_ref, site.key)
    address = _app_address(steps.pending_secret, site.name, current_user.visitor.pseudonym)
    body = render_template(
        "participants/second_step.html",
        steps=steps,
        passkey_form=passkey_form,
        digits_form=digits_form,
        app_address=address,
        picture=_picture(address),
        page_errors=bool(passkey_form.errors or digits_form.errors),
    )
    return make_response(body, max(passkey_form.status, digits_form.status))


def _app_address(secret: str | None, issuer: str, name: str) -> str | None:
    if secret is None:
        return None
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def _picture(address: str | None) -> Markup | None:
    """Return an address as a QR code, drawn here: it never leaves this site."""
    if address is None:
        return None
    drawn = segno.make(address, micro=False).svg_inline(
        scale=5, border=2, light="white", svgclass="qr", lineclass=None, omitsize=True
    )
    return Markup(drawn)  # noqa: S704  (made by us, of squares)

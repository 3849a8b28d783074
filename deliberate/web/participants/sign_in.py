"""Signing in and out."""

from __future__ import annotations

import re

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from deliberate.domain.credentials import WrongCredentials
from deliberate.domain.limits import Limit
from deliberate.domain.participants import BadAddress
from deliberate.services import accounts
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, LinkForm, PasswordForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.limits import limited
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import begin_session, forget_session, request_time

OUR_PATH = re.compile(r"/(?!/)[^\\\x00-\x20\x7f]*")
"""A path on this site: browsers read a backslash as a slash and drop control characters."""


def safe_next(target: str | None) -> str:
    """Return the path to go on to: one of ours, else the account page."""
    if not target or not OUR_PATH.fullmatch(target):
        return url_for("participants.account")
    return target


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    """Offer both ways: a link by mail, which also makes an account, or a password."""
    if current_user.is_authenticated:
        return make_response(redirect(safe_next(request.args.get("next"))))
    target = request.args.get("next", "")
    return _sign_in_page(LinkForm(next=target), PasswordForm(next=target))


@blueprint.post("/sign-in/link")
@public
@limited(Limit.LINK)
def ask_for_link() -> Response:
    """Send a link; the answer never tells whether the address is known."""
    form = LinkForm()
    if form.validate_on_submit():
        try:
            accounts.ask_for_link(form.text("address"), current_locale(), request_time())
        except BadAddress as error:
            form.refuse(form.address, error)
        else:
            return make_response(render_template("participants/link_sent.html", form=form))
    return _sign_in_page(form, PasswordForm(formdata=None, next=form.text("next")))


@blueprint.post("/sign-in/password")
@public
@limited(Limit.SIGN_IN)
def sign_in_with_password() -> Response:
    """Sign in with address and password."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            token = accounts.sign_in(form.text("address"), form.text("password"), request_time())
        except WrongCredentials as error:
            form.refuse(form.password, error)
        else:
            begin_session(token)
            return see_other(safe_next(form.text("next")))
    return _sign_in_page(LinkForm(formdata=None, next=form.text("next")), form)


def _sign_in_page(link_form: LinkForm, password_form: PasswordForm) -> Response:
    body = render_template(
        "participants/sign_in.html",
        link_form=link_form,
        password_form=password_form,
        page_errors=bool(link_form.errors or password_form.errors),
    )
    return make_response(body, max(link_form.status, password_form.status))


@blueprint.get("/sign-in/link/<token>")
@public
def open_link(token: str) -> Response:
    """Show the button that uses the link: programs that fetch links in mail use up nothing."""
    return make_response(render_template("participants/open_link.html", form=EmptyForm()))


@blueprint.post("/sign-in/link/<token>")
@public
@limited(Limit.LINK)
def follow_link(token: str) -> Response:
    """Use the link: sign in, with a new account where there was none."""
    session_token = accounts.follow_link(token, str(current_app.secret_key), request_time())
    begin_session(session_token)
    return see_other(url_for("participants.account"))


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> Response:
    """End the session here and leave nothing of it in the browser."""
    if EmptyForm().validate_on_submit() and current_user.token:
        accounts.end_session(current_user.token)
        forget_session()
    response = see_other(url_for("site.home"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response

"""Who runs the site: proposed by one operator, agreed to by another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Response, make_response, render_template, url_for
from wtforms import Field

from deliberate.domain.actors import Actor, Role
from deliberate.domain.participants import LastOperator, NotYourself, UnknownAddress
from deliberate.persistence.queries import roles as queries
from deliberate.services import operators as service
from deliberate.services import roles
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import ClosingForm, EmptyForm, OperatorForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.forms import Form
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time

UseCase = Callable[[Actor, str, datetime], None]


@blueprint.get("/operators")
@signed_in
def operators() -> Response:
    """Who runs the site."""
    return _page(OperatorForm(), ClosingForm())


@blueprint.post("/operators")
@signed_in
def propose_operator() -> Response:
    """Propose an operator."""
    form = OperatorForm()
    return _tried(form, form.address, service.propose_operator) or _page(
        form, ClosingForm(formdata=None)
    )


@blueprint.post("/operators/proposals/<ref>/approve")
@signed_in
def approve_operator(ref: str) -> Response:
    """Agree that someone become an operator."""
    return _decide(ref, is_approved=True)


@blueprint.post("/operators/proposals/<ref>/refuse")
@signed_in
def refuse_operator(ref: str) -> Response:
    """Refuse that someone become an operator."""
    return _decide(ref, is_approved=False)


def _decide(ref: str, *, is_approved: bool) -> Response:
    if EmptyForm().validate_on_submit():
        service.decide_proposal(current_actor(), ref, request_time(), is_approved=is_approved)
    return see_other(url_for("participants.operators"))


@blueprint.post("/operators/proposals/<ref>/withdraw")
@signed_in
def withdraw_operator(ref: str) -> Response:
    """Take one's own proposal back."""
    if EmptyForm().validate_on_submit():
        service.withdraw_proposal(current_actor(), ref, request_time())
    return see_other(url_for("participants.operators"))


@blueprint.post("/operators/<account_ref>/revoke")
@signed_in
def revoke_operator(account_ref: str) -> Response:
    """Take the operator's role back."""
    form = OperatorForm(formdata=None)
    if EmptyForm().validate_on_submit():
        try:
            roles.revoke_role(current_actor(), account_ref, Role.OPERATOR, None, request_time())
        except LastOperator as error:
            form.refuse(form.address, error)
            return _page(form, ClosingForm(formdata=None))
    return see_other(url_for("participants.operators"))


@blueprint.post("/operators/accounts/close")
@signed_in
def close_account() -> Response:
    """Close somebody's account to them."""
    return _closed(service.close_account)


@blueprint.post("/operators/accounts/reopen")
@signed_in
def reopen_account() -> Response:
    """Let somebody in again."""
    return _closed(service.reopen_account)


def _closed(act: UseCase) -> Response:
    form = ClosingForm()
    return _tried(form, form.account, act) or _page(OperatorForm(formdata=None), form)


def _tried(form: Form, mailbox: Field, act: UseCase) -> Response | None:
    """Do what a form asks about the account at an address; None where it is refused."""
    if not form.validate_on_submit():
        return None
    try:
        act(current_actor(), form.text(mailbox.name), request_time())
    except (UnknownAddress, NotYourself) as error:
        form.refuse(mailbox, error)
        return None
    return see_other(url_for("participants.operators"))


def _page(form: OperatorForm, closing_form: ClosingForm) -> Response:
    body = render_template(
        "participants/operators.html",
        holders=queries.operators(current_actor()),
        proposals=queries.operator_proposals(current_actor()),
        form=form,
        closing_form=closing_form,
        page_errors=bool(form.errors or closing_form.errors),
    )
    return make_response(body, max(form.status, closing_form.status))

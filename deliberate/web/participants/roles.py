"""Giving and taking roles in pages."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from deliberate.domain.actors import Role
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import LastOperator, UnknownAddress
from deliberate.persistence.queries import roles as queries
from deliberate.services import roles, round_setup
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, OperatorForm, RoleForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/frameworks/<slug>/roles")
@signed_in
def framework_roles(slug: str) -> Response:
    """Who does what on a framework."""
    return _roles_page(slug, RoleForm())


@blueprint.post("/frameworks/<slug>/roles")
@signed_in
def grant_role(slug: str) -> Response:
    """Give someone a role."""
    framework_ref = queries.holders_on(slug, current_actor()).ref
    form = RoleForm()
    if form.validate_on_submit():
        try:
            roles.grant_role(
                current_actor(),
                form.text("address"),
                Role(form.text("role")),
                framework_ref,
                request_time(),
            )
        except UnknownAddress as error:
            form.refuse(form.address, error)
        else:
            return see_other(url_for("participants.framework_roles", slug=slug))
    return _roles_page(slug, form)


@blueprint.post("/frameworks/<slug>/roles/<account_ref>/<role>/revoke")
@signed_in
def revoke_role(slug: str, account_ref: str, role: str) -> Response:
    """Take a role back."""
    framework_ref = queries.holders_on(slug, current_actor()).ref
    if EmptyForm().validate_on_submit():
        wanted = _role(role)
        roles.revoke_role(current_actor(), account_ref, wanted, framework_ref, request_time())
    return see_other(url_for("participants.framework_roles", slug=slug))


@blueprint.post("/frameworks/<slug>/small-body")
@signed_in
def mark_small_body(slug: str) -> Response:
    """Say whether a framework is a small body's, which needs fewer people for a round."""
    page = queries.holders_on(slug, current_actor())
    if EmptyForm().validate_on_submit():
        is_small = request.form.get("small") == "yes"
        round_setup.mark_small_body(current_actor(), page.ref, request_time(), is_small=is_small)
    return see_other(url_for("participants.framework_roles", slug=slug))


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise NotFound from None


def _roles_page(slug: str, form: RoleForm) -> Response:
    body = render_template(
        "participants/roles.html",
        page=queries.holders_on(slug, current_actor()),
        form=form,
        button=EmptyForm(formdata=None),
    )
    return make_response(body, form.status)


@blueprint.get("/operators")
@signed_in
def operators() -> Response:
    """Who runs the site."""
    return _operators_page(OperatorForm())


@blueprint.post("/operators")
@signed_in
def grant_operator() -> Response:
    """Make someone an operator."""
    form = OperatorForm()
    if form.validate_on_submit():
        try:
            roles.grant_role(
                current_actor(), form.text("address"), Role.OPERATOR, None, request_time()
            )
        except UnknownAddress as error:
            form.refuse(form.address, error)
        else:
            return see_other(url_for("participants.operators"))
    return _operators_page(form)


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
            return _operators_page(form)
    return see_other(url_for("participants.operators"))


def _operators_page(form: OperatorForm) -> Response:
    body = render_template(
        "participants/operators.html",
        holders=queries.operators(current_actor()),
        form=form,
        button=EmptyForm(formdata=None),
    )
    return make_response(body, form.status)

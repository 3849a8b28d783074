"""Giving and taking roles in pages."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from deliberate.domain.actors import Role
from deliberate.domain.errors import NotFound
from deliberate.domain.participants import BadAddress
from deliberate.persistence.queries import roles as queries
from deliberate.services import role_invitations, roles, round_setup
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, RoleForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.locale import current_locale
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
            roles.offer_role(
                current_actor(),
                form.text("address"),
                Role(form.text("role")),
                framework_ref,
                current_locale(),
                request_time(),
            )
        except BadAddress as error:
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


@blueprint.post("/frameworks/<slug>/invitations/<ref>/withdraw")
@signed_in
def withdraw_invitation(slug: str, ref: str) -> Response:
    """Take an offered role back."""
    framework_ref = queries.holders_on(slug, current_actor()).ref
    if EmptyForm().validate_on_submit():
        role_invitations.withdraw_invitation(current_actor(), framework_ref, ref, request_time())
    return see_other(url_for("participants.framework_roles", slug=slug))


@blueprint.post("/account/invitations/<ref>/accept")
@signed_in
def accept_invitation(ref: str) -> Response:
    """Take up an offered role."""
    if EmptyForm().validate_on_submit():
        role_invitations.accept_invitation(current_actor(), ref, request_time())
    return see_other(url_for("participants.account"))


@blueprint.post("/account/invitations/<ref>/decline")
@signed_in
def decline_invitation(ref: str) -> Response:
    """Turn an offered role down."""
    if EmptyForm().validate_on_submit():
        role_invitations.decline_invitation(current_actor(), ref, request_time())
    return see_other(url_for("participants.account"))


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise NotFound from None


def _roles_page(slug: str, form: RoleForm) -> Response:
    page = queries.holders_on(slug, current_actor())
    body = render_template(
        "participants/roles.html",
        page=page,
        invitations=queries.invitations_on(page.ref, current_actor(), request_time()),
        form=form,
        button=EmptyForm(formdata=None),
    )
    return make_response(body, form.status)

"""One's own account: pseudonym, password, desks."""

from __future__ import annotations

from flask import Response, make_response, render_template, url_for
from flask_login import current_user

from deliberate.domain.participants import BadPseudonym
from deliberate.domain.passwords import BadPassword
from deliberate.persistence.queries import accounts as account_queries
from deliberate.persistence.queries import desks, moderation_decisions
from deliberate.persistence.queries import mine as mine_queries
from deliberate.persistence.queries.declarations import declared_rounds
from deliberate.persistence.queries.mine_amendments import amendments_by
from deliberate.persistence.queries.news import news_choices
from deliberate.persistence.queries.roles import invitations_for
from deliberate.services import accounts
from deliberate.web.participants import blueprint
from deliberate.web.participants.forms import EmptyForm, NewPasswordForm, PseudonymForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/account")
@signed_in
def account() -> Response:
    """Show everything that this account can change and do."""
    return _account_page(PseudonymForm(), NewPasswordForm())


@blueprint.post("/account/pseudonym")
@signed_in
def choose_pseudonym() -> Response:
    """Change the name under which one is shown."""
    form = PseudonymForm()
    if form.validate_on_submit():
        try:
            accounts.choose_pseudonym(current_actor(), form.text("pseudonym"))
        except BadPseudonym as error:
            form.refuse(form.pseudonym, error)
        else:
            return see_other(url_for("participants.account"))
    return _account_page(form, NewPasswordForm(formdata=None))


@blueprint.post("/account/password")
@signed_in
def choose_password() -> Response:
    """Set a password."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            accounts.choose_password(current_actor(), form.text("new_password"), request_time())
        except BadPassword as error:
            form.refuse(form.new_password, error)
        else:
            return see_other(url_for("participants.account", saved="password"))
    return _account_page(PseudonymForm(formdata=None), form)


def _account_page(pseudonym_form: PseudonymForm, password_form: NewPasswordForm) -> Response:
    actor = current_actor()
    page = account_queries.account_page(str(actor.account_ref))
    if pseudonym_form.pseudonym.raw_data is None:
        pseudonym_form.pseudonym.data = page.pseudonym
    body = render_template(
        "participants/account.html",
        page=page,
        roles_wait=actor.roles_wait,
        desks=desks.desks_of(actor),
        invitations=invitations_for(actor.account_ref, request_time()),
        news=news_choices(actor),
        pseudonym_form=pseudonym_form,
        password_form=password_form,
        sign_out_form=EmptyForm(formdata=None),
        page_errors=bool(pseudonym_form.errors or password_form.errors),
    )
    return make_response(body, max(pseudonym_form.status, password_form.status))


@blueprint.get("/mine")
@public
def mine() -> str:
    """What this person has given: with an account, or as the guest of this browser."""
    return render_template(
        "participants/mine.html",
        visitor=current_user.visitor,
        given=mine_queries.given_by(current_actor()),
        amendments=amendments_by(current_actor()),
        declared=declared_rounds(current_actor()),
        notices=moderation_decisions.notices_for(current_actor().participant_ref),
    )

"""What moderation tells people: statements of reasons, appeals against them, the public log."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _

from deliberate.domain.comments import NotYours
from deliberate.domain.errors import Conflict, DomainError, SignInNeeded
from deliberate.domain.limits import Limit
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import (
    AlreadyAppealed,
    NoAppeal,
    WordsMissing,
    WordsTooLong,
)
from deliberate.persistence.queries import moderation_decisions as queries
from deliberate.persistence.queries import moderation_log
from deliberate.persistence.queries.moderation_decisions import StatementPage
from deliberate.services import appeals
from deliberate.web.moderation import blueprint
from deliberate.web.moderation.forms import AppealForm
from deliberate.web.shared.access import public
from deliberate.web.shared.headers import shared_cache
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.limits import limited
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import current_actor, request_time

A_MINUTE = 60


@blueprint.get("/moderation/statements/<ref>")
@public
def statement(ref: str) -> Response:
    """Why a moderator decided so; the author reads more than the public, and may appeal."""
    page = queries.statement_page(ref, current_actor())
    is_stranger = current_actor().participant_ref is None
    body = render_template("moderation/statement.html", page=page, is_stranger=is_stranger)
    return make_response(body)


@blueprint.get("/moderation/statements/<ref>/appeal")
@public
def write_appeal(ref: str) -> Response:
    """Ask an author why it should be decided differently."""
    return _appeal_page(_own(ref), AppealForm(formdata=None))


@blueprint.post("/moderation/statements/<ref>/appeal")
@public
@limited(Limit.REPORT)
def appeal(ref: str) -> Response:
    """Appeal, once."""
    form, page = AppealForm(), _own(ref)
    refusal: DomainError | None = None
    if form.validate_on_submit():
        try:
            appeals.appeal(
                current_actor(), ref, form.text("words"), Locale(current_locale()), request_time()
            )
        except (WordsMissing, WordsTooLong) as error:
            form.refuse(form.words, error)
        except Conflict as error:
            refusal = error
        else:
            flash(_("Your appeal has arrived. A different moderator decides about it."), "done")
            return see_other(url_for("moderation.statement", ref=ref))
    return _appeal_page(page, form, refusal)


def _own(ref: str) -> StatementPage:
    """Return a statement about the viewer's own words; others are asked to come back as author."""
    actor = current_actor()
    page = queries.statement_page(ref, actor)
    if not page.is_author:
        raise SignInNeeded if actor.participant_ref is None else NotYours
    return page


def _appeal_page(
    page: StatementPage, form: AppealForm, refusal: DomainError | None = None
) -> Response:
    if refusal is None and not page.may_appeal:
        refusal = NoAppeal() if page.decided.appeal is None else AlreadyAppealed()
    body = render_template(
        "moderation/appeal.html",
        page=page,
        form=form,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)


@blueprint.get("/moderation/log")
@public
@shared_cache(A_MINUTE)
def log() -> str:
    """Every action of moderators, for everybody: date, rule, action, result of an appeal."""
    page = moderation_log.public_log(request.args.get("page", 1, type=int))
    return render_template("moderation/log.html", log=page)

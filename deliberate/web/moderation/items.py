"""One contribution before a moderator: in context, with everything that is needed to decide."""

from __future__ import annotations

from flask import Response, current_app, flash, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from deliberate.domain.errors import Conflict, DomainError
from deliberate.domain.moderation import (
    AppealResult,
    ConductRule,
    ModerationDecision,
    OwnContribution,
    OwnDecision,
    WordsMissing,
    WordsTooLong,
)
from deliberate.domain.visibility import Visibility
from deliberate.persistence.queries import moderation as queries
from deliberate.persistence.queries import moderation_queue
from deliberate.persistence.queries.moderation import ItemPage
from deliberate.services import appeals, moderation
from deliberate.web.moderation import blueprint
from deliberate.web.moderation.forms import (
    AT_PASSAGE,
    DecisionForm,
    ResultForm,
    usual_reason,
)
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain, label
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import current_actor, request_time

REFUSALS = (Conflict, OwnContribution, OwnDecision)


@blueprint.get("/moderation/items/<ref>")
@signed_in
def item(ref: str) -> Response:
    """A contribution with its place, its reports and what was decided before."""
    return _page(ref, None)


@blueprint.post("/moderation/items/<ref>/decision")
@signed_in
def decide(ref: str) -> Response:
    """Decide, and go on to what comes next."""
    form = DecisionForm()
    form.offer(ModerationDecision)
    if not form.validate_on_submit() or not _passage_is_there(form):
        return _page(ref, form)
    try:
        moderation.decide(current_actor(), ref, form.ruling(), form.seen(), request_time())
    except (WordsMissing, WordsTooLong) as error:
        form.refuse_words(error)
    except AT_PASSAGE as error:
        form.refuse(form.passage, error)
    except REFUSALS as refusal:
        return _page(ref, form, refusal)
    else:
        return _go_on(label(ModerationDecision(form.text("decision"))))
    return _page(ref, form)


@blueprint.post("/moderation/items/<ref>/appeals/<action_ref>")
@signed_in
def decide_appeal(ref: str, action_ref: str) -> Response:
    """Decide an appeal, and go on to what comes next."""
    form = ResultForm()
    if not form.validate_on_submit():
        return _page(ref, form)
    result = AppealResult(form.text("result"))
    try:
        appeals.decide_appeal(current_actor(), action_ref, result, form.said(), request_time())
    except (WordsMissing, WordsTooLong) as error:
        form.refuse_words(error)
    except REFUSALS as refusal:
        return _page(ref, form, refusal)
    else:
        return _go_on(label(result))
    return _page(ref, form)


def _passage_is_there(form: DecisionForm) -> bool:
    wanted = form.text("decision") == ModerationDecision.REDACT
    if wanted and not form.text("passage").strip():
        form.refuse(form.passage, WordsMissing())
        return False
    return True


def _go_on(decided: str) -> Response:
    left = len(moderation_queue.queue(current_actor(), request_time()).entries)
    saved = _("Saved: %(decision)s.", decision=decided)
    waiting = ngettext("%(num)s is left.", "%(num)s are left.", left)
    flash(f"{saved} {waiting}", "done")
    return see_other(url_for("moderation.next_item"))


def _page(
    ref: str, sent: DecisionForm | ResultForm | None, refusal: DomainError | None = None
) -> Response:
    actor = current_actor()
    page = queries.item_page(ref, actor, str(current_app.secret_key), request_time())
    form = _form(page, sent)
    body = render_template(
        "moderation/item.html",
        page=page,
        form=form,
        unsaved=_unsaved(page, form, sent),
        left=len(moderation_queue.queue(actor, request_time()).entries),
        obstacle=explain(page.obstacle) if page.obstacle else "",
        usual_reason=usual_reason()[current_locale()],
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)


def _form(page: ItemPage, sent: DecisionForm | ResultForm | None) -> DecisionForm | ResultForm:
    """Return the form that fits how it stands now, with what was sent where it still fits."""
    if page.appealed is not None:
        return sent if isinstance(sent, ResultForm) else ResultForm(formdata=None)
    form = sent if isinstance(sent, DecisionForm) else _fresh_form(page)
    form.offer(page.possible)
    form.carry(page.seen)
    return form


def _fresh_form(page: ItemPage) -> DecisionForm:
    waiting = [each.rule for each in page.reports if not each.is_settled]
    newest = page.decisions[0].rule if page.decisions else ConductRule.OFF_TOPIC
    return DecisionForm(formdata=None, data={"rule": (waiting or [newest])[0]})


def _unsaved(
    page: ItemPage, shown: DecisionForm | ResultForm, sent: DecisionForm | ResultForm | None
) -> list[str]:
    """Return what was written into a form that is not shown again."""
    is_withdrawn = page.given.visibility is Visibility.WITHDRAWN
    has_form = page.obstacle is None and (page.appealed is not None or not is_withdrawn)
    if sent is None or (sent is shown and has_form):
        return []
    return [text for text in sent.said().values() if text.strip()]

"""Reporting something in two steps, without an account."""

from __future__ import annotations

from flask import Response, make_response, render_template, request, url_for

from deliberate.domain.errors import DomainError
from deliberate.domain.limits import Limit
from deliberate.domain.localized import Locale
from deliberate.domain.moderation import ConductRule, NothingToReport, WordsTooLong
from deliberate.persistence.queries.moderated import given_view
from deliberate.services import reports
from deliberate.services.reports import Complaint
from deliberate.web.moderation import blueprint
from deliberate.web.moderation.forms import ReportForm, RuleForm
from deliberate.web.shared.access import public
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.limits import limited
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.session import (
    current_actor,
    expect_newcomer,
    newcomer,
    request_time,
)


@blueprint.get("/moderation/report/<ref>")
@public
def report(ref: str) -> Response:
    """Ask for the rule first, then for words that may stay away."""
    if not {"rule", "step"} & set(request.args):
        return _page("moderation/report_rule.html", ref, RuleForm(formdata=None))
    first = RuleForm(formdata=request.args)
    if not first.validate():
        return _page("moderation/report_rule.html", ref, first)
    return _words_page(ref, ReportForm(formdata=None, data={"rule": first.text("rule")}))


@blueprint.post("/moderation/report/<ref>")
@public
@limited(Limit.REPORT)
def send_report(ref: str) -> Response:
    """Send the report."""
    form = ReportForm()
    rule = form.chosen_rule()
    if not form.validate_on_submit() or rule is None:
        first = RuleForm(formdata=request.form)
        first.validate()
        return _page("moderation/report_rule.html", ref, first)
    complaint = Complaint(rule, form.text("words"), Locale(current_locale()))
    try:
        reports.report_content(current_actor(), ref, complaint, request_time(), newcomer())
    except WordsTooLong as error:
        form.refuse(form.words, error)
    except NothingToReport as error:
        return _words_page(ref, form, error)
    else:
        return see_other(url_for("moderation.reported", ref=ref))
    return _words_page(ref, form)


@blueprint.get("/moderation/report/<ref>/done")
@public
def reported(ref: str) -> str:
    """Say thanks, and what happens now."""
    return render_template("moderation/reported.html", given=given_view(ref))


def _words_page(ref: str, form: ReportForm, refusal: DomainError | None = None) -> Response:
    rule = form.chosen_rule()
    return _page("moderation/report_words.html", ref, form, refusal, rule=rule)


def _page(
    template: str,
    ref: str,
    form: RuleForm | ReportForm,
    refusal: DomainError | None = None,
    *,
    rule: ConductRule | None = None,
) -> Response:
    expect_newcomer()
    body = render_template(
        template,
        given=given_view(ref),
        form=form,
        rule=rule,
        rules=tuple(ConductRule),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)

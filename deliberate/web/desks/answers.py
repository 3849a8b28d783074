"""Answering comments: one, or several that say the same."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from deliberate.domain.answers import NothingToAnswer, StaleAnswer
from deliberate.domain.errors import DomainError
from deliberate.domain.permissions import Permission
from deliberate.persistence.queries.answers import AnswerPage, answer_desk, answer_page
from deliberate.persistence.queries.closing import workbench
from deliberate.services import answers as services
from deliberate.web.desks import blueprint
from deliberate.web.desks.closing import page
from deliberate.web.desks.forms import AnswerForm, ButtonForm
from deliberate.web.shared.access import signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.session import current_actor, request_time


@blueprint.get("/rounds/<ref>/closing/clauses/<clause_ref>/answers")
@signed_in
def answers(ref: str, clause_ref: str) -> Response:
    """Show the comments on a clause that wait for an answer, and those that have one."""
    return _desk(ref, clause_ref, AnswerForm(formdata=None))


@blueprint.post("/rounds/<ref>/closing/clauses/<clause_ref>/answers")
@signed_in
def answer(ref: str, clause_ref: str) -> Response:
    """Answer the comments that were chosen."""
    form, chosen = AnswerForm(), request.form.getlist("comment")
    if not form.words_are_fine("answer"):
        return _desk(ref, clause_ref, form, chosen=chosen)
    if not chosen:
        return _desk(ref, clause_ref, form, NothingToAnswer())
    try:
        services.answer_comments(current_actor(), ref, chosen, form.texts("answer"), request_time())
    except DomainError as refusal:
        return _desk(ref, clause_ref, form, refusal, chosen)
    said = ngettext("%(num)d comment is answered.", "%(num)d comments are answered.", len(chosen))
    flash(said, "done")
    return see_other(url_for("desks.answers", ref=ref, clause_ref=clause_ref))


def _desk(
    ref: str,
    clause_ref: str,
    form: AnswerForm,
    refusal: DomainError | None = None,
    chosen: list[str] | None = None,
) -> Response:
    bench = workbench(ref, current_actor(), Permission.COMMENT_ANSWER)
    return page(
        "desks/answers.html",
        refusal.status if refusal else form.status,
        bench=bench,
        clause=bench.clause(clause_ref),
        desk=answer_desk(ref, clause_ref),
        form=form,
        chosen=chosen or [],
        unsaved=[words for words in form.texts("answer").values() if words.strip()],
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )


@blueprint.get("/answers/<ref>")
@signed_in
def edit_answer(ref: str) -> Response:
    """Show an answer in boxes."""
    found = answer_page(ref, current_actor())
    data = {f"answer_{locale}": words for locale, words in found.answer.bodies.items()}
    form = AnswerForm(formdata=None, data={**data, "seen": str(found.answer.revision)})
    return _answer_page(found, form)


@blueprint.post("/answers/<ref>")
@signed_in
def change_answer(ref: str) -> Response:
    """Save an answer in other words."""
    form, found = AnswerForm(), answer_page(ref, current_actor())
    if not form.words_are_fine("answer"):
        return _answer_page(found, form)
    try:
        services.change_answer(
            current_actor(), ref, form.texts("answer"), form.revision, request_time()
        )
    except DomainError as refusal:
        if isinstance(refusal, StaleAnswer):
            form.seen.data = str(found.answer.revision)
        return _answer_page(found, form, refusal)
    flash(_("The answer is saved. It is published with the outcome of the round."), "done")
    return _back(found)


@blueprint.post("/answers/<ref>/take-back")
@signed_in
def take_answer_back(ref: str) -> Response:
    """Take an answer back; its comments wait again."""
    found = answer_page(ref, current_actor())
    if ButtonForm().validate_on_submit():
        services.take_answer_back(current_actor(), ref, request_time())
        flash(_("The answer is taken back. Its comments wait for another one."), "done")
    return _back(found)


def _back(found: AnswerPage) -> Response:
    return see_other(url_for("desks.answers", ref=found.round_ref, clause_ref=found.clause_ref))


def _answer_page(
    found: AnswerPage, form: AnswerForm, refusal: DomainError | None = None
) -> Response:
    return page(
        "desks/answer.html",
        refusal.status if refusal else form.status,
        page=found,
        form=form,
        is_stale=isinstance(refusal, StaleAnswer),
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )

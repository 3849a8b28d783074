"""One's own comment: correcting it, taking it back; and putting a comment into another language."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from deliberate.domain.comments import NotYours, SameLanguage
from deliberate.domain.errors import (
    Conflict,
    DomainError,
    NotPermitted,
    SignInNeeded,
)
from deliberate.domain.limits import Limit
from deliberate.domain.localized import Locale
from deliberate.domain.rounds import AssuranceTooLow, RoundClosed, RoundNotOpen
from deliberate.persistence.queries import comment_pages
from deliberate.persistence.queries.comment_pages import AnswerPanel
from deliberate.services import comment_translations, comments, corrections
from deliberate.web.comments import blueprint
from deliberate.web.comments.forms import ButtonForm, CorrectionForm, TranslationForm, WordsForm
from deliberate.web.shared.access import public, signed_in
from deliberate.web.shared.hypermedia import see_other
from deliberate.web.shared.labels import explain
from deliberate.web.shared.limits import limited
from deliberate.web.shared.session import current_actor, request_time

REFUSALS = (AssuranceTooLow, Conflict, RoundClosed, RoundNotOpen, SameLanguage)


@blueprint.get("/comments/<ref>/correct")
@public
def edit(ref: str) -> Response:
    """Show one's own comment in a box."""
    panel = _own(ref)
    return _correct_page(panel, CorrectionForm(formdata=None, data={"body": panel.original}))


@blueprint.post("/comments/<ref>/correct")
@public
@limited(Limit.COMMENT)
def correct(ref: str) -> Response:
    """Save one's own comment in new words."""
    form, panel = CorrectionForm(), _own(ref)

    def save() -> None:
        corrections.correct_comment(current_actor(), ref, form.text("body"), request_time())

    refusal = _refused(form, save)
    if refusal is not None or form.errors:
        return _correct_page(panel, form, refusal)
    flash(_("Your comment is changed."), "done")
    return see_other(url_for("comments.answer", ref=ref))


@blueprint.get("/comments/<ref>/withdraw")
@public
def confirm_withdrawal(ref: str) -> Response:
    """Say what taking a comment back means."""
    return make_response(render_template("comments/withdraw.html", panel=_own(ref)))


@blueprint.post("/comments/<ref>/withdraw")
@public
def withdraw(ref: str) -> Response:
    """Take one's own comment back."""
    if not ButtonForm().validate_on_submit():
        return confirm_withdrawal(ref)
    comments.withdraw_comment(current_actor(), ref, request_time())
    flash(_("Your comment is withdrawn. Only its place is left."), "done")
    return see_other(url_for("comments.answer", ref=ref))


@blueprint.get("/comments/<ref>/translate/<any(ko,en):locale>")
@signed_in
def translation(ref: str, locale: str) -> Response:
    """Show a comment beside a box for its translation."""
    return _translation_page(_translatable(ref), locale, TranslationForm(formdata=None))


@blueprint.post("/comments/<ref>/translate/<any(ko,en):locale>")
@signed_in
@limited(Limit.COMMENT)
def translate(ref: str, locale: str) -> Response:
    """Save the translation of a comment."""
    form, panel = TranslationForm(), _translatable(ref)

    def save() -> None:
        comment_translations.translate_comment(
            current_actor(), ref, Locale(locale), form.text("body"), request_time()
        )

    refusal = _refused(form, save)
    if refusal is not None or form.errors:
        return _translation_page(panel, locale, form, refusal)
    flash(_("The translation is saved."), "done")
    return see_other(url_for("comments.answer", ref=ref))


def _refused(form: WordsForm, save: Callable[[], None]) -> DomainError | None:
    """Save what a form holds; return the refusal that belongs to no field."""
    if not form.words_are_fine():
        return None
    try:
        save()
    except REFUSALS as refusal:
        return refusal
    return None


def _own(ref: str) -> AnswerPanel:
    """Return the viewer's own comment; everyone else is asked to come back as its author."""
    actor = current_actor()
    panel = comment_pages.answer_panel(ref, actor, request_time())
    if panel.is_own:
        return panel
    raise SignInNeeded if actor.participant_ref is None else NotYours


def _translatable(ref: str) -> AnswerPanel:
    panel = comment_pages.answer_panel(ref, current_actor(), request_time())
    if not panel.may_translate:
        raise NotPermitted
    return panel


def _correct_page(
    panel: AnswerPanel, form: CorrectionForm, refusal: DomainError | None = None
) -> Response:
    return _box_page("comments/correct.html", panel, form, refusal, locale="")


def _translation_page(
    panel: AnswerPanel, locale: str, form: TranslationForm, refusal: DomainError | None = None
) -> Response:
    return _box_page("comments/translate.html", panel, form, refusal, locale=locale)


def _box_page(
    template: str, panel: AnswerPanel, form: WordsForm, refusal: DomainError | None, *, locale: str
) -> Response:
    body = render_template(
        template,
        panel=panel,
        form=form,
        locale=Locale(locale) if locale else None,
        problems=[(None, explain(refusal))] if refusal else [],
        page_errors=bool(refusal or form.errors),
    )
    return make_response(body, refusal.status if refusal else form.status)

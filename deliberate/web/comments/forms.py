"""The shapes of what people write about clauses and about comments."""

from __future__ import annotations

import secrets
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import Optional

from deliberate.domain.comments import Stance, ensure_comment
from deliberate.domain.errors import DomainError
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.participants import PSEUDONYM_LENGTH, suggest_pseudonym
from deliberate.services.comments import NewComment
from deliberate.web.shared.forms import Expected, Form, at_most
from deliberate.web.shared.labels import choices
from deliberate.web.shared.locale import current_locale

KEY_BYTES = 16
USUAL, ONCE = "usual", "once"
NAMES = [
    SelectChoice(USUAL, _("My usual name here")),
    SelectChoice(ONCE, _("A one-time name for this comment alone")),
]


class WordsForm(Form):
    """A box for a comment's words."""

    body = TextAreaField(_("What happened to you? What should change?"), [Expected()])

    def words_are_fine(self) -> bool:
        """Whether the form and the words can be sent as they are; says at the box what is wrong."""
        fine = self.validate_on_submit()
        try:
            ensure_comment(self.text("body"))
        except DomainError as error:
            self.refuse(self.body, error)
            return False
        return bool(fine)


class CommentForm(WordsForm):
    """A comment or a reply, with the words of the clause that it is about."""

    round = HiddenField()
    wording = HiddenField()
    parent = HiddenField()
    key = HiddenField()
    anew = HiddenField()
    """Set by the button of someone whose session has ended and who goes on as a new guest."""
    stance = RadioField(_("What is it?"), [Optional()], choices=choices(Stance))
    language = SelectField(_("Language in which you write"), choices=choices(LOCALES))
    naming = RadioField(_("Under which name?"), [Optional()], choices=NAMES, default=USUAL)
    one_time_name = StringField(
        _("Your one-time name"),
        [at_most(PSEUDONYM_LENGTH)],
        description=_("Leave this empty and we make one up. It leads to nothing else of yours."),
        render_kw={"autocomplete": "off"},
    )

    def prepare(self, round_ref: str, wording_ref: str, parent: str) -> None:
        """Fill in what a fresh form carries along."""
        self.round.data, self.wording.data, self.parent.data = round_ref, wording_ref, parent
        self.key.data = secrets.token_urlsafe(KEY_BYTES)
        self.language.data = current_locale()

    @property
    def is_one_time(self) -> bool:
        """Whether the author wants to be shown under a one-time name."""
        return self.text("naming") == ONCE

    def name_once(self) -> None:
        """Make up a one-time name where one is wanted and none was given."""
        if self.is_one_time and not self.text("one_time_name").strip():
            self.one_time_name.data = suggest_pseudonym(self.chosen_language)

    @property
    def chosen_stance(self) -> Stance | None:
        """What the author says that it is, None where they leave it open."""
        stance = self.text("stance")
        return Stance(stance) if stance in set(Stance) else None

    @property
    def chosen_language(self) -> Locale:
        """The language in which the author writes."""
        language = self.text("language")
        return Locale(language if language in set(LOCALES) else current_locale())

    def comment(self, clause_ref: str) -> NewComment:
        """Return what this form says about a clause."""
        return NewComment(
            round_ref=self.text("round"),
            clause_ref=clause_ref,
            wording_ref=self.text("wording"),
            body=self.text("body"),
            locale=self.chosen_language,
            form_key=self.text("key") or secrets.token_urlsafe(KEY_BYTES),
            stance=self.chosen_stance,
            one_time_name=self.text("one_time_name") if self.is_one_time else "",
            parent_ref=self.text("parent") or None,
        )

    def carried(self) -> list[tuple[str, Any]]:
        """Return what the page of checking answers sends on, by field."""
        left_out = {"csrf_token", "anew"}
        return [(each.name, each.data or "") for each in self if each.name not in left_out]


class AnswerForm(Form):
    """Agree, disagree or pass: three buttons of one form."""

    choice = HiddenField()
    seen = HiddenField()
    anew = HiddenField()


class LanguageForm(Form):
    """For which language someone asks."""

    locale = HiddenField()


class TranslationForm(WordsForm):
    """A comment in another language."""

    body = TextAreaField(_("The translation"), [Expected()])
    locale = HiddenField()


class CorrectionForm(WordsForm):
    """One's own comment in new words."""

    body = TextAreaField(_("Your comment"), [Expected()])


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

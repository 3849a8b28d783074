"""The shapes of what officials write while they close a round."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from deliberate.domain.dispositions import (
    REASON_LENGTH,
    OfficialWordsMissing,
    OfficialWordsTooLong,
    Outcome,
    ensure_official_words,
)
from deliberate.domain.errors import DomainError
from deliberate.domain.localized import LOCALES
from deliberate.web.shared.forms import Expected, Form, TextsForm, at_most, needed, number
from deliberate.web.shared.labels import choices

MOST_HEADING = 300
MOST_NUMBER = 60


class OfficialForm(TextsForm):
    """Public words in both languages."""

    seen = HiddenField()

    def words_are_fine(self, name: str) -> bool:
        """Whether the words stand in both languages; says at the boxes what is wrong."""
        fine = self.validate_on_submit()
        try:
            ensure_official_words(self.texts(name))
        except (OfficialWordsMissing, OfficialWordsTooLong) as error:
            self._refuse_at(name, error)
            return False
        return bool(fine)

    def _refuse_at(self, name: str, error: DomainError) -> None:
        """Show a refusal at each box that it is about."""
        for locale in LOCALES:
            words = self.text(f"{name}_{locale}").strip()
            missing = isinstance(error, OfficialWordsMissing)
            if (missing and not words) or (not missing and len(words) > REASON_LENGTH):
                self.refuse(self[f"{name}_{locale}"], error)

    @property
    def revision(self) -> int:
        """The revision that the official had before them."""
        return number(self.text("seen"))


class DispositionForm(OfficialForm):
    """What became of an amendment, and why."""

    outcome = RadioField(
        _("What becomes of it?"),
        [needed(_("Choose what becomes of it."))],
        choices=choices(Outcome),
    )
    reason_ko = TextAreaField(_("Public reason in Korean"), [Expected()])
    reason_en = TextAreaField(_("Public reason in English"), [Expected()])


class AnswerForm(OfficialForm):
    """One answer to comments."""

    answer_ko = TextAreaField(_("Answer in Korean"), [Expected()])
    answer_en = TextAreaField(_("Answer in English"), [Expected()])


class NextTextForm(TextsForm):
    """The next text of a clause, and on what it was written."""

    body_ko = TextAreaField(_("The text in Korean"))
    body_en = TextAreaField(_("The text in English"))
    heading_ko = StringField(_("Heading in Korean"), [at_most(MOST_HEADING)])
    heading_en = StringField(_("Heading in English"), [at_most(MOST_HEADING)])
    number_ko = StringField(_("Number in Korean"), [at_most(MOST_NUMBER)])
    number_en = StringField(_("Number in English"), [at_most(MOST_NUMBER)])
    seen_ko = HiddenField()
    seen_en = HiddenField()
    ground_ko = HiddenField()
    ground_en = HiddenField()

    def seen(self, locale: str) -> int:
        """The saved revision that the official had before them."""
        return number(self.text(f"seen_{locale}"))


class ParityForm(Form):
    """That the languages say the same."""

    digest = HiddenField()


class JustificationForm(TextsForm):
    """Why a round closes without a group that it should have heard."""

    reason_ko = TextAreaField(_("Public reason in Korean"), [at_most(REASON_LENGTH)])
    reason_en = TextAreaField(_("Public reason in English"), [at_most(REASON_LENGTH)])


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

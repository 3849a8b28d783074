"""The shapes of what officials type about frameworks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, RadioField, SelectField, StringField, TextAreaField

from deliberate.domain.frameworks import SLUG_LENGTH, FrameworkKind
from deliberate.domain.groups import GROUP_NAME_LENGTH, GroupKind
from deliberate.domain.localized import LOCALES
from deliberate.domain.text import normalise
from deliberate.web.shared.forms import Form, TextsForm, at_most, needed
from deliberate.web.shared.labels import choices

DESCRIPTION_LENGTH = 2_000
SUMMARY_LENGTH = 2_000


class ImportForm(Form):
    """One text file for each language."""

    slug = StringField(
        _("The framework's address on this site"),
        [needed(_("Write an address, such as hanbit-ai.")), at_most(SLUG_LENGTH)],
        description=_("Small letters, digits and dashes. It never changes."),
        render_kw={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"},
    )
    kind = SelectField(
        _("What the document calls itself"),
        choices=choices(FrameworkKind),
    )
    file_ko = FileField(
        _("The Korean text"), description=_("A text or Markdown file (UTF-8 or CP949), up to 2 MB.")
    )
    file_en = FileField(
        _("The English text"),
        description=_("A text or Markdown file (UTF-8 or CP949), up to 2 MB."),
    )

    def files(self) -> dict[str, bytes]:
        """Return the bytes of each file that was chosen, by language."""
        found = {locale.value: self[f"file_{locale}"].data for locale in LOCALES}
        return {locale: upload.read() for locale, upload in found.items() if upload}


class DescriptionForm(Form):
    """What the document is, in two sentences."""

    ko = TextAreaField(_("Description in Korean"), [at_most(DESCRIPTION_LENGTH)])
    en = TextAreaField(_("Description in English"), [at_most(DESCRIPTION_LENGTH)])


class SummaryForm(Form):
    """What a clause means, in plain words."""

    ko = TextAreaField(_("Plain summary in Korean"), [at_most(SUMMARY_LENGTH)])
    en = TextAreaField(_("Plain summary in English"), [at_most(SUMMARY_LENGTH)])


class GroupForm(TextsForm):
    """A stakeholder group: its names, its marks, and what it is told of as where it is small."""

    name_ko = StringField(_("Name in Korean"), [at_most(GROUP_NAME_LENGTH)])
    name_en = StringField(_("Name in English"), [at_most(GROUP_NAME_LENGTH)])
    kind = RadioField(_("What does belonging to it mean?"), choices=choices(GroupKind))
    is_under_represented = BooleanField(
        _("Its voice is seldom heard"),
        description=_("Each round fixes a target for it before it is announced."),
    )
    is_sensitive = BooleanField(
        _("Belonging to it is sensitive"),
        description=_(
            "People agree to it with a box of its own, and twice as many must take part before"
            " anything is told."
        ),
    )
    broader_ko = StringField(_("Broader group in Korean"), [at_most(GROUP_NAME_LENGTH)])
    broader_en = StringField(_("Broader group in English"), [at_most(GROUP_NAME_LENGTH)])

    def written(self, name: str) -> dict[str, str]:
        """Return what was typed as a name by language, without the blank ones."""
        typed = {locale: " ".join(text.split()) for locale, text in self.texts(name).items()}
        return {locale: normalise(text) for locale, text in typed.items() if text}

    def refused(self) -> Field:
        """Return the field that a refusal is about: the first name that is missing, or the name."""
        fields: list[Field] = [self.name_ko, self.name_en]
        if self.written("broader"):
            fields += [self.broader_ko, self.broader_en]
        return next((field for field in fields if not str(field.data or "").strip()), self.name_ko)


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

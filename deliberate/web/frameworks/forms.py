"""The shapes of what officials type about frameworks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import SelectField, StringField, TextAreaField

from deliberate.domain.frameworks import SLUG_LENGTH, FrameworkKind
from deliberate.domain.localized import LOCALES
from deliberate.web.shared.forms import Form, at_most, needed
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


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

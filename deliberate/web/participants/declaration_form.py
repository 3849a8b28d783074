"""The shape of what people say about themselves."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, lazy_gettext
from wtforms import HiddenField, SelectMultipleField

from deliberate.domain.localized import pick
from deliberate.persistence.groups import ListedGroup
from deliberate.web.shared.forms import Form
from deliberate.web.shared.locale import current_locale


class DeclarationForm(Form):
    """To which groups someone belongs; nothing is ticked before they tick it."""

    groups = SelectMultipleField(lazy_gettext("Which of these are you?"))
    sensitive = SelectMultipleField(lazy_gettext("Sensitive: only if you agree, box by box"))
    step = HiddenField()

    def over(self, groups: Sequence[ListedGroup]) -> DeclarationForm:
        """Ask about the groups of one framework."""
        self.groups.choices = [_choice(each) for each in groups if not each.group.is_sensitive]
        self.sensitive.choices = [_consent(each) for each in groups if each.group.is_sensitive]
        return self

    @property
    def wants_more(self) -> bool:
        """Whether someone of 14 or older asked for the sensitive questions."""
        return self.text("step") == "more"

    @property
    def chosen(self) -> list[str]:
        """Return the refs of all groups that were ticked."""
        return [*(self.groups.data or ()), *(self.sensitive.data or ())]


def _choice(listed: ListedGroup) -> tuple[str, str]:
    return listed.ref, pick(listed.group.names, current_locale())[1]


def _consent(listed: ListedGroup) -> tuple[str, str]:
    """Say beside each sensitive box what ticking it agrees to; `CONSENT_VERSION` counts this."""
    name = pick(listed.group.names, current_locale())[1]
    words = gettext(
        "%(name)s. I agree that this is kept, encrypted, and used only to count how many of us took"
        " part and what we think.",
        name=name,
    )
    return listed.ref, words

"""The shapes of what people send about a clause."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField

from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.votes import ClauseChoice
from deliberate.services.votes import Ballot
from deliberate.web.shared.forms import Form, needed
from deliberate.web.shared.labels import choices
from deliberate.web.shared.locale import current_locale


class BallotForm(Form):
    """Which words of which round the person has in front of them, and in which language."""

    round = HiddenField()
    wording = HiddenField()
    seen = HiddenField()
    anew = HiddenField()
    """Set by the button of someone whose session has ended and who goes on as a new guest."""

    def language(self) -> Locale:
        """Return the language in which the words were read, the page's where nothing is said."""
        seen = self.text("seen")
        return Locale(seen if seen in set(LOCALES) else current_locale())

    def ballot(self, clause_ref: str) -> Ballot:
        """Return what this is a vote on."""
        return Ballot(self.text("round"), clause_ref, self.text("wording"), self.language())


class VoteForm(BallotForm):
    """A position on a clause."""

    choice = RadioField(
        _("What do you think of this clause?"),
        [needed(_("Choose one of the four answers."))],
        choices=choices(ClauseChoice),
    )


class UnclearForm(BallotForm):
    """The button that says that a clause is unclear, or that it is clear after all."""

    off = HiddenField()

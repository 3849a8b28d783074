"""The shapes of what officials type about rounds."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import DataRequired

from deliberate.domain.frameworks import Changeability
from deliberate.domain.participants import Assurance
from deliberate.domain.round_setup import DESCRIPTION_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from deliberate.domain.rounds import Activity, Phase, ResultsVisibility, asked_for
from deliberate.domain.schedule_changes import REASON_LENGTH
from deliberate.web.rounds.moments import MomentField
from deliberate.web.shared.forms import Form, TextsForm, at_most, needed
from deliberate.web.shared.labels import choices

CLOSED = ""
WHO_MAY = (
    SelectChoice(CLOSED, pgettext("activity", "not open in this phase")),
    SelectChoice(Assurance.GUEST.value, pgettext("activity", "open to everyone, guests too")),
    SelectChoice(
        Assurance.KNOWN.value, pgettext("activity", "open to people with a confirmed contact")
    ),
    SelectChoice(
        Assurance.ENROLLED.value, pgettext("activity", "open to people on a roll of residents")
    ),
)


class WordsForm(TextsForm):
    """What the round is called and what it is about."""

    title_ko = StringField(_("Title in Korean"), [at_most(TITLE_LENGTH)])
    title_en = StringField(_("Title in English"), [at_most(TITLE_LENGTH)])
    description_ko = TextAreaField(_("What it is about, in Korean"), [at_most(DESCRIPTION_LENGTH)])
    description_en = TextAreaField(_("What it is about, in English"), [at_most(DESCRIPTION_LENGTH)])


class VisibilityForm(Form):
    """When results are seen, and whether comments are looked at first."""

    results = RadioField(
        _("When can people see how others voted?"), choices=choices(ResultsVisibility)
    )
    premoderated = BooleanField(_("A moderator reads each comment and amendment before it appears"))


def _who_may(activity: Activity) -> SelectField:
    """Return the choice of those who may do something, as far as it can be done by them."""
    possible = [
        choice
        for choice in WHO_MAY
        if choice.value == CLOSED or asked_for(activity, Assurance(choice.value)) == choice.value
    ]
    return SelectField(choices=possible, default=CLOSED)


class PhaseForm(Form):
    """One phase: when, and what is open to whom."""

    opens_at = MomentField(_("It begins"), [needed(_("Write when the phase begins."))])
    closes_at = MomentField(_("It ends"), [needed(_("Write when the phase ends."))])
    comment = _who_may(Activity.COMMENT)
    amend = _who_may(Activity.AMEND)
    cosign = _who_may(Activity.COSIGN)
    vote_on_clauses = _who_may(Activity.VOTE_ON_CLAUSES)
    vote_on_amendments = _who_may(Activity.VOTE_ON_AMENDMENTS)

    def phase(self) -> Phase:
        """Return what was typed, after the form was found valid."""
        chosen = {activity: self.text(activity.name.lower()) for activity in Activity}
        return Phase(
            self.opens_at.moment,
            self.closes_at.moment,
            {activity: Assurance(level) for activity, level in chosen.items() if level},
        )

    @staticmethod
    def facts_of(phase: Phase) -> Mapping[str, object]:
        """Return what the fields show for a phase."""
        open_to = {each.name.lower(): level.value for each, level in phase.activities.items()}
        return {"opens_at": phase.opens_at, "closes_at": phase.closes_at, **open_to}


class ChangeabilityForm(TextsForm):
    """What can change in a clause."""

    changeability = RadioField(_("What can change in this clause?"), choices=choices(Changeability))
    note_ko = TextAreaField(_("What is fixed and by what, in Korean"), [at_most(NOTE_LENGTH)])
    note_en = TextAreaField(_("What is fixed and by what, in English"), [at_most(NOTE_LENGTH)])


class AnnounceForm(Form):
    """Make the round public."""

    at_once = BooleanField(_("Open the first phase at once"))


class ReasonForm(TextsForm):
    """Why announced times change."""

    reason_ko = TextAreaField(
        _("Public reason in Korean"),
        [DataRequired(_("Write the reason in Korean.")), at_most(REASON_LENGTH)],
    )
    reason_en = TextAreaField(
        _("Public reason in English"),
        [DataRequired(_("Write the reason in English.")), at_most(REASON_LENGTH)],
    )


class NewEndForm(ReasonForm):
    """When the round shall end instead, and why."""

    closes_at = MomentField(_("New end"), [needed(_("Write when the round shall end."))])


class CancelForm(ReasonForm):
    """Why the round is cancelled, and what happens to what was given."""

    given_ko = TextAreaField(
        _("What happens to what people gave, in Korean"),
        [
            DataRequired(_("Write in Korean what happens to what people gave.")),
            at_most(REASON_LENGTH),
        ],
    )
    given_en = TextAreaField(
        _("What happens to what people gave, in English"),
        [
            DataRequired(_("Write in English what happens to what people gave.")),
            at_most(REASON_LENGTH),
        ],
    )


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

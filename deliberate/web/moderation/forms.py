"""The shapes of reports, decisions and appeals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import Optional

from deliberate.domain.localized import LOCALES, other_locales
from deliberate.domain.moderation import (
    AppealResult,
    ConductRule,
    ModerationDecision,
    PassageNotFound,
    PassageNotUnique,
    Seen,
    WordsMissing,
    WordsTooLong,
)
from deliberate.services.moderation import Ruling
from deliberate.web.shared.forms import Expected, Form, needed
from deliberate.web.shared.labels import choices
from deliberate.web.shared.locale import current_locale

MOST_DIGITS = 9
"""More decisions there are not; a longer number is no form of ours."""
DECISIONS = {
    ModerationDecision.KEEP: pgettext("what a moderator does", "Keep it: it breaks no rule"),
    ModerationDecision.HIDE: pgettext("what a moderator does", "Hide all of it"),
    ModerationDecision.REDACT: pgettext("what a moderator does", "Make a passage unreadable"),
    ModerationDecision.RESTORE: pgettext("what a moderator does", "Let everything be read again"),
}
RESULTS = [
    SelectChoice(
        AppealResult.UPHELD.value,
        pgettext("what a moderator does", "The decision was right: it stays as it is"),
    ),
    SelectChoice(
        AppealResult.OVERTURNED.value,
        pgettext("what a moderator does", "The decision was wrong: the words can be read again"),
    ),
]
RULE_NEEDED = _("Choose the rule that it breaks.")
AT_PASSAGE = (PassageNotFound, PassageNotUnique)


class RuleForm(Form):
    """The first step of a report: which rule."""

    class Meta:
        """It is sent by GET and writes nothing, so it needs no token."""

        csrf = False

        def wrap_formdata(self, _form: RuleForm, formdata: Any) -> Any:
            """Return what stands in the address, which other forms never read."""
            return formdata

    rule = RadioField(
        _("Which rule does it break?"), [needed(RULE_NEEDED)], choices=choices(ConductRule)
    )


class ReportForm(Form):
    """The second step: words, if one likes."""

    rule = HiddenField()
    words = TextAreaField(_("Do you want to explain it?"))

    def chosen_rule(self) -> ConductRule | None:
        """Return the rule from the first step, None for one that there is not."""
        rule = self.text("rule")
        return ConductRule(rule) if rule in set(ConductRule) else None


class ReasonsForm(Form):
    """Reasons for the author, in the moderator's language and, if they can, in the other."""

    facts = TextAreaField(_("Your reasons, for the author to read"), [Expected()])
    other = TextAreaField(_("The same in the other language"))

    def said(self) -> dict[str, str]:
        """Return the reasons by language."""
        here = current_locale()
        texts = {here: self.text("facts"), other_locales(here)[0]: self.text("other")}
        return {str(locale): text for locale, text in texts.items()}

    def refuse_words(self, error: WordsMissing | WordsTooLong) -> None:
        """Show a refusal at the box that it is about."""
        only_other = isinstance(error, WordsTooLong) and len(self.text("facts")) <= error.most
        self.refuse(self.other if only_other else self.facts, error)


class DecisionForm(ReasonsForm):
    """What a moderator decides about a contribution, and what they had in front of them."""

    decision = RadioField(_("What do you decide?"), [needed(_("Choose a decision."))])
    passage = StringField(_("The passage, word for word"), render_kw={"autocomplete": "off"})
    which = IntegerField(
        _("Which of them, counted from the beginning?"),
        [Optional()],
        render_kw={"inputmode": "numeric"},
    )
    rule = SelectField(
        _("The rule that it is about"), [needed(RULE_NEEDED)], choices=choices(ConductRule)
    )
    automated = BooleanField(_("Software has pointed to it"))
    decisions = HiddenField()
    words = HiddenField()
    newest_report = HiddenField()

    def offer(self, possible: Iterable[ModerationDecision]) -> None:
        """Let these decisions be chosen."""
        self.decision.choices = [SelectChoice(each.value, DECISIONS[each]) for each in possible]

    def carry(self, seen: Seen) -> None:
        """Remember what the moderator has in front of them now."""
        self.decisions.data = str(seen.decisions)
        self.words.data, self.newest_report.data = seen.words, seen.newest_report

    def seen(self) -> Seen:
        """Return what the moderator had in front of them."""
        number = self.text("decisions")
        decisions = int(number) if number.isdecimal() and len(number) <= MOST_DIGITS else -1
        return Seen(decisions, self.text("words"), self.text("newest_report"))

    def ruling(self) -> Ruling:
        """Return what was decided. What is kept without a word is kept with the usual reason."""
        decision, facts = ModerationDecision(self.text("decision")), self.said()
        if decision is ModerationDecision.KEEP and not any(map(str.strip, facts.values())):
            facts = usual_reason()
        which: int | None = self.which.data
        return Ruling(
            decision=decision,
            rule=ConductRule(self.text("rule")),
            facts=facts,
            automated=bool(self.automated.data),
            passage=self.text("passage"),
            which=which,
        )


class ResultForm(ReasonsForm):
    """What a different moderator finds about an appeal."""

    result = RadioField(
        _("What do you find?"), [needed(_("Choose what you find."))], choices=RESULTS
    )
    facts = TextAreaField(_("Your reasons, for the author to read"), [Expected()])


class AppealForm(Form):
    """Why an author thinks that a decision was wrong."""

    words = TextAreaField(_("Why should it be decided differently?"), [Expected()])


def usual_reason() -> dict[str, Any]:
    """Return, in every language, the reason for keeping what nothing speaks against."""
    reasons = {}
    for locale in LOCALES:
        with force_locale(locale):
            reasons[locale.value] = gettext(
                "A moderator has read it in its context. It does not break this rule."
            )
    return reasons

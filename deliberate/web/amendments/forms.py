"""The shapes of what people write and decide about amendments."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField

from deliberate.domain.amendments import (
    HEADING_LENGTH,
    REASON_LENGTH,
    TEXT_LENGTH,
    AmendmentKind,
    AmendmentTooLong,
    Proposal,
    ensure_fits,
)
from deliberate.domain.localized import LOCALES, Locale
from deliberate.domain.votes import AmendmentChoice
from deliberate.persistence.queries.amendment_rows import AmendmentText
from deliberate.web.shared.forms import Expected, Form, needed, number
from deliberate.web.shared.labels import choices
from deliberate.web.shared.locale import current_locale
from deliberate.web.shared.parallel import languages_in_order

KEY_BYTES = 16
LENGTHS = {
    "heading": HEADING_LENGTH,
    "body": TEXT_LENGTH,
    "reason": REASON_LENGTH,
    "impact": REASON_LENGTH,
}
KINDS_OFFERED = (AmendmentKind.CHANGE, AmendmentKind.REMOVE, AmendmentKind.NEW_CLAUSE)
Texts = Mapping[str, AmendmentText]


class LanguagesForm(Form):
    """Boxes that there are once for each language, named `<part>_<language>`."""

    def boxes(self, part: str, locales: list[str]) -> list[tuple[str, Field]]:
        """Return (language, field) for the languages that a page asks for."""
        return [(code, self[f"{part}_{code}"]) for code in locales]

    def fits(self) -> bool:
        """Whether nothing is too long; says at each box what is."""
        for name, field in self._fields.items():
            most = LENGTHS.get(name.partition("_")[0])
            try:
                if most is not None:
                    ensure_fits(self.text(name), most)
            except AmendmentTooLong as error:
                self.refuse(field, error)
        return not self.errors

    def said(self, part: str, code: str) -> str:
        """Return what is in a box; empty where the page had no such box."""
        name = f"{part}_{code}"
        return self.text(name) if name in self else ""

    def fill(self, texts: Texts) -> None:
        """Put what stands already into the boxes."""
        for code, text in texts.items():
            for part in LENGTHS:
                name = f"{part}_{code}"
                if name in self:
                    self[name].data = getattr(text, part)


class TextForm(LanguagesForm):
    """The words of an amendment."""

    round = HiddenField()
    base = HiddenField()
    kind = HiddenField()
    key = HiddenField()
    seen = HiddenField()
    as_removal = HiddenField()
    """Set by the button of someone who has taken every word away and means it."""
    heading_ko = StringField(_("Heading in Korean"), [Expected()])
    heading_en = StringField(_("Heading in English"), [Expected()])
    body_ko = TextAreaField(_("Text in Korean"), [Expected()])
    body_en = TextAreaField(_("Text in English"), [Expected()])

    @property
    def chosen_kind(self) -> AmendmentKind:
        """What the amendment does to the text."""
        if self.text("as_removal"):
            return AmendmentKind.REMOVE
        kind = self.text("kind")
        return AmendmentKind(kind) if kind in KINDS_OFFERED else AmendmentKind.CHANGE

    @property
    def revision(self) -> int:
        """The number of the revision that was on the page, 0 for none."""
        return number(self.text("seen"))

    def new_key(self) -> None:
        """Give a fresh form the key that makes one draft of it."""
        self.key.data = secrets.token_urlsafe(KEY_BYTES)

    def start_with(self, kind: AmendmentKind, bodies: Mapping[str, str]) -> None:
        """Put the words that stand there into the boxes; a new clause starts with none."""
        for code in LOCALES:
            self[f"body_{code}"].data = (
                "" if kind is AmendmentKind.NEW_CLAUSE else bodies.get(code, "")
            )

    def proposals(self, told: Texts) -> dict[str, Proposal]:
        """Return the words that were sent, with the reasons that were told already."""
        return {
            code: replace(
                _told(told, code), heading=self.said("heading", code), body=self.said("body", code)
            )
            for code in LOCALES
            if self[f"body_{code}"].raw_data or self.chosen_kind is AmendmentKind.REMOVE
        }


def _told(told: Texts, code: str) -> Proposal:
    text = told.get(code)
    return Proposal("", "", text.reason, text.impact) if text else Proposal()


class ReasonForm(LanguagesForm):
    """Why, and who is affected."""

    seen = HiddenField()
    reason_ko = TextAreaField(_("Why do you propose this? (Korean)"), [Expected()])
    reason_en = TextAreaField(_("Why do you propose this? (English)"), [Expected()])
    impact_ko = TextAreaField(_("Who is affected, and how? (Korean)"), [Expected()])
    impact_en = TextAreaField(_("Who is affected, and how? (English)"), [Expected()])

    @property
    def revision(self) -> int:
        """The number of the revision that was on the page, 0 for none."""
        return number(self.text("seen"))

    def in_order(self, texts: Texts) -> list[str]:
        """Return the languages that an amendment touches, the page's own first."""
        return [code for code in languages_in_order() if code in texts]

    def reasons(self, locales: list[str]) -> dict[str, Proposal]:
        """Return what was told, by language, without words for the text."""
        return {
            code: Proposal("", "", self.said("reason", code), self.said("impact", code))
            for code in locales
        }


class RevisionForm(TextForm, ReasonForm):
    """An amendment that was handed in, whole: its words, why, who is affected."""

    def whole(self) -> dict[str, Proposal]:
        """Return everything that was sent, by language."""
        return {
            code: self.proposal_in(code)
            for code in LOCALES
            if self[f"body_{code}"].raw_data or self.chosen_kind is AmendmentKind.REMOVE
        }

    def proposal_in(self, code: str) -> Proposal:
        """Return what was sent in one language."""
        return Proposal(*(self.said(part, code) for part in LENGTHS))


class SubmitForm(Form):
    """Hand in what is on the page, for oneself or for an organisation."""

    seen = HiddenField()
    speaks_for = HiddenField()


class BallotForm(Form):
    """A position on the revision that is on the page."""

    seen = HiddenField()
    language = HiddenField()
    anew = HiddenField()
    """Set by the button of someone whose session has ended and who goes on as a new guest."""
    choice = RadioField(
        _("What do you think of this amendment?"),
        [needed(_("Choose one of the three answers."))],
        choices=choices(AmendmentChoice),
    )

    @property
    def read_in(self) -> Locale:
        """The language in which it was read, the page's where nothing is said."""
        said = self.text("language")
        return Locale(said if said in set(LOCALES) else current_locale())


class SignForm(Form):
    """Stand behind the revision on the page, or step back (`off`)."""

    seen = HiddenField()
    speaks_for = HiddenField()
    off = HiddenField()


class ButtonForm(Form):
    """A button: nothing to fill in, only the token."""

"""Every component in every state on one page, for those who build and check the pages.

The samples are literal Korean and English on purpose: they are specimens, not messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import abort, current_app, render_template
from markupsafe import Markup
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import InputRequired

from deliberate.domain.localized import LOCALES, other_locales
from deliberate.domain.votes import ClauseChoice
from deliberate.web.shared.access import public
from deliberate.web.shared.locale import current_locale
from deliberate.web.site.specimens import (
    CLAUSE,
    CLAUSES,
    FORM_WORDS,
    REDLINES,
    TITLES,
    VOTE_HINTS,
)


class SampleForms(NamedTuple):
    """The same form as it comes, and as it comes back."""

    fresh: Form
    wrong: Form


@public
def design() -> str:
    """Show every component; in demo mode only, since it is no page of the site."""
    if not current_app.extensions["settings"].demo:
        abort(404)
    locale = current_locale()
    order = (locale, *other_locales(locale)) if locale in LOCALES else LOCALES
    return render_template(
        "site/design.html",
        titles=[(code, TITLES[code]) for code in order],
        clauses=[_ordered(each, order) for each in CLAUSES],
        long_clause=_ordered(CLAUSE, order),
        redlines_sample=[{"lang": code, "segments": REDLINES[code]} for code in order],
        samples=_sample_forms(FORM_WORDS[locale]),
        vote_hints=VOTE_HINTS[locale],
        order=order,
    )


def _ordered(
    texts: Mapping[str, Mapping[str, str]], order: Sequence[str]
) -> list[dict[str, str | Markup]]:
    return [{"lang": code, **texts[code]} for code in order if code in texts]


def _sample_forms(words: Mapping[str, Any]) -> SampleForms:
    form_class = _form_class(words)
    wrong = form_class(prefix="wrong-", data=words["kept"])
    for name, problem in words["problems"].items():
        wrong[name].errors = [problem]
    return SampleForms(form_class(), wrong)


def _choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    return [SelectChoice(value, text) for value, text in pairs]


def _form_class(words: Mapping[str, Any]) -> type[Form]:
    class SampleForm(Form):
        """One field of each kind."""

        name = StringField(words["name"], [InputRequired()], description=words["name_hint"])
        address = EmailField(words["address"])
        story = TextAreaField(words["story"], [InputRequired()], description=words["story_hint"])
        paper = FileField(words["paper"], description=words["paper_hint"])
        role = SelectField(words["role"], [InputRequired()], choices=_choices(words["roles"]))
        channel = RadioField(words["channel"], choices=_choices(words["channels"]))
        groups = SelectMultipleField(words["groups"], choices=_choices(words["group_choices"]))
        agreed = BooleanField(words["agreed"])
        vote = RadioField(
            words["vote"], choices=_choices(zip(ClauseChoice, words["votes"], strict=True))
        )

    return SampleForm

"""Errors and enum members in words, in the language of the page: the one place for both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_babel import format_date, format_datetime
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older

from deliberate.config import Settings
from deliberate.domain.errors import DomainError
from deliberate.domain.localized import Locale, pick
from deliberate.web.shared import locale
from deliberate.web.shared.words import EXPLANATIONS, LABELS


def label(member: StrEnum) -> str:
    """Return an enum member in words."""
    return str(LABELS[type(member)][member])


def explain(error: DomainError) -> str:
    """Return what happened and what to do next, for the person it happened to."""
    for kind in type(error).__mro__:
        if kind in EXPLANATIONS:
            return str(EXPLANATIONS[kind]) % _facts_in_words(error)
    raise KeyError(type(error))


def _facts_in_words(error: DomainError) -> dict[str, Any]:
    return {
        name: label(fact) if isinstance(fact, StrEnum) and type(fact) in LABELS else fact
        for name, fact in vars(error).items()
    }


def choices(members: Iterable[StrEnum]) -> list[Any]:
    """Return enum members as the choices of a form field, in the language of the page."""
    return [SelectChoice(member.value, LABELS[type(member)][member]) for member in members]


def day(moment: datetime) -> str:
    """Return a date as it is said in the page's language."""
    pattern = "y년 M월 d일" if locale.current_locale() == "ko" else "d MMMM y"
    return str(format_date(moment, pattern))


def moment(when: datetime) -> str:
    """Return a date and time with weekday and time zone."""
    korean = locale.current_locale() == "ko"
    pattern = "y년 M월 d일 EEEE HH:mm (zzzz)" if korean else "EEEE d MMMM y, HH:mm (zzzz)"
    return str(format_datetime(when, pattern))


def language(code: str) -> str:
    """Return a language of the site in words, from its code."""
    return label(Locale(code))


def register(app: Flask, _settings: Settings) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(label=label, language=language, day=day, moment=moment)
    app.jinja_env.globals.update(
        pick=lambda texts: pick(texts, locale.current_locale()),
        in_my_language=lambda texts: pick(texts, locale.current_locale())[1],
    )

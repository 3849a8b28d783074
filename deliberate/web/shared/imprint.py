"""Who runs the site and how to reach them, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from deliberate.config import Settings
from deliberate.web.shared.locale import current_locale


@dataclass(frozen=True)
class Imprint:
    """What every page says about the site; empty where the operator has set nothing."""

    name: str
    operator: str
    phone: str
    hours: str
    email: str
    demo: bool


def imprint(settings: Settings, locale: str) -> Imprint:
    """Return the imprint in one language."""
    korean = locale == "ko"
    return Imprint(
        name=settings.site_name_ko if korean else settings.site_name_en,
        operator=settings.operator_ko if korean else settings.operator_en,
        phone=settings.phone,
        hours=settings.hours_ko if korean else settings.hours_en,
        email=settings.contact_email,
        demo=settings.demo,
    )


def register(app: Flask, settings: Settings) -> None:
    """Give templates `site`."""
    app.context_processor(lambda: {"site": imprint(settings, current_locale())})

"""Days and times as officials type them: in the site's time zone, kept as moments in UTC."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from flask import current_app
from flask_babel import gettext as _
from wtforms import DateTimeLocalField

from deliberate.config import Settings
from deliberate.web.shared.locale import current_locale

FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]

YEARS = range(2000, 3000)
"""In which times make sense; at the ends of the calendar no other zone could show them."""


def site_zone() -> ZoneInfo:
    """Return the time zone in which the site says and reads times."""
    settings: Settings = current_app.extensions["settings"]
    return ZoneInfo(settings.time_zone)


def zone_name() -> str:
    """Return the site's time zone as it is called in the page's language."""
    return str(get_timezone_name(site_zone(), locale=current_locale()))


class MomentField(DateTimeLocalField):
    """A day and a time; `moment` is what was typed as an aware time in UTC."""

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, format=FORMATS, **options)

    def process_data(self, value: datetime | None) -> None:
        """Show a moment as the clocks at the site show it."""
        local = value.astimezone(site_zone()).replace(tzinfo=None) if value else None
        super().process_data(local)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; what cannot be read is refused in the page's language."""
        with suppress(ValueError):
            super().process_formdata(valuelist)
        if valuelist and (self.data is None or self.data.year not in YEARS):
            self.data = None
            raise ValueError(_("Write day and time like this: 2026-03-02 18:00."))

    @property
    def moment(self) -> datetime:
        """The typed time in UTC; only after the form was found valid."""
        typed = self.data
        if typed is None:
            raise LookupError(self.name)
        return typed.replace(tzinfo=site_zone()).astimezone(UTC)

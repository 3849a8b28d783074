"""The way of a round from announcement to outcome, in words and in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from deliberate.domain.localized import pick
from deliberate.domain.rounds import RUNNING, Activity, Phase, ScheduleChangeKind
from deliberate.persistence.queries.round_pages import ChangeView, RoundPage
from deliberate.web.shared.labels import label, moment
from deliberate.web.shared.locale import current_locale

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Station:
    """One thing that happened or will happen, as the macro `timeline` takes it."""

    at: datetime
    title: str
    text: str = ""
    coming: bool = False

    @property
    def when(self) -> str:
        """The day and time in words, with weekday and time zone."""
        return moment(self.at)


def timeline_of(page: RoundPage, now: datetime) -> list[Station]:
    """Return everything that happened and will happen, in order of time."""
    stations = [*_announced(page), *_phases(page, now), *_changes(page), *_end(page, now)]
    return sorted(stations, key=lambda station: station.at)


def _announced(page: RoundPage) -> Iterator[Station]:
    first, last = page.announced[0], page.announced[-1]
    yield Station(
        page.announced_at,
        _("Announced"),
        _(
            "Announced from %(start)s until %(end)s.",
            start=moment(first.opens_at),
            end=moment(last.closes_at),
        ),
    )


def _phases(page: RoundPage, now: datetime) -> Iterator[Station]:
    for number, phase in enumerate(page.phases, 1):
        if page.cancelled_at is not None and phase.opens_at >= page.cancelled_at:
            return
        title = _("It opens") if number == 1 else _("Phase %(number)d begins", number=number)
        yield Station(phase.opens_at, title, open_in(phase), coming=phase.opens_at > now)


def open_in(phase: Phase) -> str:
    """Return what is open in a phase, in words."""
    named = ", ".join(label(each) for each in Activity if each in phase.activities)
    return str(_("Open: %(activities)s.", activities=named))


def _changes(page: RoundPage) -> Iterator[Station]:
    for change in page.changes:
        if change.effective_at is not None:
            yield Station(change.effective_at, _what(change), why(change))


def _what(change: ChangeView) -> str:
    if change.kind is ScheduleChangeKind.CANCEL:
        return str(_("Cancelled"))
    if change.kind is ScheduleChangeKind.CLOSE_EARLY or change.closes_at is None:
        return str(_("Closed early"))
    words = {
        ScheduleChangeKind.EXTEND: _("Extended until %(end)s", end=moment(change.closes_at)),
        ScheduleChangeKind.SHORTEN: _("Shortened until %(end)s", end=moment(change.closes_at)),
    }
    return str(words[change.kind])


def why(change: ChangeView) -> str:
    """Return the public reason of a change, in the language of the page."""
    return pick(change.reasons, current_locale())[1]


def _end(page: RoundPage, now: datetime) -> Iterator[Station]:
    view = page.view
    if page.cancelled_at is not None:
        return
    yield Station(
        view.closes_at,
        _("It closes"),
        _("From this moment on nothing more is accepted."),
        coming=view.closes_at > now,
    )
    if view.snapshot_at is not None:
        yield Station(
            view.snapshot_at,
            _("Counted"),
            _("What stood at closing is fixed. Officials answer what was given."),
        )


@dataclass(frozen=True)
class Days:
    """The days of a round for the macro `day_ruler`."""

    total: int
    gone: int
    left: str


def days_of(page: RoundPage, now: datetime) -> Days | None:
    """Return how many days are over and how many are left, None where the round does not run."""
    view = page.view
    if view.state not in RUNNING:
        return None
    total = max(1, -(-(view.closes_at - view.opens_at) // DAY))
    gone = min(total - 1, (now - view.opens_at) // DAY)
    return Days(total, gone, time_left(view.closes_at, now))


def time_left(closes_at: datetime, now: datetime) -> str:
    """Return how long something still runs, in words: whole days, then whole hours."""
    left = closes_at - now
    if left >= DAY:
        return str(ngettext("%(num)d day left", "%(num)d days left", left // DAY))
    if left >= HOUR:
        return str(ngettext("%(num)d hour left", "%(num)d hours left", left // HOUR))
    return str(_("Less than an hour left"))

"""What someone said and the words that it became, as the home page tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deliberate.persistence.queries.amendment_rows import AmendmentView
from deliberate.persistence.queries.provenance import Sourced
from deliberate.persistence.queries.recent_changes import RecentChange
from deliberate.web.shared.parallel import languages_in_order
from deliberate.web.shared.sources import said_by


@dataclass(frozen=True)
class Tale:
    """A voice, and the line of a clause that it changed."""

    change: RecentChange
    author: str
    quote: str
    quote_lang: str
    line: Sequence[Sourced]
    lang: str


def tales_of(changes: Sequence[RecentChange]) -> list[Tale]:
    """Return a tale for each change of which somebody can be heard."""
    return [tale for each in changes if (tale := _tale(each))]


def _tale(change: RecentChange) -> Tale | None:
    for code in languages_in_order():
        stretches = change.sources.get(code, ())
        for place, each in enumerate(stretches):
            speaker = _speaker(each)
            if speaker is not None:
                quote_lang, quote = said_by(speaker)
                line = list(_line(stretches, place))
                return Tale(change, speaker.author, quote, quote_lang, line, code)
    return None


def _speaker(stretch: Sourced) -> AmendmentView | None:
    if not stretch.was_asked_for:
        return None
    return next((each for each in stretch.amendments if each.is_readable), None)


def _line(stretches: Sequence[Sourced], place: int) -> Iterator[Sourced]:
    """Yield the stretches of the line in which the words of one begin, cut to that line."""
    text = "".join(each.text for each in stretches)
    begins = sum(len(each.text) for each in stretches[:place])
    own = stretches[place].text
    first = begins + len(own) - len(own.lstrip())
    start = text.rfind("\n", 0, first) + 1
    end = text.find("\n", first) if "\n" in text[first:] else len(text)
    at = 0
    for each in stretches:
        cut = each.text[max(0, start - at) : max(0, end - at)]
        at += len(each.text)
        if cut:
            yield replace(each, text=cut)

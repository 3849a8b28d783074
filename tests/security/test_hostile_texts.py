"""Test 8 of the trust table: whatever people write is read as words, on every page.

A site is filled through the services so that each field of each form holds payloads, and then
read in Chromium. Of one field it is enough that it is seen: which payloads it holds depends on
its length. The fields that take long texts are shown with every payload.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from deliberate.web.shared.access import Access, declared_access
from tests.browser.pages import NOT_PAGES
from tests.security.hostile_fields import CHOICES, NEVER_SEEN, SEEN_AS
from tests.security.hostile_pages import LONG_FIELDS, MORE
from tests.security.hostile_site import MIGHTY, HostileSite
from tests.security.payloads import MARK, payloads
from tests.security.test_every_door import readable
from tests.security.visiting import MARKUP, Found, visitor
from tests.support.ports import HERE
from tests.web.shared.forms_sent import FIELDS

ENOUGH = 400
"""So many payloads does the table ask for."""
PAGES_READ = {"stranger": 50, MIGHTY: 110}
"""Fewer would mean that pages have gone from the walk."""


@pytest.fixture(scope="module")
def visits(browser: Browser, hostile: HostileSite) -> dict[str, Found]:
    """What comes of reading every page, by who reads it.

    The stranger has our content security policy. The mighty one, who sees nearly everything, goes
    without it, so that what only the policy would stop is noticed, too.
    """
    found = {who: Found(hostile.words.marks) for who in PAGES_READ}
    for who, lang, is_unguarded in (("stranger", "ko", False), (MIGHTY, "en", True)):
        origin, cookies = hostile.site.served.url, hostile.site.cookies(who)
        with visitor(browser, origin, found[who], cookies, bypass_csp=is_unguarded) as window:
            for path in _paths(hostile, who, lang):
                window.visit(path)
    return found


def _paths(hostile: HostileSite, who: str, lang: str) -> list[str]:
    """Return the addresses of all pages that someone may ask for."""
    app = hostile.site.app
    access, routes = declared_access(app), app.url_map.bind(HERE)
    read = readable(app, hostile.places)
    found = {url.removeprefix("/ko/") for endpoint, url in read if endpoint not in NOT_PAGES}
    found |= {path.format_map(hostile.more) for path in MORE}
    paths = [f"/{lang}/{each}" for each in sorted(found)]
    if who == MIGHTY:
        return paths
    asked = {path: routes.match(path.partition("?")[0])[0] for path in paths}
    return [path for path, name in asked.items() if access[name] is Access.PUBLIC]


def test_there_are_enough_payloads_and_each_can_be_told_from_the_others() -> None:
    assert len(set(payloads())) == len(payloads()) >= ENOUGH
    for number, text in enumerate(payloads()):
        assert str(number) in MARK.findall(text)


def test_most_payloads_would_be_noticed_if_a_page_took_them_for_markup(browser: Browser) -> None:
    """The others are templates, Markdown, and what some decoder would make markup of."""
    page = browser.new_page()
    probes = page.evaluate_handle(MARKUP)
    noticed = probes.evaluate("(page, texts) => page.noticed(texts)", list(payloads()))
    page.close()
    assert len(noticed) > ENOUGH


def test_every_field_of_every_form_has_a_text_or_none() -> None:
    for endpoint, fields in FIELDS.items():
        stems = {
            name
            if name in CHOICES
            else name.rpartition("_")[0]
            if name[-3:] in {"_ko", "_en"}
            else name
            for name in fields
        }
        texts = set(SEEN_AS.get(endpoint, {}))
        assert texts <= stems, endpoint
        assert stems - texts <= {*CHOICES, *NEVER_SEEN}, endpoint


@pytest.mark.parametrize("who", PAGES_READ)
def test_no_text_runs_asks_for_anything_or_becomes_markup(
    visits: dict[str, Found], who: str
) -> None:
    assert not visits[who].wrongs, "\n".join(visits[who].wrongs[:40])
    assert visits[who].pages >= PAGES_READ[who]


def test_every_field_is_seen_on_some_page(visits: dict[str, Found], hostile: HostileSite) -> None:
    seen = {name for found in visits.values() for name in found.seen}
    wanted = {name for fields in SEEN_AS.values() for name in fields.values()}
    assert wanted | set(hostile.words.marks) == seen


@pytest.mark.parametrize("name", LONG_FIELDS)
def test_every_payload_is_seen_in_fields_that_hold_long_texts(
    visits: dict[str, Found], name: str
) -> None:
    assert visits[MIGHTY].seen[name] >= set(range(len(payloads())))

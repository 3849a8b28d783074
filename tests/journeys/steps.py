"""Single steps of a journey."""

from __future__ import annotations

from playwright.sync_api import Locator


def follow(place: Locator) -> int:
    """Use a link or a button that leads to another page; return the status of the answer."""
    with place.page.expect_navigation() as answer:
        place.click()
    return int(answer.value.status) if answer.value else 0

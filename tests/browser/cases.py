"""What a case is, and what a person does on a page before it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Page, Response

LONG = "이 글은 다시 쓰기 어려울 만큼 길게 쓴 글이에요. " * 6

Step = Callable[[Page], Response | None]


@dataclass(frozen=True)
class Case:
    """One page in one state."""

    name: str
    endpoint: str
    """The view whose page this is; empty for a refusal."""
    path: str
    """The address below the language, with places of the site in braces."""
    who: str = "visitor"
    status: int = 200
    step: Step | None = None
    """What the person does there before looking."""
    is_wrong: bool = False
    """Whether a form comes back with an error summary."""
    is_steady: bool = True
    """Whether it says the same each time, with and without JavaScript."""
    leaves_traces: bool = False
    """Whether the person is somebody else afterwards."""
    site: str = "full"

    def __str__(self) -> str:
        return self.name


def send(form: str, fields: Mapping[str, str] | None = None) -> Step:
    """Fill in a form, by names of fields, and press its last button."""

    def step(page: Page) -> Response | None:
        place = page.locator(form).last
        for name, text in (fields or {}).items():
            place.locator(f"[name={name}]").fill(text)
        with page.expect_navigation() as navigation:
            place.locator("button").last.click()
        return navigation.value

    return step


def forge(name: str, value: str, then: Step) -> Step:
    """Change a hidden field, as time or another person does, before the form is sent."""

    def step(page: Page) -> Response | None:
        for field in page.locator(f"input[name={name}]").all():
            field.evaluate("(field, value) => { field.value = value }", value)
        return then(page)

    return step


def leave_and_send_twice(page: Page) -> Response | None:
    """Lose the session while writing; then send the kept text again."""
    page.context.clear_cookies()
    send("main form", {"ko": LONG})(page)
    return send("main form")(page)


def open_panel(page: Page) -> None:
    page.locator(".mend-link").nth(4).click()
    page.locator("[name=do]").first.wait_for()


def send_too_much(page: Page) -> Response | None:
    """Write more than the field takes, as a browser without `maxlength` lets one do."""
    page.locator("[name=en]").evaluate("field => field.removeAttribute('maxlength')")
    return send("main form", {"en": "Long. " * 400})(page)


def send_junk(page: Page) -> Response | None:
    page.locator("[name=file_ko]").set_input_files(
        {"name": "text.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 9}
    )
    return send("main form", {"slug": "junk"})(page)

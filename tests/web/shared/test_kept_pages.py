"""Pages kept for a moment: only for strangers, only what any cache may keep, never for long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from deliberate.web.shared import kept_pages
from deliberate.web.shared.kept_pages import MOST_PAGES, KeptPages, Page
from tests.factories.given import Given
from tests.support.applications import MakeApp

PAGES = ("/ko/", "/ko/frameworks", "/ko/frameworks/care", "/en/frameworks/care/rounds")


class Steady:
    """A clock that counts seconds when it is told to."""

    now = 1_000.0


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> type[Steady]:
    monkeypatch.setattr(kept_pages, "monotonic", lambda: Steady.now)
    monkeypatch.setattr(Steady, "now", 1_000.0)
    return Steady


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The application, which keeps pages for two seconds."""
    return make_app(page_seconds=2)


@pytest.fixture
def statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_once_and_is_the_same_the_second_time(
    app: Flask, given: Given, path: str, statements: list[str]
) -> None:
    given.round(given.framework(slug="care"))
    first = app.test_client().get(path, headers={"Accept-Encoding": "br"})
    statements.clear()
    second = app.test_client().get(path, headers={"Accept-Encoding": "br"})
    assert statements == []
    assert (second.status_code, second.data) == (200, first.data)
    assert second.headers["Age"] == "0"
    same = {name: value for name, value in second.headers.items() if name != "Age"}
    assert same == dict(first.headers.items())
    assert "Content-Security-Policy" in same


def test_it_is_made_anew_after_two_seconds(
    app: Flask, given: Given, client: FlaskClient, steady: type[Steady]
) -> None:
    assert "care" not in client.get("/ko/frameworks").text
    given.framework(slug="care")
    steady.now += 1.9
    late = client.get("/ko/frameworks")
    assert "care" not in late.text
    assert late.headers["Age"] == "2"
    steady.now += 0.1
    assert "care" in client.get("/ko/frameworks").text


@pytest.mark.usefixtures("steady")
def test_whoever_carries_a_cookie_is_never_answered_from_memory(
    app: Flask, given: Given, client: FlaskClient, statements: list[str]
) -> None:
    given.framework(slug="care")
    client.get("/ko/frameworks/care")
    statements.clear()
    client.set_cookie("anything", "at all")
    answer = client.get("/ko/frameworks/care")
    assert statements != []
    assert "Age" not in answer.headers


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize(
    "headers", [{"HX-Request": "true"}, {"Accept-Encoding": "gzip"}, {"Host": "other.example"}]
)
def test_another_kind_of_request_has_an_answer_of_its_own(
    app: Flask, client: FlaskClient, headers: dict[str, str]
) -> None:
    client.get("/ko/frameworks", headers={"Accept-Encoding": "br"})
    assert "Age" not in client.get("/ko/frameworks", headers=headers).headers


@pytest.mark.usefixtures("steady")
@pytest.mark.parametrize("path", ["/ko/sign-in", "/ko/mine", "/ko/nothing", "/healthz"])
def test_what_no_cache_may_keep_is_not_kept(client: FlaskClient, path: str) -> None:
    for _ in range(2):
        assert "Age" not in client.get(path).headers
        client.delete_cookie("deliberate")


def test_a_page_never_outlives_what_it_says_of_itself() -> None:
    pages = KeptPages(2)
    pages.keep(("a",), Page(b"", (), made_at=10.0, max_age=1))
    assert pages.find(("a",), 10.9) is not None
    assert pages.find(("a",), 11.0) is None


def test_the_page_that_was_asked_for_least_lately_goes_first() -> None:
    pages = KeptPages(2)
    for number in range(MOST_PAGES):
        pages.keep((str(number),), Page(b"", (), 10.0, 30))
    assert pages.find(("0",), 10.1) is not None
    pages.keep(("new",), Page(b"", (), 10.0, 30))
    assert pages.find(("0",), 10.1) is not None
    assert pages.find(("1",), 10.1) is None

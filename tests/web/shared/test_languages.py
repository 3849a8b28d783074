"""The language of a page comes from its address, errors included; switching keeps the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from flask.testing import FlaskClient

from deliberate import paths
from tests.factories.given import Given
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.reading import read, refused

SOURCES = (
    "web/shared/forms.py",
    "web/shared/words/refusals.py",
    "web/shared/words/drafts.py",
    "web/participants/forms.py",
    "web/frameworks/forms.py",
)
MARK = "가나다"


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give Korean a catalogue in which each message is marked: ours may still be incomplete."""
    catalogue = Catalog(locale="ko")
    package = Path(paths.__file__).parent
    for source in SOURCES:
        for _line, message, _comments, context in extract_from_file("python", package / source):
            assert isinstance(message, str)
            catalogue.add(message, f"{MARK} {message}", context=context)
    folder = tmp_path / "translations" / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path / "translations")


REFUSED = {
    "/sign-in/link": ({"address": "x"}, "address"),
    "/sign-in/password": ({"address": "a@example.org", "password": "x"}, "password"),
    "/receipts": ({"code": "x"}, "code"),
    "/account/pseudonym": ({"pseudonym": "\u202e"}, "pseudonym"),
    "/account/password": ({"new_password": "x"}, "new_password"),
    "/organisations/new": ({"name": ""}, "name"),
    "/frameworks/new": ({"slug": "A b", "kind": "charter"}, "slug"),
}


@pytest.mark.usefixtures("marked")
@pytest.mark.parametrize("path", REFUSED)
def test_an_error_at_a_field_is_in_the_language_of_the_page(
    given: Given, client_as: ClientAs, path: str
) -> None:
    official = client_as(given.draft().official)
    data, field = REFUSED[path]
    korean = refused(official.post(f"/ko{path}", data=data), field)
    english = refused(official.post(f"/en{path}", data=data), field)
    assert (korean.lang, english.lang) == ("ko", "en")
    assert MARK in korean.errors[field]
    assert MARK not in english.errors[field]
    assert english.errors[field].removeprefix("Error: ") in korean.errors[field]


@pytest.mark.usefixtures("marked")
def test_two_languages_are_served_side_by_side_by_one_process(client: FlaskClient) -> None:
    for lang, is_marked in (("ko", True), ("en", False), ("ko", True)):
        page = refused(client.post(f"/{lang}/receipts", data={"code": ""}), "code")
        assert (MARK in page.errors["code"]) == is_marked


@pytest.mark.parametrize(
    ("wanted", "home"),
    [
        ("ko", "/ko/"),
        ("en", "/en/"),
        ("en-GB,en;q=0.9,ko;q=0.8", "/en/"),
        ("fr-FR,ko;q=0.5", "/ko/"),
        ("fr", "/ko/"),
        ("", "/ko/"),
        ("*", "/ko/"),
    ],
)
def test_the_root_leads_to_the_language_of_the_browser_else_korean(
    client: FlaskClient, wanted: str, home: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted})
    assert answer.status_code == 302
    assert answer.location == home
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_of_the_browser_changes_no_page(client: FlaskClient) -> None:
    for lang in ("ko", "en"):
        texts = {
            client.get(f"/{lang}/help", headers={"Accept-Language": wanted}).text
            for wanted in ("ko", "en", "fr")
        }
        assert len(texts) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/ko/",
        "/ko/help",
        "/ko/frameworks/care",
        "/ko/frameworks/care?text=en&x=a%26b&x=2",
        "/ko/frameworks/care/versions/1",
        "/ko/sign-in?next=/ko/account",
        "/ko/sign-in/link/abc.def",
    ],
)
def test_switching_the_language_keeps_the_place(
    given: Given, client: FlaskClient, path: str
) -> None:
    given.framework(slug="care")
    page = read(client.get(path))
    there = {link["href"] for link in page.links if link.get("hreflang") == "en"}
    (found,) = there
    bare, _, query = found.partition("?")
    assert bare == path.partition("?")[0].replace("/ko/", "/en/", 1)
    answer = client.get(found)
    assert answer.status_code == 200
    back = {link["href"] for link in read(answer).links if link.get("hreflang") == "ko"}
    (again,) = back
    assert bool(query) == ("?" in path)
    first, second = (client.get(each).text for each in (path, again))
    assert first == second


def test_a_refused_form_can_be_left_for_the_other_language(client: FlaskClient) -> None:
    answer = client.post("/ko/receipts", data={"code": "x"})
    (there,) = {link["href"] for link in read(answer).links if link.get("hreflang") == "en"}
    assert client.get(there).status_code == 200
    assert read(client.get(there)).lang == "en"


def test_the_name_of_the_site_is_in_the_language_of_the_page(make_app: MakeApp) -> None:
    client = make_app(site_name_ko="우리 마당", site_name_en="Our yard").test_client()
    assert "우리 마당" in read(client.get("/ko/help")).title
    assert "Our yard" in read(client.get("/en/help")).title

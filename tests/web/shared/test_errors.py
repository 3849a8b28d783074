"""Refusals are pages: the right status, the person's language, their words kept, no trace."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from deliberate.persistence.queries import frameworks
from tests.factories.given import Given
from tests.support.applications import ClientAs, MakeApp
from tests.web.shared.reading import read


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_unknown_address_is_404_in_its_language(client: FlaskClient, lang: str) -> None:
    answer = client.get(f"/{lang}/nothing-here")
    assert answer.status_code == 404
    page = read(answer)
    assert page.lang == lang
    assert f"/{lang}/" in {link.get("href") for link in page.links}


@pytest.mark.parametrize("path", ["/fr/", "/nothing", "/ko", "/static/nothing.css", "/.env"])
def test_addresses_outside_the_languages_are_404_or_lead_inside(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code in {404, 308}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/ko/"),
        ("PUT", "/ko/receipts"),
        ("GET", "/ko/sign-out"),
        ("GET", "/ko/sign-in/link"),
        ("GET", "/ko/receipts/new"),
        ("DELETE", "/ko/account"),
        ("POST", "/healthz"),
    ],
)
def test_a_method_that_is_not_for_an_address_is_405(
    client: FlaskClient, method: str, path: str
) -> None:
    assert client.open(path, method=method).status_code == 405


def test_without_the_right_a_page_is_403_and_without_a_session_it_asks_to_sign_in(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    assert client_as(given.person()).get("/ko/operators").status_code == 403
    for method in ("GET", "HEAD"):
        answer = client.open("/ko/operators", method=method)
        assert (answer.status_code, answer.location) == (303, "/ko/sign-in?next=/ko/operators")


def test_someone_who_was_writing_without_a_session_keeps_their_words(client: FlaskClient) -> None:
    words = "첫 줄\n둘째 줄 <b>굵게</b>"
    answer = client.post("/ko/organisations/new", data={"name": words, "website": "https://a.org"})
    assert answer.status_code == 401
    page = read(answer)
    assert page.kept["name"] == words
    assert page.kept["website"] == "https://a.org"
    assert page.form("/organisations/new").method == "post"
    assert "<b>굵게" not in page.html


def test_a_body_that_is_too_large_is_413(client: FlaskClient) -> None:
    answer = client.post("/ko/receipts", data={"code": "x" * 6_000_000})
    assert answer.status_code == 413
    assert read(answer).lang == "ko"


def test_too_many_parts_are_413(client: FlaskClient) -> None:
    parts = {f"f{number}": "x" for number in range(6_000)}
    answer = client.post("/ko/receipts", data=parts, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # the client keeps large bodies in a file
    assert answer.status_code == 413


def test_a_host_that_is_not_ours_is_refused_as_a_bad_request(make_app: MakeApp) -> None:
    client = make_app(trusted_hosts=("deliberate.example",)).test_client()
    for path in ("/", "/ko/", "/ko/account", "/ko/nothing", "/healthz"):
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 400
        assert client.post(path, headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/ko/", headers={"Host": "deliberate.example"}).status_code == 200


@pytest.fixture
def careless(make_app: MakeApp) -> FlaskClient:
    """A client of the application as it runs outside of tests: faults become answers."""
    return make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False).test_client()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_fault_of_ours_is_500_without_a_trace_of_the_code(
    careless: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def fail() -> Any:
        raise ZeroDivisionError("a secret of the code")

    monkeypatch.setattr(frameworks, "published", fail)
    answer = careless.get(f"/{lang}/frameworks")
    assert answer.status_code == 500
    assert read(answer).lang == lang
    for trace in ("Traceback", "ZeroDivisionError", "a secret of the code", ".py"):
        assert trace not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_database_that_does_not_answer_is_503_and_says_when_to_come_back(
    careless: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Any:
        raise OperationalError("SELECT secret", {}, Exception("no connection"))

    monkeypatch.setattr(frameworks, "published", fail)
    answer = careless.get("/ko/frameworks")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "SELECT" not in answer.text


def test_htmx_never_puts_a_whole_page_into_a_panel(
    given: Given, client_as: ClientAs, client: FlaskClient
) -> None:
    panel = {"HX-Request": "true"}
    refused = client_as(given.person()).get("/ko/operators", headers=panel)
    assert refused.status_code == 403
    assert refused.headers["HX-Retarget"] == "body"
    away = client.get("/ko/operators", headers=panel)
    assert away.headers["HX-Redirect"] == "/ko/sign-in?next=/ko/operators"
    assert "<html" not in away.text


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"PATH_INFO": "/ko/help", "QUERY_STRING": "\xff=\xfe"}, 200),
        ({"PATH_INFO": "/ko/help\x00", "HTTP_HOST": "user@localhost/..;"}, 400),
        ({"PATH_INFO": "/ko/help\x00", "HTTP_HOST": "elsewhere.example"}, 400),
    ],
    ids=["bytes in a query", "no host", "another host"],
)
def test_what_no_browser_sends_is_refused_without_a_fault(
    make_app: MakeApp, environ: dict[str, str], status: int
) -> None:
    client = make_app(trusted_hosts=("localhost",)).test_client()
    assert client.get("/", environ_overrides=environ).status_code == status


def test_a_refusal_is_answered_though_the_form_behind_it_is_too_large(
    given: Given, client_as: ClientAs
) -> None:
    person = client_as(given.person())
    answer = person.get("/ko/operators", environ_overrides={"CONTENT_LENGTH": "9" * 9})
    assert answer.status_code == 403


def test_a_part_of_a_form_without_a_name_is_left_out(make_app: MakeApp) -> None:
    client = make_app(WTF_CSRF_ENABLED=True).test_client()
    nameless = b"--x\r\nContent-Disposition: form-data\r\n\r\nwords\r\n--x--\r\n"
    answer = client.post(
        "/ko/receipts", data=nameless, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 400

"""Pages as tests read them: forms with their fields, errors at the field, links, language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
Attributes = dict[str, str]


@dataclass
class Field:
    """One control of a form as it was sent to the browser."""

    tag: str
    attributes: Attributes
    value: str = ""

    @property
    def name(self) -> str:
        """The name under which it is sent back."""
        return self.attributes.get("name", "")

    @property
    def is_wrong(self) -> bool:
        """Whether the page says that its value was refused."""
        return self.attributes.get("aria-invalid") == "true"


@dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def values(self) -> dict[str, str]:
        """Return what a browser would send without anything being changed."""
        return {
            each.name: each.value
            for each in self.fields
            if each.name
            and each.tag != "button"
            and each.attributes.get("type") not in {"file", "radio", "checkbox", "submit"}
        }


class Page(HTMLParser):
    """A page taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.lang = self.title = self.text = ""
        self.forms: list[Form] = []
        self.links: list[Attributes] = []
        self.words: defaultdict[str, str] = defaultdict(str)
        """All text inside an element, by its id."""
        self.roles: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self._form: Form | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = attributes.get("lang", "")
        self.roles.add(attributes.get("role", ""))
        if tag in {"a", "link"}:
            self.links.append(attributes)
        if tag == "form":
            method = attributes.get("method", "get").lower()
            self._form = Form(attributes.get("action", ""), method)
            self.forms.append(self._form)
        self._begin_field(tag, attributes)
        if tag not in VOID:
            self._open.append((tag, attributes.get("id", "")))

    def _begin_field(self, tag: str, attributes: Attributes) -> None:
        if self._form is None:
            return
        if tag in {"input", "textarea", "select", "button"}:
            self._form.fields.append(Field(tag, attributes, attributes.get("value", "")))
        if tag == "option" and "selected" in attributes:
            self._form.fields[-1].value = attributes.get("value", "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins and ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note what ends."""
        if tag == "form":
            self._form = None
        while self._open and self._open[-1][0] != tag:
            self._open.pop()
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Give words to everything that is open."""
        self.text += data
        for _tag, name in self._open:
            if name:
                self.words[name] += data
        tag = self._open[-1][0] if self._open else ""
        if tag == "title" and len(self._open) == 3:
            self.title += data
        if tag == "textarea" and self._form is not None:
            kept = self._form.fields[-1]
            kept.value += data if kept.value else data.removeprefix("\r").removeprefix("\n")

    def form(self, action: str) -> Form:
        """Return the only form whose action ends like this; "" is the page's own address."""
        (found,) = [
            each
            for each in self.forms
            if each.action == action or (action and each.action.endswith(action))
        ]
        return found

    @property
    def errors(self) -> dict[str, str]:
        """The words of each error that is tied to a field, by the field's name."""
        found = {}
        for form in self.forms:
            for each in form.fields:
                if each.is_wrong:
                    ids = each.attributes.get("aria-describedby", "").split()
                    error = next(name for name in ids if name.endswith("-error"))
                    found[each.name] = " ".join(self.words[error].split())
        return found

    @property
    def kept(self) -> dict[str, str]:
        """The values of all fields of all forms; where a name occurs twice, the fuller one."""
        found: dict[str, str] = {}
        for form in self.forms:
            for name, value in form.values().items():
                found[name] = found.get(name) or value
        return found


def read(response: TestResponse) -> Page:
    """Return the page of an answer."""
    assert response.mimetype == "text/html", response.mimetype
    return Page(response.text)


def refused(response: TestResponse, *fields: str, status: int = 422) -> Page:
    """Return a form's page that came back: errors at exactly these fields, said to everyone."""
    assert response.status_code == status, response.status_code
    page = read(response)
    assert set(page.errors) == set(fields), page.errors
    assert all(page.errors.values())
    assert "alert" in page.roles
    return page


def fill(client: FlaskClient, url: str, action: str, **typed: Any) -> TestResponse:
    """Open a page, fill one of its forms as a browser would, tokens included, and send it."""
    page = read(client.get(url))
    form = page.form(action)
    assert form.method == "post"
    names = {each.name for each in form.fields}
    assert set(typed) <= names, (typed, names)
    return client.post(form.action or url, data={**form.values(), **typed})

"""Every template parses, has a title where it is a page, and keeps code out of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from deliberate import paths


def found(pattern: str) -> list[str]:
    """Return the templates whose file name fits."""
    files = paths.TEMPLATES.rglob(pattern)
    return sorted(path.relative_to(paths.TEMPLATES).as_posix() for path in files)


ALL = found("*.html")
MAILS = found("*.txt")
NO_PAGES = ("macros/", "layouts/", "emails/")
NO_WHOLE = ("/_", "/base.html")
PAGES = [
    each
    for each in ALL
    if not each.startswith(NO_PAGES) and not any(part in each for part in NO_WHOLE)
]
SPECIMENS = ("site/_design", "site/design")
"""The page that shows every component, with literal samples in both languages."""

EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
TAG = re.compile(r"<(?P<name>[a-z][a-z0-9-]*)(?P<rest>(?:\s[^<>]*)?)/?>", re.DOTALL)
ATTRIBUTE = re.compile(r"([a-zA-Z:-]+)\s*=")
SPOKEN = re.compile(r'\s(?:alt|title|placeholder|aria-label|aria-description)="[^"]*[a-zA-Z가-힣]')
NOT_WORDS = re.compile(
    r"\{% block main_class %\}.*?\{% endblock %\}"  # completes a class in the layout
    r"|<[^>]*>|&[a-z]+;"
    r'|\s[a-z-]+="[^"]*"',  # an attribute that a macro puts into a tag
    re.DOTALL,
)
MACRO = re.compile(r"\{% macro (\w+)\(.*?\{% endmacro %\}", re.DOTALL)
TOKENS = ("hidden_tag()", "token()", "caller()")
WORD = re.compile(r"[A-Za-z가-힣]{2,}")
NAMES = {"deliberate"}


def source(template: str) -> str:
    return (paths.TEMPLATES / template).read_text(encoding="utf-8")


def markup(template: str) -> str:
    """Return a template's HTML with `0` wherever an expression stands."""
    return EXPRESSION.sub("0", source(template))


def tags(template: str) -> Iterator[tuple[str, str, set[str]]]:
    """Give name, text and attributes of each opening tag."""
    for found in TAG.finditer(markup(template)):
        yield found["name"], found[0], set(ATTRIBUTE.findall(found["rest"]))


def parsed(environment: Environment, template: str) -> nodes.Template:
    return environment.parse(source(template), filename=template)


def parents(environment: Environment, template: str) -> list[str]:
    """Return what a template extends, nearest first."""
    found = [
        node.template.value
        for node in parsed(environment, template).find_all(nodes.Extends)
        if isinstance(node.template, nodes.Const)
    ]
    return found + parents(environment, found[0]) if found else []


def test_there_are_templates() -> None:
    assert len(PAGES) > 20
    assert MAILS


@pytest.mark.parametrize("template", [*ALL, *MAILS])
def test_every_template_compiles(app: Flask, template: str) -> None:
    app.jinja_env.get_template(template)


@pytest.mark.parametrize("template", [*ALL, *MAILS])
def test_everything_that_a_template_names_is_there(app: Flask, template: str) -> None:
    """Macros and included files are only missed when a page is made; here they are missed now."""
    tree = parsed(app.jinja_env, template)
    for include in tree.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            app.jinja_env.get_template(include.template.value)
    for wanted in tree.find_all(nodes.FromImport):
        assert isinstance(wanted.template, nodes.Const)
        there = parsed(app.jinja_env, wanted.template.value)
        defined = {node.name for node in there.find_all(nodes.Macro)}
        names = {each if isinstance(each, str) else each[0] for each in wanted.names}
        assert names <= defined


@pytest.mark.parametrize("template", PAGES)
def test_every_page_stands_in_a_layout_and_has_a_title(app: Flask, template: str) -> None:
    above = parents(app.jinja_env, template)
    assert above
    assert above[-1] == "layouts/base.html"
    own = [template, *(each for each in above if not each.startswith("layouts/"))]
    blocks = {
        block.name for each in own for block in parsed(app.jinja_env, each).find_all(nodes.Block)
    }
    assert "title" in blocks


@pytest.mark.parametrize("template", ALL)
def test_no_style_and_no_code_stands_in_a_page(template: str) -> None:
    for name, text, attributes in tags(template):
        assert name != "style"
        assert name != "script" or "src" in attributes, text
        assert "style" not in attributes, text
        assert not [each for each in attributes if each.lower().startswith(("on", "hx-on"))], text
        assert "javascript:" not in text


@pytest.mark.parametrize("template", ALL)
def test_nothing_is_declared_safe(app: Flask, template: str) -> None:
    tree = parsed(app.jinja_env, template)
    assert [node for node in tree.find_all(nodes.Filter) if node.name == "safe"] == []
    assert list(tree.find_all(nodes.ScopedEvalContextModifier)) == []
    assert list(tree.find_all(nodes.MarkSafe)) == []


@pytest.mark.parametrize("template", ALL)
def test_what_htmx_does_works_without_it(template: str) -> None:
    for name, text, attributes in tags(template):
        if attributes & {"hx-post", "hx-put", "hx-patch", "hx-delete"}:
            assert name == "form", text
            assert "action" in attributes, text
        if "hx-get" in attributes:
            assert "href" in attributes if name == "a" else "action" in attributes, text


@pytest.mark.parametrize("template", ALL)
def test_every_form_that_writes_carries_a_token(template: str) -> None:
    text = source(template)
    own = [f"{found[1]}(" for found in MACRO.finditer(text) if _has_token(found[0], TOKENS)]
    forms = re.findall(r'<form\b[^>]*method="post".*?</form>', text, re.DOTALL)
    assert [form for form in forms if not _has_token(form, (*TOKENS, *own))] == []


def _has_token(text: str, tokens: tuple[str, ...]) -> bool:
    return any(token in text for token in tokens)


@pytest.mark.parametrize("template", [each for each in ALL if not each.startswith(SPECIMENS)])
def test_every_word_can_be_translated(template: str) -> None:
    """Words outside an expression would be the same in every language."""
    text = EXPRESSION.sub("0", NOT_WORDS.sub(" ", source(template)))
    assert set(WORD.findall(text)) - NAMES == set()
    assert SPOKEN.findall(markup(template)) == []

"""The long texts of the site: one Markdown file for each page and language."""

from __future__ import annotations

from dataclasses import dataclass

import nh3
from flask import current_app, render_template
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from deliberate.web.shared.locale import current_locale

PAGES = ("help", "conduct", "privacy", "terms", "accessibility")
ALLOWED = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "th": {"align"}, "td": {"align"}}
_markdown = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class LongText:
    """A page's title and its body as safe HTML."""

    title: str
    body: Markup


def render_page(page: str) -> LongText:
    """Return a page in the language of the request; rendered once, then kept."""
    kept: dict[tuple[str, str], LongText] = current_app.extensions.setdefault("long_texts", {})
    key = (page, current_locale())
    if key not in kept:
        kept[key] = _render(*key)
    return kept[key]


def _render(page: str, locale: str) -> LongText:
    source = render_template(f"site/pages/{page}.{locale}.md")
    first, _, rest = source.lstrip().partition("\n")
    html = nh3.clean(
        _markdown.renderer.render(_with_anchors(rest), _markdown.options, {}), attributes=ALLOWED
    )
    body = Markup(html)  # noqa: S704  (cleaned one line above)
    return LongText(first.removeprefix("# ").strip(), body)


def _with_anchors(source: str) -> list[Token]:
    """Number the headings in order: a rule can be cited by an address that is no language's own."""
    tokens = _markdown.parse(source)
    headings = [token for token in tokens if token.type == "heading_open"]
    for number, heading in enumerate(headings, start=1):
        heading.attrSet("id", f"part-{number}")
    return tokens

"""A draft as a few lines of text, so that a whole structure can be stated and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from deliberate.documents import import_framework
from deliberate.documents.contract import where
from deliberate.domain.drafts import Cell, Draft

CORPUS = Path(__file__).parent / "corpus"
SHOWN = 24


def names() -> list[str]:
    return sorted(path.name.split(".")[0] for path in CORPUS.glob("*.outline"))


def files(name: str) -> dict[str, bytes]:
    found = sorted(path for path in CORPUS.glob(f"{name}.*") if path.suffix != ".outline")
    return {path.name.split(".")[1]: path.read_bytes() for path in found}


def draft(name: str) -> Draft:
    return import_framework(files(name))


def expected(name: str) -> list[str]:
    return (CORPUS / f"{name}.outline").read_text("utf-8").splitlines()


def outline(found: Draft) -> Iterator[str]:
    """Give titles, headings, numbers, and how every text begins and how many lines it has."""
    yield _line("title", found.titles)
    for section in found.sections:
        yield _line("section", section.titles)
        for clause in section.clauses:
            yield _line("clause", {key: _cell(cell) for key, cell in clause.cells.items()})
    for guess in found.guesses:
        yield f"guess | {where(guess)} | {guess.kind.value}"
    for left in found.left_out:
        yield f"left out | {left.locale} | {left.reason.value} | {left.text}"


def _line(kind: str, texts: Mapping[str, str]) -> str:
    return " | ".join([kind, *(f"{locale}: {text}" for locale, text in texts.items())])


def _cell(cell: Cell) -> str:
    lines = cell.text.splitlines()
    begin = lines[0][:SHOWN].strip() if lines else ""
    more = f"+{len(lines) - 1}" if len(lines) > 1 else ""
    parts = (cell.number, f"«{cell.heading}»" if cell.heading else "", begin, more)
    return " ".join(part for part in parts if part)

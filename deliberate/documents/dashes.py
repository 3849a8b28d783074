"""Paragraphs whose heading is parted from the text by a dash: "Dignity – AI systems must …"."""

from __future__ import annotations

from dataclasses import replace

from deliberate.documents.blocks import Block, Role
from deliberate.documents.headings import dash_run_in
from deliberate.documents.lines import BULLET, Shape

FEWEST_SIBLINGS = 2


def with_dash_headings(blocks: list[Block]) -> list[Block]:
    """Read a dash after the first words as the end of a heading, if a section's paragraphs do so.

    That takes at least two paragraphs, or two items of one list, or two bullets, and half of
    their kind: a single dash is part of a sentence.
    """
    if any(block.role in (Role.ARTICLE, Role.SUBHEAD) for block in blocks):
        return blocks
    read = list(blocks)
    for alike in _kinds(blocks).values():
        headed = {i: found for i in alike if (found := _headed(blocks[i]))}
        if len(headed) >= FEWEST_SIBLINGS and 2 * len(headed) >= len(alike):
            for i, block in headed.items():
                read[i] = block
    return read


def _kinds(blocks: list[Block]) -> dict[str, list[int]]:
    """Group what could have a heading: paragraphs, the outermost list, bullets without both."""
    kinds: dict[str, list[int]] = {}
    style = next((b.mark.style for b in blocks if b.role is Role.ITEM and b.mark), None)
    for i, block in enumerate(blocks):
        if block.role is Role.PLAIN:
            kinds.setdefault("paragraph", []).append(i)
        elif block.role is Role.ITEM and block.mark and block.mark.style == style:
            kinds.setdefault("item", []).append(i)
        elif block.line.shape is Shape.BULLET and not block.line.indent:
            kinds.setdefault("bullet", []).append(i)
    if "item" in kinds or any(block.role is Role.HEADED for block in blocks):
        kinds.pop("bullet", None)
    return kinds


def _headed(block: Block) -> Block | None:
    text = block.text
    if block.role is Role.PART and (bullet := BULLET.match(text)):
        text = text[bullet.end() :]
    if not (found := dash_run_in(text)):
        return None
    role = Role.ITEM if block.role is Role.ITEM else Role.HEADED
    return replace(block, role=role, heading=found[0], text=found[1])

"""From blocks to sections: where each heading's part of the text begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from deliberate.documents.blocks import Block, Role, has_articles
from deliberate.documents.headings import looks_like_heading

FEWEST_HEADINGS = 2


@dataclass(slots=True)
class Region:
    """A heading, None before the first one, and the blocks beneath it."""

    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)


def regions(blocks: list[Block]) -> list[Region]:
    """Part the text at its headings, numbered ones ("1. Purpose") among them."""
    parted = _part(blocks)
    if has_articles(blocks):
        return parted
    alone = all(region.heading is None for region in parted)
    split = [_part(_promote(region.blocks, alone=alone), region.heading) for region in parted]
    return [region for group in split for region in group]


def _part(blocks: list[Block], heading: Block | None = None) -> list[Region]:
    parted = [Region(heading)]
    for block in blocks:
        if block.role is Role.SECTION:
            parted.append(Region(block))
        else:
            parted[-1].blocks.append(block)
    is_blank = parted[0].heading is None and not parted[0].blocks and len(parted) > 1
    return parted[1:] if is_blank else parted


def _promote(blocks: list[Block], *, alone: bool) -> list[Block]:
    """Make the items of a region's list headings, where they only name what follows them.

    That is so where a text has no other headings, or "1.1" stands beneath "1. Purpose".
    """
    style = next((b.mark.style for b in blocks if b.role is Role.ITEM and b.mark), None)
    naming = naming_items(blocks, style)
    if len(naming) < FEWEST_HEADINGS or not (alone or _has_decimals(blocks, style)):
        return blocks
    return [
        replace(block, role=Role.SECTION, text=block.line.text) if i in naming else block
        for i, block in enumerate(blocks)
    ]


def _has_decimals(blocks: list[Block], style: str | None) -> bool:
    return style != "decimal" and any(b.mark and b.mark.style == "decimal" for b in blocks)


def naming_items(blocks: list[Block], style: str | None) -> set[int]:
    """Return which items of a list only name what follows: short, no sentence, text beneath.

    Empty unless most items of the list are like that.
    """
    items = [i for i, b in enumerate(blocks) if b.role is Role.ITEM and b.mark and _is(b, style)]
    naming = {i for i in items if _names(blocks, i, style)}
    return naming if 2 * len(naming) > len(items) else set()


def _is(block: Block, style: str | None) -> bool:
    return block.mark is not None and block.mark.style == style


def _names(blocks: list[Block], i: int, style: str | None) -> bool:
    if not looks_like_heading(blocks[i].text) or i + 1 == len(blocks):
        return False
    return not (blocks[i + 1].role is Role.ITEM and _is(blocks[i + 1], style))

"""Numbers: chapters, articles through all chapters, sections, annexes, items. Computed, never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alliance_docs.drafting.draft import Block, Chapter, Clause, Draft, Item


def number(draft: Draft) -> Draft:
    """Return *draft* with every number computed; chapters left without clauses are dropped."""
    body: list[Chapter | Clause] = []
    chapters = articles = sections = subsections = annexes = 0
    pending: Chapter | None = None
    for part in draft.body:
        if isinstance(part, Chapter):
            pending = part
            continue
        if pending is not None:
            chapters += 1
            body.append(replace(pending, number=chapters))
            pending = None
        value = 0
        if part.kind == "article":
            articles += 1
            value = articles
        elif part.kind == "annex":
            annexes += 1
            value = annexes
        elif part.kind == "section" and part.level == 1:
            sections += 1
            subsections = 0
            value = sections
        elif part.kind == "section":
            subsections += 1
            value = subsections
        blocks = tuple(number_items(part.blocks)) if any(isinstance(block, Item) for block in part.blocks) else part.blocks
        body.append(replace(part, number=value, blocks=blocks))
    return replace(draft, body=tuple(body))


def number_items(blocks: Iterable[Block]) -> Iterable[Block]:
    """Number the items of each list; any other block ends the list."""
    counters = [0, 0, 0]
    for block in blocks:
        if isinstance(block, Item):
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (3 - block.level)
            yield replace(block, number=counters[block.level - 1])
        else:
            counters = [0, 0, 0]
            yield block

"""A bound volume: several drafts as one, with cover, contents and a separator before each (GD16 四(一): 装订成册)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from alliance_docs.drafting.draft import (
    Block,
    Chapter,
    Clause,
    Contents,
    Draft,
    Inlines,
    PageBreak,
    Paragraph,
    Ref,
    Text,
)  # fmt: skip
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.facts.formats import han_number

_ROOM = 7
"""Empty lines above a separator's title."""


def bind(title: str, cover: Draft | None, parts: Iterable[tuple[str, Draft]]) -> Draft:
    """Return one draft: *cover*, contents, each of *parts* (heading, draft) behind its separator page.

    Every part keeps its own numbers from 1; its clauses stand under ``<document>.<clause>``; contents pages of its own
    are left out, for the volume has one.
    """
    body: list[Chapter | Clause] = []
    if cover is not None:
        body += _within(cover)
    body.append(Clause("contents", "passage", blocks=(PageBreak(), Contents()) if body else (Contents(),)))
    for number, (heading, draft) in enumerate(parts, start=1):
        body.append(Clause(f"{draft.id}.room", "passage", blocks=(PageBreak(), *[Paragraph((), "plain")] * _ROOM)))
        rubric = (Text(f"第{han_number(number)}部分　{heading}"),)
        body.append(Clause(f"{draft.id}.separator", "passage", rubric, (PageBreak(),)))
        body += _within(draft)
    return Draft("volume", title, tuple(body), cover.jurisdiction if cover else "")


def _within(draft: Draft) -> list[Chapter | Clause]:
    """Return the body of a part: ids told apart, references inside it kept, its own contents page dropped."""

    def change(run: Inlines, clause: Clause) -> Inlines:
        return tuple(_led(one, draft.id) if isinstance(one, Ref) else one for one in run)

    parts: list[Chapter | Clause] = []
    for part in map_runs(draft, change).body:
        if isinstance(part, Clause):
            part = replace(part, id=f"{draft.id}.{part.id}", blocks=_without_contents(part.blocks))
        parts.append(part)
    return parts


def _led(ref: Ref, document: str) -> Ref:
    return ref if ref.document and ref.document != document else replace(ref, document="", clause=f"{document}.{ref.clause}")


def _without_contents(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    kept: list[Block] = []
    for place, block in enumerate(blocks):
        follows_contents = place > 0 and isinstance(blocks[place - 1], Contents)
        if isinstance(block, Contents) or (follows_contents and isinstance(block, PageBreak)):
            continue
        kept.append(block)
    return tuple(kept)

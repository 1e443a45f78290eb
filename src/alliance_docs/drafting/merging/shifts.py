"""Where a 款 or 项 of a clause went when blocks were put in or taken out, and references that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from alliance_docs.drafting.draft import Block, Clause, Draft, Inlines, Item, Paragraph, Ref
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.blocks import block_likeness
from alliance_docs.drafting.merging.matching import aligned

Place = tuple[int, int]
"""款 and 项, counted from 1; 0: none."""
Shifts = Mapping[str, Mapping[Place, Place]]
"""Clause id → where each of its places went; (0, 0) for one that is gone."""


def _places(clause: Clause) -> list[tuple[Block, Place]]:
    found: list[tuple[Block, Place]] = []
    paragraph = item = 0
    for block in clause.blocks:
        if isinstance(block, Paragraph) and block.role == "body":
            paragraph, item = paragraph + 1, 0
            found.append((block, (paragraph, 0)))
        elif isinstance(block, Item) and block.level == 1:
            paragraph, item = paragraph or 1, item + 1
            found.append((block, (paragraph, item)))
    return found


def clause_shifts(old: Clause, new: Clause) -> dict[Place, Place]:
    """Return where each place of *old* stands in *new*; only what moved."""
    if old.blocks == new.blocks:
        return {}
    before, after = _places(old), _places(new)
    found = aligned([block for block, _ in before], [block for block, _ in after], block_likeness)
    moved = {}
    for (_, place), target in zip(before, found, strict=True):
        to = after[target][1] if target >= 0 else (0, 0)
        if to != place:
            moved[place] = to
        if place[1]:  # an item may be named without its 款
            moved_item = (0, to[1]) if to != (0, 0) else (0, 0)
            if moved_item != (0, place[1]) and sum(1 for _, one in before if one[1] == place[1]) == 1:
                moved[(0, place[1])] = moved_item
    return moved


def draft_shifts(old: Draft, new: Draft) -> dict[str, dict[Place, Place]]:
    """Return :func:`clause_shifts` of every clause that both drafts have."""
    after = {clause.id: clause for clause in new.clauses}
    found = {clause.id: clause_shifts(clause, after[clause.id]) for clause in old.clauses if clause.id in after}
    return {name: moved for name, moved in found.items() if moved}


def shifted(draft: Draft, shifts: Mapping[str, Shifts]) -> Draft:
    """Return *draft* with its references led to where their targets went. *shifts*: by document id."""
    if not any(shifts.values()):
        return draft

    def moved(inlines: Inlines, _: Clause) -> Inlines:
        return tuple(_moved(one, draft.id, shifts) if isinstance(one, Ref) else one for one in inlines)

    return map_runs(draft, moved)


def _moved(ref: Ref, document: str, shifts: Mapping[str, Shifts]) -> Ref:
    here = shifts.get(ref.document or document, {}).get(ref.clause, {})
    to = here.get((ref.paragraph, ref.item))
    return ref if to is None else replace(ref, paragraph=to[0], item=to[1])

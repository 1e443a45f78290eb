"""What references lead to: the bookmarks of clauses, and of the items somebody refers to."""

from __future__ import annotations

from typing import TypeAlias

from alliance_docs.drafting.draft import Clause, Draft, Ref, clause_inlines
from alliance_docs.drafting.references import paragraphs
from alliance_docs.word.names import bookmark_name

Targets: TypeAlias = dict[tuple[str, int, int], str]
"""(clause, 款, 项) → bookmark."""


def reference_targets(draft: Draft, clause_marks: dict[str, str]) -> tuple[Targets, dict[tuple[str, int], str]]:
    """Return the bookmarks references lead to, and those of items by clause and place of the block."""
    targets: Targets = {(clause_id, 0, 0): mark for clause_id, mark in clause_marks.items()}
    items: dict[tuple[str, int], str] = {}
    for clause in draft.clauses:
        for inlines in clause_inlines(clause):
            for inline in inlines:
                if not isinstance(inline, Ref) or not inline.item or inline.document:
                    continue
                target = draft.clause(inline.clause)
                place = _item_place(target, inline) if target else None
                if place is not None:
                    mark = items.setdefault((inline.clause, place), bookmark_name(f"{inline.clause}/item/{place}"))
                    targets[inline.clause, inline.paragraph, inline.item] = mark
    return targets, items


def _item_place(clause: Clause, ref: Ref) -> int | None:
    groups = paragraphs(clause)
    if ref.paragraph:
        groups = groups[ref.paragraph - 1 : ref.paragraph]
    wanted = next((item for _, group in groups for item in group if item.number == ref.item), None)
    return next((place for place, block in enumerate(clause.blocks) if block is wanted), None) if wanted else None


"""A returned text as it is meant: items left empty are none; an article struck before and written again is the same article."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import fuzz

from alliance_docs.drafting.draft import Block, Clause, Draft, Item, OpaqueInline, clause_text, plain

_SAME = 90
"""Percentage of likeness from which an article written again is the one that was struck."""
_ROUGHLY = 60
"""The same, where the rubric is the same too."""


def without_empty_items(draft: Draft) -> Draft:
    """Return *draft* without items that hold nothing: somebody pressed Enter once more."""
    return replace(draft, body=tuple(replace(part, blocks=tuple(filter(_holds, part.blocks))) if isinstance(part, Clause) else part for part in draft.body))


def _holds(block: Block) -> bool:
    return not isinstance(block, Item) or bool(plain(block.inlines).strip()) or any(isinstance(one, OpaqueInline) for one in block.inlines)


def with_struck_again(render: Draft, written: Draft, returned: Draft) -> Draft:
    """Return *returned* with the articles that *render* has and a lawyer struck from *written* under their own ids, where somebody wrote them again.

    One that says exactly what it said has its facts and references again.
    """
    here = {clause.id for clause in (*written.clauses, *returned.clauses)}
    struck = {clause.id: clause for clause in render.clauses if clause.id not in here}
    found: dict[str, Clause] = {}
    for clause in returned.clauses:
        if struck and written.clause(clause.id) is None and (old := _same(clause, list(struck.values()))) is not None:
            del struck[old.id]
            found[clause.id] = old if clause_text(old) == clause_text(clause) else replace(clause, id=old.id)
    return replace(returned, body=tuple(found.get(part.id, part) if isinstance(part, Clause) else part for part in returned.body)) if found else returned


def _same(clause: Clause, struck: list[Clause]) -> Clause | None:
    text = clause_text(clause)
    scored = [(fuzz.ratio(text, clause_text(old)), old) for old in struck if old.kind == clause.kind]
    least = {old.id: _ROUGHLY if old.rubric_text and old.rubric_text == clause.rubric_text else _SAME for _, old in scored}
    good = [(score, old) for score, old in scored if score >= least[old.id]]
    return max(good, key=lambda one: one[0])[1] if good else None

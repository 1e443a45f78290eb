"""Boxes ticked in a document drafted from clause text: which facts that answers, and the boxes as they follow from these facts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from alliance_docs.dossier.drafts import Plan
from alliance_docs.dossier.form_boxes import Condition, conditions_in
from alliance_docs.dossier.form_changes import form_changes
from alliance_docs.dossier.form_facts import as_answers
from alliance_docs.drafting.draft import Box, Clause, Draft, Inlines, clause_inlines, plain
from alliance_docs.drafting.layer_files import files_of
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.drafting.merging.differences import FactEdit
from alliance_docs.jurisdictions.jurisdiction import kind_of

_FOR_ONE = re.compile(r"^member\.")
_SIGNS = str.maketrans(dict.fromkeys("□☐○☑☒√✓✔■● \u3000\n", ""))


def facts_ticked(plan: Plan, document: str, written: Draft, text: Draft) -> tuple[FactEdit, ...]:
    """Return the facts that boxes ticked or unticked in *text* answer, where the document's own text says plainly which."""
    known = {clause.id: clause for clause in text.clauses}
    if not any(_has_boxes(clause) and known.get(clause.id) != clause for clause in written.clauses):
        return ()
    conditions = _conditions(plan, document)
    paths = {one.path.rpartition(".")[2] for one in conditions}
    found = form_changes(written, text, conditions) if conditions else None
    printed = {one.path for clause in written.clauses for run in clause_inlines(clause) for one in run if hasattr(one, "path")}
    ticked = tuple(one for one in found.facts if one.path not in printed and one.path.rpartition(".")[2] in paths) if found else ()
    return as_answers(plan.facts, replace(found, facts=ticked)).facts if found and ticked else ()


def with_boxes_kept(written: Draft, text: Draft, corrected: Collection[FactEdit]) -> Draft:
    """Return *text* with the boxes as written where the facts they stand for are *corrected* in the dossier: they follow these now."""
    clauses = {edit.clause for edit in corrected}
    was = {(clause.id, _key(run)): run for clause in written.clauses if clause.id in clauses for run in clause_inlines(clause) if _boxes(run)}

    def changed(inlines: Inlines, clause: Clause) -> Inlines:
        return was.get((clause.id, _key(inlines)), inlines)

    return map_runs(text, changed) if was else text


def _conditions(plan: Plan, document: str) -> tuple[Condition, ...]:
    found = conditions_in("\n".join(file.source() for file in files_of(kind_of(document), plan.layers)))
    member = document.partition("@")[2]
    return tuple(replace(one, path=_FOR_ONE.sub(f"members[{member}].", one.path)) for one in found) if member else found


def _has_boxes(clause: Clause) -> bool:
    return any(map(_boxes, clause_inlines(clause)))


def _boxes(run: Inlines) -> bool:
    return any(isinstance(one, Box) for one in run)


def _key(run: Inlines) -> str:
    return plain(run).translate(_SIGNS)

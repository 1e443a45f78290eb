"""alliance.yaml: read, written, and changed in place. The text a person edits by hand stays theirs."""

from __future__ import annotations

from functools import lru_cache

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import UNSTORED, Facts
from alliance_docs.facts.lookup import item_index
from alliance_docs.facts.paths import Item, read_path
from alliance_docs.facts.tree import Fault, Loc, path_of, read_tree
from alliance_docs.facts.yaml_edit import edited
from alliance_docs.facts.yaml_nodes import Source, decoded, read_source
from alliance_docs.facts.yaml_render import render

__all__ = ["decode", "parse", "render", "with_facts", "with_value"]

decode = decoded


def parse(text: str, name: str, *, consistent: bool = True) -> Facts:
    """Return the facts of YAML *text*; *name* is the file's name in messages.

    Raises UserErrors with every fault found in one pass, each with line and path: form, unknown fields, wrong types, and
    (when *consistent*) what cannot be true together.
    """
    return _read(text.removeprefix("\ufeff"), name, consistent=consistent)[0]


def with_value(text: str, path: str, value: object, name: str = "alliance.yaml") -> str:
    """Return YAML *text* with *value* at *path* (see ``assign``) and every other character as it was. Raises UserError."""
    facts = parse(text, name, consistent=False)
    return with_facts(text, assign(facts, path, value), name)


def with_facts(text: str, facts: Facts, name: str = "alliance.yaml") -> str:
    """Return YAML *text* changed as little as makes it say *facts*; comments, order and formatting stay."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    facts = facts.model_copy(update={UNSTORED: None})
    before, source = _read(plain, name, consistent=False)
    if before == facts:
        return text
    for coarse in (False, True):
        after = edited(source, before, facts, coarse=coarse)
        if after is not None and _said(after, name) == facts:
            return mark + after
    return mark + render(facts)


def _said(text: str, name: str) -> Facts | None:
    try:
        return _read(text, name, consistent=False)[0]
    except UserError:
        return None


def _read(text: str, name: str, *, consistent: bool) -> tuple[Facts, Source]:
    scan = _scanned if len(text) <= _KEPT else _scanned.__wrapped__
    facts, source, faults = scan(text, name)
    if consistent:
        for problem in problems(facts):
            loc = _place(problem.path, source.tree)
            other = _place(problem.other, source.tree) if problem.other else None
            faults = (*faults, Fault(loc, problem.path, problem.message, problem.remedy, other))
    if faults:
        found = [(source.line(fault.loc), number, _error(fault, source, name)) for number, fault in enumerate(faults)]
        raise UserErrors(error for _, _, error in sorted(found, key=lambda item: item[:2]))
    return facts, source


_KEPT = 2_000_000
"""Characters of a text small enough to be remembered, so that saving answer after answer reads each state once."""


@lru_cache(maxsize=2)
def _scanned(text: str, name: str) -> tuple[Facts, Source, tuple[Fault, ...]]:
    source = read_source(text, name)
    tree = dict(source.tree)
    if source.deferred:
        listed = tree.get("deferred")
        marked = [path_of(loc, tree) for loc in source.deferred]
        if listed is None or isinstance(listed, list):
            tree["deferred"] = [*(listed or ()), *marked]
    if tree.pop(UNSTORED, None) is not None:
        message, remedy = "变更不在本文件中填写", "写在 changes.yaml：用 alliance-docs members 或者 changes 记录，并删去这一段"
        source.faults.append(Fault((UNSTORED,), UNSTORED, message, remedy))
    facts, faults = read_tree(tree)
    bad = {fault.loc for fault in source.faults}
    return facts, source, (*source.faults, *(fault for fault in faults if fault.loc not in bad))


def _error(fault: Fault, source: Source, name: str) -> UserError:
    path = fault.path or path_of([step.removesuffix("\0") if isinstance(step, str) else step for step in fault.loc if step != "?"], source.tree)
    message = fault.message
    if fault.other is not None:
        message += f"（另一处在第 {source.line(fault.other)} 行）"
    return UserError(message, place=f"{name}:{source.line(fault.loc)} {path}".rstrip(), remedy=fault.remedy)


def _place(path: str, tree: object) -> Loc:
    """Return the place in the tree of a concrete path."""
    loc: list[str | int] = []
    for step in read_path(path):
        if isinstance(step, Item):
            items = tree if isinstance(tree, list) else []
            ids = [item.get("id") if isinstance(item, dict) else None for item in items]
            index = ids.index(step.key) if step.key in ids else item_index(items, step.key)
            if index is None:
                break
            loc.append(index)
            tree = items[index]
        else:
            loc.append(step)
            tree = tree.get(step) if isinstance(tree, dict) else None
    return tuple(loc)

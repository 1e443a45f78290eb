"""Cross-references: the printed words of each, resolved once all documents of a package are numbered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from alliance_docs.drafting.draft import (
    Block,
    Clause,
    Draft,
    Inlines,
    Item,
    Paragraph,
    Ref,
)  # fmt: skip
from alliance_docs.drafting.mapping import map_runs
from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.numerals import han

Words = Callable[[Ref, str, Clause], Ref]


def target_text(clause: Clause, parent: int = 0) -> str:
    """The words that name a clause: 第十二条, 附件2, 第三部分, 第三部分（二）. *parent*: the section it stands in."""
    match clause.kind:
        case "article":
            return f"第{han(clause.number)}条"
        case "annex":
            return f"附件{clause.number}"
        case "section" if clause.level == 2 and parent:
            return f"第{han(parent)}部分（{han(clause.number)}）"
        case "section":
            return f"第{han(clause.number)}部分"
        case "passage":
            return "正文"


def parents(draft: Draft) -> dict[str, int]:
    """Return the number of the section each clause of the second level stands in."""
    found: dict[str, int] = {}
    above = 0
    for clause in draft.clauses:
        if clause.kind == "section" and clause.level == 1:
            above = clause.number
        elif clause.kind == "section":
            found[clause.id] = above
    return found


def ref_text(ref: Ref, clause: Clause, parent: int = 0) -> str:
    """The words of a reference: 第十二条第二款第（三）项."""
    text = target_text(clause, parent)
    if ref.paragraph:
        text += f"第{han(ref.paragraph)}款"
    if ref.item:
        text += f"第（{han(ref.item)}）项"
    return text


def paragraphs(clause: Clause) -> list[tuple[Block, list[Item]]]:
    """Return the 款 of a clause, each with the level-1 items that follow it; items first belong to an empty 款."""
    found: list[tuple[Block, list[Item]]] = []
    for block in clause.blocks:
        if isinstance(block, Paragraph) and block.role == "body":
            found.append((block, []))
        elif isinstance(block, Item) and block.level == 1:
            if not found:
                found.append((Paragraph(()), []))
            found[-1][1].append(block)
    return found


def _wrong(ref: Ref, clause: Clause) -> str:
    """Return what is wrong with the 款 or 项 of a reference, or ''."""
    if not ref.paragraph and not ref.item:
        return ""
    here = paragraphs(clause)
    if ref.paragraph > len(here):
        return f"只有 {len(here)} 款"
    items = here[ref.paragraph - 1][1] if ref.paragraph else [item for _, group in here for item in group]
    if ref.item and ref.item not in {item.number for item in items}:
        return f"没有第（{han(ref.item)}）项"
    return ""


def _part(ref: Ref) -> str:
    paragraph, item = f"第 {ref.paragraph} 款" if ref.paragraph else "", f"第 {ref.item} 项" if ref.item else ""
    return paragraph + item


REMOVED = "【所引条款已删除】"
"""Printed for a reference to a clause that a layer removed; a check reports it (LC-FM-08)."""


def resolve(drafts: Mapping[str, Draft], known: Mapping[str, Collection[str]] | None = None) -> dict[str, Draft]:
    """Return the drafts with the words of every reference filled in.

    *known* holds, by document, the ids its texts have at all: a clause that was only removed or switched off is
    printed as :data:`REMOVED`. A reference to anything else raises UserErrors naming document and clause.
    """
    known = known or {}
    index = {(key, clause.id): clause for key, draft in drafts.items() for clause in draft.clauses}
    above = {(key, name): number for key, draft in drafts.items() for name, number in parents(draft).items()}
    errors: list[UserError] = []

    def words(ref: Ref, document: str, clause: Clause) -> Ref:
        target = index.get((ref.document or document, ref.clause))
        where = f"{document} 条款 {clause.id}"
        if target is None and ref.clause in known.get(ref.document or document, ()):
            return replace(ref, text=REMOVED)
        if target is None:
            errors.append(UserError(f"引用的条款不存在：{ref.document or document}#{ref.clause}", place=where, remedy="改正引用，或者恢复被引用的条款"))
            return ref
        wrong = _wrong(ref, target)
        if wrong:
            errors.append(UserError(f"引用 {ref.clause} {_part(ref)}，但该条{wrong}", place=where, remedy="改正引用"))
        return replace(ref, text=ref_text(ref, target, above.get((ref.document or document, ref.clause), 0)))

    resolved = {key: _map_refs(draft, key, words) for key, draft in drafts.items()}
    if errors:
        raise UserErrors(errors)
    return resolved


def _map_refs(draft: Draft, document: str, words: Words) -> Draft:
    def change(run: Inlines, clause: Clause) -> Inlines:
        if not any(isinstance(inline, Ref) for inline in run):
            return run
        return tuple(words(inline, document, clause) if isinstance(inline, Ref) else inline for inline in run)

    return map_runs(draft, change)

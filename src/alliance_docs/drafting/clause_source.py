"""A clause written back as clause text: the lines that :mod:`clause_text` reads, facts as expressions where one is known."""

from __future__ import annotations

from collections.abc import Callable

from alliance_docs.drafting.clause_text import ROLES
from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Clause,
    Fact,
    Gap,
    Inline,
    Inlines,
    Item,
    LineBreak,
    PageBreak,
    Paragraph,
    Ref,
    Text,
)  # fmt: skip
from alliance_docs.errors import UserError

Say = Callable[[Fact | Blank], str]
"""A printed fact → the expression that prints it, ``""`` where there is none."""

_HEADS = {("article", 1): "##", ("section", 1): "###", ("section", 2): "####", ("annex", 1): "@annex"}
_ITEMS = {1: "（一）", 2: "1.", 3: "（1）"}
_MARKERS = {role: marker for marker, role in ROLES.items()}
_TAGS = ("{{", "{%", "{#")


def clause_source(clause: Clause, document: str, say: Say) -> str:
    """Return *clause* of *document* as clause text. Raises UserError for what cannot be typed (tables, open choices)."""
    lines = []
    if clause.kind != "passage":
        lines.append(f"{_HEADS[clause.kind, clause.level]} {_inlines(clause.rubric, document, say)}".rstrip())
    for block in clause.blocks:
        match block:
            case Paragraph(inlines, role) if role == "body" or role in _MARKERS:
                lines.append(f"{_MARKERS[role]} {_inlines(inlines, document, say)}" if role != "body" else _inlines(inlines, document, say))
            case Item(level, _number, inlines):
                lines.append(_ITEMS[level] + _inlines(inlines, document, say))
            case PageBreak():
                lines.append("@page")
            case _:
                raise UserError(f"条款“{clause.id}”中有表格、签署栏或者待选事项，不能写回条款文本", remedy="用 alliance-docs clauses edit 改写这一条")
    return "\n".join(lines)


def _inlines(inlines: Inlines, document: str, say: Say) -> str:
    return "".join(_inline(one, document, say) for one in inlines)


def _inline(one: Inline, document: str, say: Say) -> str:
    match one:
        case Text(text, bold):
            if any(tag in text for tag in _TAGS):
                raise UserError(f"文字“{text[:20]}”中有花括号，不能写回条款文本", remedy="在 Word 中改正后再采纳")
            return f"**{text}**" if bold and text.strip() else text
        case Fact(text, _path, bold):
            said = say(one) or text
            return f"**{said}**" if bold else said
        case Blank():
            return say(one) or "____"
        case Ref(clause, paragraph, item, other):
            name = other if other and other != document else ""
            tail = f"/{paragraph}/{item}" if item else f"/{paragraph}" if paragraph else ""
            return f"[]({name}#{clause}{tail})"
        case Box(checked):
            return "[x]" if checked else "[ ]"
        case Gap(width):
            return "_" * max(2, width)
        case LineBreak():
            return "\\\\"
        case _:
            raise UserError("有待选事项或者不能改写的内容，不能写回条款文本", remedy="用 alliance-docs clauses edit 改写这一条")

"""Block-level containers of a .docx: what is part of the text, what is passed over, what belongs to which cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from alliance_docs.word.ooxml import W
from alliance_docs.word.opaque import PREFIXES

_FALLBACK = f"{{{PREFIXES['mc']}}}Fallback"
OPEN = {f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag", "sdt")}
"""Wrappers whose content is part of the text."""
SILENT = {
    f"{W}{name}"
    for name in (
        "pPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd",
        "bookmarkEnd", "customXmlPr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "smartTagPr",
    )
}  # fmt: skip
_ARTICLE = re.compile(r"[\s\u3000]*第[\s\u3000]*[一二三四五六七八九十百零〇\d０-９]+[\s\u3000]*条")


def cell_of(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph is text of the cell, not of a drawing or of deleted content in it."""
    for parent in paragraph.iterancestors():
        if parent is cell:
            return True
        if parent.tag in (f"{W}txbxContent", f"{W}del", f"{W}moveFrom", f"{W}r", _FALLBACK):
            return False
    return False


def inside(node: Any, tag: str) -> Iterator[Any]:
    """Yield the children of that tag, also within content controls and tracked insertions."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in OPEN:
            yield from inside(child, tag)


def is_frame(table: Any) -> bool:
    """Tell whether a table only frames a text: one of its cells holds several numbered articles."""
    return any(
        sum(bool(_ARTICLE.match("".join(words.text or "" for words in paragraph.iter(f"{W}t")))) for paragraph in cell.findall(f"{W}p")) >= 2
        for row in inside(table, f"{W}tr")
        for cell in inside(row, f"{W}tc")
    )

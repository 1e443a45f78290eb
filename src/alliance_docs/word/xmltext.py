"""Text on its way into XML: escaping, and the characters XML cannot hold."""

from __future__ import annotations

import re

from alliance_docs.errors import UserError

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def text(value: str) -> str:
    """Escape *value* as element content."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def refuse_illegal(xml: str, title: str) -> None:
    """Raise UserError when *xml* holds a character no XML file may hold, quoting the words around it."""
    found = _ILLEGAL.search(xml)
    if found:
        near = re.sub(r"<[^>]*>", "", xml[max(0, found.start() - 60) : found.start()])[-15:]
        raise UserError(
            f"“{near}”后面有不能写入 Word 的字符 U+{ord(found[0]):04X}", place=f"《{title}》", remedy="请删去这个字符"
        )

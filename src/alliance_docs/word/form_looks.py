"""How a form looks beside its words: paper, margins, columns, header and footer, pictures; what a copy has otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, integer
from alliance_docs.word.package import Package

_PAGE = {"w": "纸张宽度", "h": "纸张高度", "orient": "纸张方向"}
_MARGINS = {"top": "上边距", "bottom": "下边距", "left": "左边距", "right": "右边距"}
_TWIPS = 40
"""Difference in twentieths of a point that saving makes by itself."""
_SHARE = 0.03
"""Share of a table's width by which a column must have moved to be told."""


def changed_looks(before: Package, after: Package) -> tuple[tuple[str, str], ...]:
    """Return what of the form's look was changed: what in words, and of which part."""
    try:
        old, new = before.xml(before.document_name()), after.xml(after.document_name())
    except UserError:
        return ()
    return tuple(dict.fromkeys((*_pages(old, new), *_columns(old, new), *_margin_words(before, after), *_pictures(old, new))))


def _pages(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    for one, other in zip(old.iter(f"{W}sectPr"), new.iter(f"{W}sectPr"), strict=False):
        for tag, names in (("pgSz", _PAGE), ("pgMar", _MARGINS)):
            was, now = one.find(f"{W}{tag}"), other.find(f"{W}{tag}")
            for key, said in names.items() if was is not None and now is not None else ():
                first, second = was.get(f"{W}{key}", ""), now.get(f"{W}{key}", "")
                if abs(integer(first) - integer(second)) > _TWIPS or (key == "orient" and (first or "portrait") != (second or "portrait")):
                    yield said, "页面设置"


def _columns(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    one, other = list(old.iter(f"{W}tbl")), list(new.iter(f"{W}tbl"))
    if len(one) != len(other):
        return  # rows and tables put in or struck are told by their words
    for was, now in zip(one, other, strict=True):
        first, second = _shares(was), _shares(now)
        if len(first) == len(second) and any(abs(a - b) > _SHARE for a, b in zip(first, second, strict=True)):
            yield "列宽", next((text for node in now.iter(f"{W}t") if (text := (node.text or "").strip())), "表格")


def _shares(table: Any) -> list[float]:
    widths = [integer(node.get(f"{W}w")) for node in table.findall(f"{W}tblGrid/{W}gridCol")]
    return [width / (sum(widths) or 1) for width in widths]


def _margin_words(before: Package, after: Package) -> Iterator[tuple[str, str]]:
    for kind, said in (("header", "页眉的文字"), ("footer", "页脚的文字")):
        old, new = _words(before, kind), _words(after, kind)
        for words in sorted(new - old):
            yield said, words
        if old - new and not new - old:
            yield said, "（删去）" + sorted(old - new)[0]


def _words(package: Package, kind: str) -> set[str]:
    found = set()
    for name in package.parts:
        if re.fullmatch(rf"word/{kind}\d*\.xml", name):
            for paragraph in package.xml(name).iter(f"{W}p"):
                words = "".join(node.text or "" for node in paragraph.iter(f"{W}t")).strip()
                if words and not re.fullmatch(r"[\s—\-–0-9]*", words):
                    found.add(words)
    return found


def _pictures(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    def count(root: Any) -> int:
        return sum(1 for _ in root.iter(f"{W}drawing", f"{W}pict"))

    if count(old) != count(new):
        yield "图片", f"原有 {count(old)} 个，现有 {count(new)} 个"

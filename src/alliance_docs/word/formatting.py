"""Direct formatting somebody gave to words (colour, highlighting, underline …), which a text made anew cannot keep."""

from __future__ import annotations

from collections import Counter
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package

_LOOKS = {
    "highlight": "突出显示", "u": "下划线", "strike": "删除线", "dstrike": "双删除线", "color": "字体颜色", "i": "斜体",
    "shd": "底纹", "vertAlign": "上标或下标", "em": "着重号", "bdr": "字符边框",
}  # fmt: skip
_NONE = ("none", "auto", "0", "false", "000000", "baseline", "clear", "nil")


def added_looks(before: Package, after: Package) -> tuple[tuple[str, str], ...]:
    """Return what formatting *after* has and *before* has not: the look in words, and the first words that have it."""
    old, new = _looks(before), _looks(after)
    found: dict[str, str] = {}
    for look, words in new:
        if new[look, words] > old.get((look, words), 0) and words.strip("_ \u3000"):
            found.setdefault(look, words)
    return tuple((_LOOKS[look], words[:20]) for look, words in found.items())


def _looks(package: Package) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    try:
        root = package.xml(package.document_name())
    except UserError:
        return found
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            continue
        words = "".join(piece.text or "" for piece in run.iter(f"{W}t"))
        for node in properties if words else ():
            name = str(node.tag).rpartition("}")[2]
            if name in _LOOKS and _shows(node):
                found[name, words] += 1
    return found


def _shows(node: Any) -> bool:
    return all(node.get(f"{W}{key}", "1").lower() not in _NONE for key in ("val", *(("fill",) if node.tag == f"{W}shd" else ())))

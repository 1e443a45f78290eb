"""Tracked changes: the document as it reads when all are accepted, or as it stood before them; and who made them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package, open_package

View = Literal["accepted", "original"]

_GONE = {"accepted": (f"{W}del", f"{W}moveFrom"), "original": (f"{W}ins", f"{W}moveTo")}
_TRACKED = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
_CELLS = {"accepted": f"{W}cellDel", "original": f"{W}cellIns"}
_FORMATS = tuple(f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr", "tblGrid", "numbering"))
_DELETED = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_KEPT = (f"{W}rPr", f"{W}sectPr")


@dataclass(frozen=True)
class Editor:
    """Somebody's tracked changes, counted as Word stores them; *first* and *last*: their days (2026-03-01), or empty."""

    name: str
    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    formats: int = 0
    first: str = ""
    last: str = ""


def settle(root: Any, view: View, author: str | None = None) -> None:
    """Change a part's tree to one without tracked changes, as *view* reads it; or without those of one *author*.

    A paragraph whose end is gone keeps a deleted mark, so that it is joined with the next.
    """
    gone = _GONE[view]
    for node in list(root.iter(*_TRACKED, f"{W}cellIns", f"{W}cellDel")):
        parent = node.getparent()
        if parent is None or (author is not None and node.get(f"{W}author") != author):
            continue
        if node.tag in (f"{W}cellIns", f"{W}cellDel"):
            if node.tag == _CELLS[view]:
                _remove(parent.getparent())
        elif parent.tag == f"{W}trPr":
            if node.tag in gone:
                _remove(parent.getparent())
            else:
                parent.remove(node)
        elif parent.tag == f"{W}numPr":
            if node.tag in gone:
                _remove(parent)
        elif parent.tag == f"{W}rPr":
            if node.tag in gone:
                node.tag = f"{W}del"
            else:
                parent.remove(node)
        elif node.tag in gone:
            _remove(node)
        elif node.tag in (f"{W}del", f"{W}moveFrom"):
            node.tag = f"{W}ins"
    if view == "original":
        for node in list(root.iter(*_DELETED)):
            if author is None or next(node.iterancestors(f"{W}del", f"{W}moveFrom"), None) is None:
                node.tag = _DELETED[node.tag]
        for change in list(root.iter(f"{W}pPrChange", f"{W}rPrChange")):
            if author is None or change.get(f"{W}author") == author:
                _restore(change)


def without_changes_by(package: Package, author: str) -> Package:
    """Return the package with the tracked changes of *author* rejected, in headers and footers too."""
    mark = author.encode()
    names = [name for name, data in package.parts.items() if name.endswith(".xml") and mark in data and not name.endswith(("comments.xml", "people.xml"))]
    if not names:
        return package
    from alliance_docs.word.part_edits import parsed, serialised

    parts = dict(package.parts)
    for name in names:
        root = parsed(parts[name], name)
        settle(root, "original", author)
        parts[name] = serialised(root)
    return Package(parts)


def _remove(node: Any) -> None:
    """Remove an element; the blanks behind it mean nothing in WordprocessingML."""
    parent = node.getparent() if node is not None else None
    if parent is not None:
        parent.remove(node)


def _restore(change: Any) -> None:
    """Put the properties back as they were before a tracked change of format."""
    now = change.getparent()
    if now is None:
        return
    old = change.find(now.tag)
    for child in [child for child in now if child.tag not in _KEPT]:
        now.remove(child)
    for place, child in enumerate(old if old is not None else ()):
        now.insert(place, child)


def editors(data: bytes) -> tuple[Editor, ...]:
    """Return who made the tracked changes of a .docx, with counts, in order of first appearance. Raises UserError."""
    return editors_of(open_package(data))


def editors_of(package: Package) -> tuple[Editor, ...]:
    """Return who made the tracked changes of an opened package."""
    found: dict[str, Editor] = {}
    for kind, author, date in _changes(package):
        one = found.get(author, Editor(author))
        counted = replace(one, **{kind: getattr(one, kind) + 1})
        days = [day for day in (one.first, one.last, date[:10]) if day]
        found[author] = replace(counted, first=min(days, default=""), last=max(days, default=""))
    return tuple(found.values())


def _changes(package: Package) -> Iterator[tuple[str, str, str]]:
    names = [name for name in package.parts if name.endswith(".xml") and b":author=" in package.parts[name]]
    for name in names:
        if name.endswith(("comments.xml", "people.xml")):
            continue
        try:
            root = package.xml(name)
        except UserError:
            continue
        for node in root.iter(*_TRACKED, *_FORMATS, f"{W}cellIns", f"{W}cellDel"):
            author = node.get(f"{W}author")
            if author is None or node.tag == f"{W}moveFrom":  # a move is counted where it arrives
                continue
            yield _kind(node.tag), author, node.get(f"{W}date", "")


def _kind(tag: str) -> str:
    if tag in (f"{W}ins", f"{W}cellIns"):
        return "insertions"
    if tag in (f"{W}del", f"{W}cellDel"):
        return "deletions"
    return "moves" if tag == f"{W}moveTo" else "formats"

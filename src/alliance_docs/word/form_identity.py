"""What a filled form knows of itself: the marks its template carries, and the facts now printed behind each.

So a form is read back like a document of the writer's own: clauses under their ids, facts with their paths, the rows of
a list under the record they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from alliance_docs.drafting.draft import Blank, Choice, Fact, Inline
from alliance_docs.word.identity import NAMESPACE, PART, Identity, Mark, find_identity, identity_parts, span
from alliance_docs.word.names import BookmarkNames
from alliance_docs.word.package import Package
from alliance_docs.word.writer import Meta

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RECORD = re.compile(r"[a-z_.]+\[[^\]?]+\]")
Restored = Sequence[tuple[Any, Inline]]
"""The runs that show values, in document order, with the values."""


def renewed_identity(package: Package, root: Any, restored: Restored, meta: Meta) -> dict[str, bytes]:
    """Return the identity part of *package* brought up to date; nothing when the template carries none.

    *root* is the body as filled; rows that stand for one record are given bookmarks in it.
    """
    known = find_identity(package)
    if known is None:
        return {}
    shown = {run: inline for run, inline in restored if isinstance(inline, Fact | Blank | Choice)}
    rows = _mark_rows(root, shown)
    identity = replace(
        known,
        dossier=meta.dossier,
        filing=meta.filing,
        version=meta.version,
        marks=_placed(known, rows, root, shown),
        spans=tuple(span(inline) for inline in shown.values()),
    )
    name = next(
        name
        for name, data in package.parts.items()
        if name.startswith("customXml/") and NAMESPACE.encode() in data and b"<identity" in data
    )
    return {name: identity_parts(identity)[PART]}


def _placed(known: Identity, rows: dict[str, Mark], root: Any, shown: Mapping[Any, Inline]) -> tuple[Mark, ...]:
    """Return all marks in document order, each with the number of values printed before it."""
    wanted = {mark.name: replace(mark, opening=_untagged(mark.opening)) for mark in known.marks} | rows
    found: list[Mark] = []
    count = 0
    for element in root.iter(f"{W}bookmarkStart", f"{W}r"):
        if element in shown:
            count += 1
        elif (mark := wanted.pop(element.get(f"{W}name", ""), None)) is not None:
            found.append(replace(mark, at=count))
    for mark in wanted.values():  # its bookmark was lost while the form was restyled: keep it behind its neighbour
        at = next(index for index, other in enumerate(known.marks) if other.name == mark.name)
        before = known.marks[:at]
        names = [other.name for other in before]
        place = max((i + 1 for i, other in enumerate(found) if other.name in names), default=0)
        found.insert(place, replace(mark, at=found[place - 1].at if place else 0))
    return tuple(found)


def _untagged(opening: str) -> str:
    """Cut a clause's first words before the first tag: a filled form must not carry tags anywhere."""
    return re.split(r"\{[{%#]", opening)[0].rstrip()


def _mark_rows(root: Any, shown: Mapping[Any, Inline]) -> dict[str, Mark]:
    """Set a bookmark in each table row whose values all come from one record; return the marks by name."""
    names = BookmarkNames()
    ids = [int(start.get(f"{W}id", "0")) for start in root.iter(f"{W}bookmarkStart")]
    number = max(ids, default=0)
    marks: dict[str, Mark] = {}
    for row in root.iter(f"{W}tr"):
        inlines = [shown[run] for run in row.iter(f"{W}r") if run in shown]
        keys = {found[0] for i in inlines if (path := getattr(i, "path", "")) and (found := _RECORD.match(path))}
        paragraph = next(row.iter(f"{W}p"), None)
        if len(keys) != 1 or paragraph is None:
            continue
        mark = Mark(names.take(f"row/{(key := keys.pop())}"), "row", key)
        number += 1
        properties = paragraph.find(f"{W}pPr")
        start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": mark.name})
        paragraph.insert(0 if properties is None else 1, start)
        etree.SubElement(paragraph, f"{W}bookmarkEnd", {f"{W}id": str(number)})
        marks[mark.name] = mark
    return marks

"""What a filled form knows of itself: the marks its template carries, and the facts now printed behind each.

So a form is read back like a document of the writer's own: clauses under their ids, facts with their paths, the rows of
a list under the record they stand for.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from alliance_docs.drafting.draft import Blank, Choice, Fact, Inline
from alliance_docs.word.identity import NAMESPACE, PART, PROPERTIES, Identity, Mark, find_identity, identity_parts, span
from alliance_docs.word.names import BookmarkNames
from alliance_docs.word.package import CONTENT_TYPES, OFFICE, RELATIONSHIPS, Package
from alliance_docs.word.writer import Meta

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RECORD = re.compile(r"[a-z_.]+\[[^\]?]+\]")
Restored = Sequence[tuple[Any, Inline]]
"""The runs that show values, in document order, with the values."""


@dataclass(frozen=True)
class Whose:
    """Which document a form is filled for. *own*: a layer words the whole document by itself, so its clauses are none of ours, whatever marks they bear."""

    document: str = ""
    title: str = ""
    jurisdiction: str = ""
    own: bool = False


NOBODY = Whose()
OWN_PREFIX = "own_"
"""Begins the ids of clauses in a layer's own document."""


def renewed_identity(package: Package, root: Any, restored: Restored, meta: Meta, whose: Whose = NOBODY) -> dict[str, bytes]:
    """Return the identity part of *package* brought up to date; a template that carries none is given one for *whose* document.

    Nothing where neither tells a document. *root* is the body as filled; rows that stand for one record are given bookmarks in it.
    """
    carried = find_identity(package)
    document = whose.document or (carried.document if carried else "")
    if carried is None and not document:
        return {}
    known = carried or Identity()
    shown = {run: inline for run, inline in restored if isinstance(inline, Fact | Blank | Choice)}
    rows = _mark_rows(root, shown)
    identity = replace(
        known,
        document=document,
        title=whose.title or known.title,
        jurisdiction="" if whose.own else known.jurisdiction or whose.jurisdiction,
        dossier=meta.dossier,
        filing=meta.filing,
        version=meta.version,
        edition=_edition(document, root),
        marks=tuple(_own(mark) if whose.own else mark for mark in _placed(known, rows, root, shown)),
        spans=tuple(span(inline) for inline in shown.values()),
    )
    return _identity_parts_in(package, identity, fresh=carried is None)


def with_identity(package: Package, identity: Identity) -> Package:
    """Return *package* with that identity, in place of any it has."""
    return Package({**package.parts, **_identity_parts_in(package, identity, fresh=find_identity(package) is None)})


def _identity_parts_in(package: Package, identity: Identity, *, fresh: bool) -> dict[str, bytes]:
    made = identity_parts(identity)
    if fresh:
        return _linked(package, made)
    name = next(
        name
        for name, data in package.parts.items()
        if name.startswith("customXml/") and NAMESPACE.encode() in data and b"<identity" in data
    )
    return {name: made[PART]}


def _own(mark: Mark) -> Mark:
    return replace(mark, id=f"{OWN_PREFIX}{mark.id}") if mark.kind == "clause" else mark


def _edition(document: str, root: Any) -> str:
    """The name of the form as filled: 12 hexadecimal digits of its hash."""
    return hashlib.sha256(document.encode() + b"\n" + etree.tostring(root, method="c14n")).hexdigest()[:12]


def _linked(package: Package, made: dict[str, bytes]) -> dict[str, bytes]:
    """Return the identity as parts of a package that had none: under names that are free, with the links to them."""
    free = next(number for number in range(1, 10_000) if not any(f"item{number}.xml" in name or f"itemProps{number}.xml" in name for name in package.parts))
    names = {PART: f"customXml/item{free}.xml", PROPERTIES: f"customXml/itemProps{free}.xml", "customXml/_rels/item1.xml.rels": f"customXml/_rels/item{free}.xml.rels"}
    parts = {names[name]: data.replace(b"itemProps1.xml", f"itemProps{free}.xml".encode()) for name, data in made.items()}
    main = package.document_name()
    links = posixpath.join(posixpath.dirname(main), "_rels", f"{posixpath.basename(main)}.rels")
    if links in package.parts:
        root = package.xml(links)
    else:
        root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
    up = posixpath.relpath(names[PART], posixpath.dirname(main) or ".")
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", {"Id": "rIdAlIdentity", "Type": f"{OFFICE}/customXml", "Target": up})
    parts[links] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    types = package.xml(CONTENT_TYPES)
    space = types.tag.rpartition("}")[0] + "}"
    if not any(node.get("Extension", "").lower() == "xml" for node in types.iter(f"{space}Default")):
        etree.SubElement(types, f"{space}Override", {"PartName": f"/{names[PART]}", "ContentType": "application/xml"})
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    etree.SubElement(types, f"{space}Override", {"PartName": f"/{names[PROPERTIES]}", "ContentType": kind})
    parts[CONTENT_TYPES] = etree.tostring(types, encoding="UTF-8", xml_declaration=True, standalone=True)
    return parts


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

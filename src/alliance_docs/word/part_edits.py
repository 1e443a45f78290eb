"""Single parts of a package changed in place: parsed as they stand, written back, listed where the format wants it.

Unlike :func:`package.parse` nothing is made common here: a file in the strict variant of the format stays strict.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import Any

from alliance_docs.word.package import CONTENT_TYPES, OFFICE, RELATIONSHIPS, parse

STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def parsed(data: bytes, name: str) -> Any:
    """Parse a part with its own namespaces; return its root. Raises UserError when it cannot be read or holds entities."""
    from lxml import etree

    root = parse(data, name)
    if b"purl.oclc.org/ooxml" not in data:
        return root
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))


def serialised(root: Any) -> bytes:
    """Return the bytes of a part, with what stands before and behind its root."""
    from lxml import etree

    data: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def free_name(taken: Iterable[str], wanted: str) -> str:
    """Return *wanted*, or the first of word/comments2.xml, word/comments3.xml … that is not taken in any case."""
    lower = {name.lower() for name in taken}
    stem, dot, extension = wanted.rpartition(".")
    names = (wanted, *(f"{stem}{number}{dot}{extension}" for number in range(2, len(lower) + 3)))
    return next(name for name in names if name.lower() not in lower)


def with_content_type(parts: dict[str, bytes], name: str, content_type: str) -> None:
    """Declare the content type of part *name* in *parts*."""
    from lxml import etree

    root = parsed(parts[CONTENT_TYPES], CONTENT_TYPES)
    node = next((node for node in root.iter(f"{_TYPES}Override") if node.get("PartName", "").lstrip("/") == name), None)
    if node is None:
        node = etree.SubElement(root, f"{_TYPES}Override", PartName=f"/{name}")
    node.set("ContentType", content_type)
    parts[CONTENT_TYPES] = serialised(root)


def with_relationship(parts: dict[str, bytes], part: str, kind: str, target: str) -> None:
    """Link *part* with *target* (a part name) by a relationship ``…/kind``, in the variant of the format the file is in."""
    from lxml import etree

    folder, base = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{base}.rels")
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    root = parsed(parts.get(name, empty), name)
    taken = {node.get("Id", "") for node in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    office = STRICT_OFFICE if STRICT_W[1:-1].encode() in parts[part] else OFFICE
    etree.SubElement(
        root, f"{{{RELATIONSHIPS}}}Relationship", Id=free, Type=f"{office}/{kind}", Target=posixpath.relpath(target, folder or ".")
    )
    parts[name] = serialised(root)

"""A .docx as its parts: opened safely, written back with the same bytes for the same parts."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.refusals import refuse_kind, refuse_macros, refuse_parts

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict variant of the format and their common equivalents."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another (*target* is a part name) or to an outside address (*external*)."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name, in order."""

    parts: Mapping[str, bytes]

    def to_bytes(self) -> bytes:
        """Return the zip: content types first, then as ordered; fixed times, level and system, so equal parts give equal bytes."""
        out = io.BytesIO()
        names = sorted(self.parts, key=lambda name: name != CONTENT_TYPES)
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                info = zipfile.ZipInfo(name, _EPOCH)
                info.create_system = 0
                info.external_attr = 0
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, self.parts[name], zipfile.ZIP_DEFLATED, 6)
        return out.getvalue()

    def xml(self, name: str) -> Any:
        """Return the root element of the part *name*. Raises UserError when it is missing or is not XML."""
        data = self.parts.get(name)
        if data is None:
            raise UserError(f"文件里缺少 {name}", remedy="请用 Word 或 WPS 打开后另存为 .docx 再试")
        return parse(data, name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of *part* (``""``: of the package) by id; none when there are none."""
        folder, name = posixpath.split(part)
        data = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        if data is None:
            return {}
        found: dict[str, Relationship] = {}
        for node in parse(data, name).iter(f"{{{RELATIONSHIPS}}}Relationship"):
            external = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            if not external:
                target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[node.get("Id", "")] = Relationship(node.get("Id", ""), node.get("Type", ""), target, external)
        return found

    def document_name(self) -> str:
        """Return the name of the main document part. Raises UserError when there is none."""
        for relationship in self.relationships("").values():
            if relationship.type.endswith("/officeDocument") and relationship.target in self.parts:
                return relationship.target
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        raise UserError("这不是 Word 文档（文件里没有正文）", remedy="请选择 .docx 文件")


def parse(data: bytes, name: str = "") -> Any:
    """Parse *data* without entities, network or huge trees; return the root element. Raises UserError when it cannot be read."""
    from lxml import etree

    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise UserError(f"{name} 含有实体定义，不予读取", remedy="请用 Word 或 WPS 打开后另存为 .docx 再试")
    if b"purl.oclc.org/ooxml" in data:
        for strict, common in _STRICT:
            data = data.replace(strict, common)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UserError(
            f"文件的 {name} 部分已损坏，无法读取", remedy="请用 Word 或 WPS 打开并修复后另存为 .docx 再试"
        ) from error
    if root.getroottree().docinfo.doctype:  # written in another encoding, so that the bytes do not tell
        raise UserError(f"{name} 含有实体定义，不予读取", remedy="请用 Word 或 WPS 打开后另存为 .docx 再试")
    return root


def open_package(data: bytes) -> Package:
    """Open the bytes of a .docx.

    Raises UserError for anything else: another kind of file, a file with a password or macros, a broken or oversized archive.
    """
    refuse_kind(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            refuse_parts(entries)
            parts = {entry.filename.replace("\\", "/"): archive.read(entry) for entry in entries}
    except UserError:
        raise
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
        raise UserError("这不是 .docx 文件，或者文件已损坏", remedy="请用 Word 或 WPS 打开后另存为 .docx 再试") from error
    refuse_macros(parts.get(CONTENT_TYPES, b""))
    package = Package(parts)
    package.document_name()
    return package


def content_sha256(data: bytes) -> str:
    """Return the hash of a .docx by content: over its parts sorted by name, uncompressed."""
    digest = hashlib.sha256()
    parts = open_package(data).parts
    for name in sorted(parts):
        for piece in (name.encode("utf-8"), parts[name]):
            digest.update(len(piece).to_bytes(8, "big"))
            digest.update(piece)
    return digest.hexdigest()

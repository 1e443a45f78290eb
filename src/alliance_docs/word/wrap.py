"""The parts around the body: numbering instances, identity, properties, relationships, content types."""

from __future__ import annotations

import datetime
import re

from alliance_docs.word.identity import PROPERTIES, Identity, identity_parts
from alliance_docs.word.opaque import Luggage
from alliance_docs.word.package import CONTENT_TYPES, OFFICE, Package
from alliance_docs.word.shell import Shell
from alliance_docs.word.xmltext import text

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DROPPED = re.compile(r"(docProps|customXml|_xmlsignatures)/|_rels/\.rels$")
_CREATOR = "alliance-docs"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def wrap(
    shell: Shell, document: str, nums: list[str], identity: Identity, luggage: Luggage, date: datetime.date | None
) -> Package:
    """Return the package: the shell's parts with this body, its lists, its identity and its own properties."""
    parts = {name: data for name, data in shell.parts.items() if not _DROPPED.match(name)}
    parts["word/document.xml"] = document.encode("utf-8")
    if nums:
        numbering = parts["word/numbering.xml"].decode("utf-8")
        place = numbering.rindex("</w:num>") + len("</w:num>")
        parts["word/numbering.xml"] = (numbering[:place] + "".join(nums) + numbering[place:]).encode("utf-8")
    links = parts["word/_rels/document.xml.rels"].decode("utf-8")
    links = re.sub(r'<Relationship [^>]*Type="[^"]*/customXml"[^>]*/>', "", links)
    links = re.sub(r'<Relationship [^>]*Target="(?:\.\./|/)?customXml/[^>]*/>', "", links)
    own = f'<Relationship Id="rIdAlIdentity" Type="{OFFICE}/customXml" Target="../customXml/item1.xml"/>'
    own += "".join(luggage.relationships.values())
    parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", f"{own}</Relationships>").encode("utf-8")
    parts |= luggage.parts
    parts |= identity_parts(identity)
    parts["docProps/core.xml"] = _core(identity.title, date)
    parts["docProps/app.xml"] = (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{_CREATOR}</Application></Properties>"
    ).encode()
    parts["_rels/.rels"] = _root_links()
    parts[CONTENT_TYPES] = _content_types(parts, luggage)
    order = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name != "_rels/.rels", name))
    return Package({name: parts[name] for name in order})


def _core(title: str, date: datetime.date | None) -> bytes:
    when = ""
    if date is not None:
        stamp = f"{date.isoformat()}T00:00:00Z"
        when = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>' for name in ("created", "modified")
        )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{text(title)}</dc:title><dc:creator>{_CREATOR}</dc:creator><dc:language>zh-CN</dc:language>{when}</cp:coreProperties>"
    ).encode()


def _root_links() -> bytes:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    targets = (
        ("rId1", f"{OFFICE}/officeDocument", "word/document.xml"),
        ("rId2", f"{package}/metadata/core-properties", "docProps/core.xml"),
        ("rId3", f"{OFFICE}/extended-properties", "docProps/app.xml"),
    )
    links = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>' for name, kind, target in targets)
    return f'{_HEAD}<Relationships xmlns="{package}">{links}</Relationships>'.encode()


def _content_types(parts: dict[str, bytes], luggage: Luggage) -> bytes:
    types = parts[CONTENT_TYPES].decode("utf-8")
    types = re.sub(r'<Override [^>]*PartName="/(?:docProps|customXml|_xmlsignatures)/[^>]*/>', "", types)
    own = {
        PROPERTIES: "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    } | luggage.content_types
    more = "".join(f'<Override PartName="/{name}" ContentType="{text(kind)}"/>' for name, kind in own.items())
    return types.replace("</Types>", f"{more}</Types>").encode("utf-8")

"""OOXML we cannot speak of, carried verbatim: a picture, a formula, a text box.

The XML is kept in its exclusive canonical form, so that it is the same wherever it stands. Parts it depends on (the
picture itself) travel inside it, in an ``al:opaque`` wrapper.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from typing import Any

from alliance_docs.word.package import OFFICE, Package, Relationship

NAMESPACE = "urn:alliance-docs:opaque:1"
PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "wpi": "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w10": "urn:schemas-microsoft-com:office:word",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
}
"""The namespaces declared on every document we write."""

_WRAPPED = re.compile(rf'<al:opaque xmlns:al="{NAMESPACE}">(?P<parts>.*?)</al:parts>(?P<body>.*)</al:opaque>', re.DOTALL)
_PART = re.compile(r'<al:part rel="([^"]*)" type="([^"]*)" name="([^"]*)" content="([^"]*)" target="([^"]*)">([^<]*)</al:part>')


def canonical(element: Any) -> str:
    """Return *element* as text that does not depend on where it stands."""
    from lxml import etree

    named = {
        prefix
        for node in element.iter(f"{{{PREFIXES['mc']}}}Choice")
        for prefix in node.get("Requires", "").split()
        if prefix in node.nsmap
    }
    data: bytes = etree.tostring(
        _alone(element), method="c14n", exclusive=True, with_comments=False, inclusive_ns_prefixes=sorted(named) or None
    )
    return data.decode("utf-8")


def _alone(element: Any) -> Any:
    """Return *element* without the text behind it."""
    from copy import copy

    if not element.tail:
        return element
    element = copy(element)
    element.tail = None
    return element


def keep(element: Any, package: Package, part: str) -> str:
    """Return *element* of *part* with everything it needs from *package* to stand in another document."""
    xml = canonical(element)
    links = package.relationships(part) if f"{{{OFFICE}}}" in _attribute_namespaces(element) else {}
    used = [links[link] for link in dict.fromkeys(re.findall(r'r:(?:id|embed|link|pict|href)="([^"]*)"', xml)) if link in links]
    if not used:
        return xml
    parts = "".join(_part(link, package) for link in used)
    return f'<al:opaque xmlns:al="{NAMESPACE}"><al:parts>{parts}</al:parts>{xml}</al:opaque>'


def _attribute_namespaces(element: Any) -> set[str]:
    return {name.split("}")[0] + "}" for node in element.iter() for name in node.attrib if name.startswith("{")}


def _part(link: Relationship, package: Package) -> str:
    data = b"" if link.external else package.parts.get(link.target, b"")
    name = "" if link.external else posixpath.basename(link.target)
    content = _content_type(package, link.target)
    target = _quote(link.target) if link.external else ""
    return (
        f'<al:part rel="{_quote(link.id)}" type="{_quote(link.type)}" name="{_quote(name)}" content="{_quote(content)}" '
        f'target="{target}">{base64.b64encode(data).decode("ascii")}</al:part>'
    )


def _quote(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _unquote(value: str) -> str:
    return value.replace("&lt;", "<").replace("&quot;", '"').replace("&amp;", "&")


def _content_type(package: Package, name: str) -> str:
    types = package.xml("[Content_Types].xml")
    extension = name.rpartition(".")[2].lower()
    default = ""
    for node in types:
        if node.get("PartName", "").lstrip("/") == name:
            return str(node.get("ContentType", ""))
        if node.get("Extension", "").lower() == extension:
            default = str(node.get("ContentType", ""))
    return default


def set_inside(xml: str, around: str) -> str:
    """Return block-level *xml* with bookmarks around the content of its first paragraph, or around all of it.

    *around*: the bookmarks' XML, with NUL where the content goes. Between blocks bookmarks are lost or moved by others.
    """
    from lxml import etree

    before, _, after = around.partition("\0")
    w = PREFIXES["w"]
    try:
        root = etree.fromstring(f'<x xmlns:w="{w}">{before}{after}{xml}</x>')
    except etree.XMLSyntaxError:
        # a fragment that counts on namespaces of the document
        return f"{before}{xml}{after}"
    count = (len(root) - 1) // 2
    block = root[-1]
    first = block if block.tag == f"{{{w}}}p" else next(block.iter(f"{{{w}}}p"), None)
    if len(root) != 2 * count + 1 or block.tag not in (f"{{{w}}}p", f"{{{w}}}tbl") or first is None:
        return f"{before}{xml}{after}"
    place = 1 if len(first) and first[0].tag == f"{{{w}}}pPr" else 0
    first.extend(root[count : 2 * count])
    for number, start in enumerate(root[:count]):
        first.insert(place + number, start)
    return etree.tostring(block, encoding="unicode", with_tail=False)


def without_own_marks(element: Any, prefix: str) -> tuple[Any, list[str]]:
    """Return a copy of *element* without the bookmarks whose names begin with *prefix*, and their names."""
    from copy import deepcopy

    alone = deepcopy(element)
    w = f"{{{PREFIXES['w']}}}"
    starts = [mark for mark in alone.iter(f"{w}bookmarkStart") if mark.get(f"{w}name", "").startswith(prefix)]
    numbers = {mark.get(f"{w}id") for mark in starts}
    ends = [mark for mark in alone.iter(f"{w}bookmarkEnd") if mark.get(f"{w}id") in numbers]
    for mark in starts + ends:
        mark.getparent().remove(mark)
    return alone, [mark.get(f"{w}name", "") for mark in starts]


class Luggage:
    """Collects the parts that opaque pieces bring into a new document."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.content_types: dict[str, str] = {}
        self.relationships: dict[str, str] = {}
        """Relationship id → its XML."""

    def unpack(self, xml: str) -> str:
        """Return the XML to stand in the document, its relationship ids made to fit."""
        found = _WRAPPED.fullmatch(xml)
        if not found:
            return xml
        body = found["body"]
        for link, kind, name, content, target, data in _PART.findall(found["parts"]):
            body = re.sub(rf'(r:\w+=")({re.escape(link)})"', rf'\g<1>{self._bring(kind, name, content, target, data)}"', body)
        return body

    def _bring(self, kind: str, name: str, content: str, target: str, data: str) -> str:
        extension = _unquote(name).rpartition(".")[2]
        digest = hashlib.sha256(f"{kind}\0{extension}\0{content}\0{target}\0{data}".encode()).hexdigest()[:12]
        new = f"rIdAl{digest}"
        if target:
            where = f'Target="{target}" TargetMode="External"'
        else:
            part = f"media/al{digest}.{extension}"
            self.parts[f"word/{part}"] = base64.b64decode(data)
            self.content_types[f"word/{part}"] = _unquote(content)
            where = f'Target="{part}"'
        self.relationships[new] = f'<Relationship Id="{new}" Type="{kind}" {where}/>'
        return new

"""A label in the footer of every page: which version of a text a file is. It is no part of the text and is not read back."""

from __future__ import annotations

import posixpath
from typing import Any

from alliance_docs.word.ooxml import W
from alliance_docs.word.package import OFFICE, Package, open_package
from alliance_docs.word.part_edits import free_name, parsed, serialised, with_content_type, with_relationship

_MARK = "00A1AB1E"
"""Tells our paragraph (``w:rsidR``), so that labelling again replaces the words instead of adding some."""
_R = f"{{{OFFICE}}}"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FONTS = {f"{W}ascii": "宋体", f"{W}hAnsi": "宋体", f"{W}eastAsia": "宋体", f"{W}hint": "eastAsia"}
_SIZE = "18"


def labelled(data: bytes, words: str) -> bytes:
    """Return the .docx *data* with *words* in a line of its own in every footer; pages without a footer get one.

    The text itself is left byte for byte, unless a page without footer needs one. Labelling again replaces the words.
    Raises UserError when *data* is not a readable .docx.
    """
    package = open_package(data)
    parts = dict(package.parts)
    main = package.document_name()
    _complete(parts, package, main)
    for link in Package(parts).relationships(main).values():
        if link.type.endswith("/footer") and link.target in parts:
            root = parsed(parts[link.target], link.target)
            _say(root, words)
            parts[link.target] = serialised(root)
    return Package(parts).to_bytes()


def labels_of(data: bytes) -> tuple[str, ...]:
    """Return the lines of text in the footers of a .docx, each once. Raises UserError when it is not a readable .docx."""
    package = open_package(data)
    found: dict[str, None] = {}
    for link in package.relationships(package.document_name()).values():
        if link.type.endswith("/footer") and link.target in package.parts:
            for paragraph in package.xml(link.target).iter(f"{W}p"):
                found["".join(node.text or "" for node in paragraph.iter(f"{W}t"))] = None
    return tuple(line for line in found if line.strip())


def _say(root: Any, words: str) -> None:
    paragraph = next((one for one in root.iter(f"{W}p") if one.get(f"{W}rsidR") == _MARK), None)
    if paragraph is not None:
        next(paragraph.iter(f"{W}t")).text = words
        return
    from lxml import etree

    paragraph = etree.SubElement(root, f"{W}p", {f"{W}rsidR": _MARK})
    looks = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(looks, f"{W}spacing", {f"{W}before": "0", f"{W}after": "0", f"{W}line": "240", f"{W}lineRule": "auto"})
    etree.SubElement(looks, f"{W}ind", {f"{W}firstLineChars": "0", f"{W}firstLine": "0"})
    etree.SubElement(looks, f"{W}jc", {f"{W}val": "center"})
    run = etree.SubElement(paragraph, f"{W}r")
    font = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(font, f"{W}rFonts", _FONTS)
    etree.SubElement(font, f"{W}sz", {f"{W}val": _SIZE})
    etree.SubElement(font, f"{W}szCs", {f"{W}val": _SIZE})
    text = etree.SubElement(run, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = words


def _complete(parts: dict[str, bytes], package: Package, main: str) -> None:
    """Give the first section every kind of footer it shows; later sections take theirs from the one before."""
    root = parsed(parts[main], main)
    sections = list(root.iter(f"{W}sectPr"))
    if not sections:
        return
    settings = next((link.target for link in package.relationships(main).values() if link.type.endswith("/settings")), "")
    even = b"evenAndOddHeaders" in parts.get(settings, b"")
    first_pages = any(section.find(f"{W}titlePg") is not None for section in sections)
    wanted = ("default", *(("even",) if even else ()), *(("first",) if first_pages else ()))
    there = {node.get(f"{W}type", "default") for node in sections[0].findall(f"{W}footerReference")}
    missing = [kind for kind in wanted if kind not in there]
    for kind in missing:
        number = _new_footer(parts, main)
        reference = sections[0].makeelement(f"{W}footerReference", {f"{W}type": kind, f"{_R}id": number})
        sections[0].insert(len(sections[0].findall(f"{W}headerReference")) + len(sections[0].findall(f"{W}footerReference")), reference)
    if missing:
        parts[main] = serialised(root)


def _new_footer(parts: dict[str, bytes], main: str) -> str:
    """Add an empty footer part; return the id of its relationship."""
    name = free_name(parts, posixpath.join(posixpath.dirname(main), "footer-label.xml"))
    parts[name] = f'<w:ftr xmlns:w="{W[1:-1]}"/>'.encode()
    with_content_type(parts, name, _TYPE)
    with_relationship(parts, main, "footer", name)
    return next(link.id for link in Package(parts).relationships(main).values() if link.target == name)

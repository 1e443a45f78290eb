"""The styles of a .docx, as far as they matter for reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, integer, on, value
from alliance_docs.word.package import Package
from alliance_docs.word.styles import IDS

_DEEPEST = 12


@dataclass(frozen=True)
class StyleInfo:
    """What matters of a style: *ours* (our id, or empty), its list and *numbered_by* (the style that says so), outline
    level (0: none), alignment, size in half points, weight, whether it hides its words, titles a document or a contents."""

    ours: str = ""
    number: tuple[int, int] | None = None
    heading: int = 0
    align: str = ""
    size: int = 0
    numbered_by: str = ""
    bold: bool = False
    hidden: bool = False
    title: bool = False
    contents: bool = False


def list_of(properties: Any) -> tuple[int, int] | None:
    """Return the list instance and level in paragraph properties, or None."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None or found.find(f"{W}numId") is None:
        return None
    return integer(value(found.find(f"{W}numId"))), integer(value(found.find(f"{W}ilvl")))


def own_level(properties: Any) -> int | None:
    """Return the level paragraph properties give to the list of the style; None when they say nothing of it."""
    found = properties.find(f"{W}numPr/{W}ilvl") if properties is not None else None
    return integer(value(found)) if found is not None else None


def load_styles(package: Package) -> tuple[dict[str, StyleInfo], StyleInfo]:
    """Return the styles of a package by id, and the usual paragraph style; none when they cannot be read."""
    try:
        root = package.xml("word/styles.xml")
    except UserError:
        return {}, StyleInfo()
    nodes = {node.get(f"{W}styleId", ""): node for node in root.iter(f"{W}style")}

    def info(node: Any, depth: int = 0) -> StyleInfo:
        parent = nodes.get(value(node.find(f"{W}basedOn")))
        above = info(parent, depth + 1) if parent is not None and depth < _DEEPEST else StyleInfo()
        properties = node.find(f"{W}pPr")
        outline = properties.find(f"{W}outlineLvl") if properties is not None else None
        align = value(properties.find(f"{W}jc")) if properties is not None else ""
        name = value(node.find(f"{W}name"))
        number, look = list_of(properties), node.find(f"{W}rPr")
        bold, hidden = (look.find(f"{W}{switch}") if look is not None else None for switch in ("b", "vanish"))
        return StyleInfo(
            IDS.get(name, ""),
            number or above.number,
            (integer(value(outline)) + 1) % 10 if outline is not None else above.heading,
            align or above.align,
            integer(value(node.find(f"{W}rPr/{W}sz"))) or above.size,
            node.get(f"{W}styleId", "") if number else above.numbered_by,
            on(bold) if bold is not None else above.bold,
            on(hidden) if hidden is not None else above.hidden,
            name.lower() == "title" or above.title,
            name.lower().startswith("toc ") or above.contents,
        )

    usual = next(
        (node for node in nodes.values() if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true")),
        None,
    )
    return {style: info(node) for style, node in nodes.items()}, info(usual) if usual is not None else StyleInfo()

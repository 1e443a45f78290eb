"""The parts of a .docx beside its text: headers and footers that show, and parts that should be readable and are not."""

from __future__ import annotations

from typing import Any

from alliance_docs.errors import UserError
from alliance_docs.word.ooxml import W, on
from alliance_docs.word.package import OFFICE, Package

_NEEDED = ("/styles", "/numbering")
"""Parts without which structure or numbers are lost."""


def margin_parts(package: Package, part: str, root: Any) -> tuple[str, ...]:
    """Return the names of the headers and footers that print, in order; *root* is the main part *part*."""
    links = package.relationships(part)
    settings = package.parts.get("word/settings.xml", b"")
    even = b"evenAndOddHeaders" in settings
    found: dict[str, None] = {}
    for section in root.iter(f"{W}sectPr"):
        first = on(section.find(f"{W}titlePg"))
        for node in section.iter(f"{W}headerReference", f"{W}footerReference"):
            kind = node.get(f"{W}type", "default")
            link = links.get(node.get(f"{{{OFFICE}}}id", ""))
            shown = kind == "default" or (kind == "first" and first) or (kind == "even" and even)
            if shown and link is not None and not link.external and link.target in package.parts:
                found[link.target] = None
    return tuple(found)


def unreadable(package: Package) -> tuple[str, ...]:
    """Return the names of style and list parts that are no XML."""
    found = []
    for name in package.parts:
        if name.endswith(".xml") and any(wanted in name for wanted in _NEEDED):
            try:
                package.xml(name)
            except UserError:
                found.append(name)
    return tuple(found)

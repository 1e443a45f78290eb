"""What of the look of words and paragraphs counts as changed.

Between two files saved by one program: everything but what does not show. Between two programs only emphasis, styles and
lists: each writes fonts, sizes and indents in its own way, and a thousand marks of that kind would hide the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from alliance_docs.word.ooxml import W, on, value
from alliance_docs.word.opaque import PREFIXES
from alliance_docs.word.redline_flat import look_of

_OWN = re.compile(rb"<w:bookmark(?:Start|End)[^>]*>(?:</w:bookmark(?:Start|End)>)?|<w:numId [^>]*>")
"""Bookmarks and list instances: their numbers are each file's own."""
_LAID = ("pStyle", "jc", "ind", "numPr/{w}ilvl", "numPr/{w}numId")
"""What of a paragraph's look is told when it has changed."""
_SWITCHES = tuple(f"{W}{name}" for name in ("b", "i", "strike", "dstrike", "caps", "smallCaps", "vanish"))
_VALUES = tuple(f"{W}{name}" for name in ("u", "highlight", "vertAlign", "em"))
_PLAIN = ("", "none", "baseline")
_REACHING = (f"{{{PREFIXES['r']}}}", f"{W}footnoteReference", f"{W}endnoteReference")


def bare(paragraph: Any) -> bytes:
    """Return a paragraph as bytes, without what differs between two files that say the same."""
    from lxml import etree

    data: bytes = etree.tostring(paragraph, method="c14n", exclusive=True, with_comments=False)
    return _OWN.sub(b"", data)


def reaching(paragraph: Any) -> bool:
    """Tell whether a paragraph rests on other parts (a picture, a note): equal XML may then show something else."""
    return any(node.tag in _REACHING[1:] or any(name.startswith(_REACHING[0]) for name in node.attrib) for node in paragraph.iter())


def emphasis(run: Any, styles: Mapping[str, str], unseen: frozenset[str]) -> str:
    """Return what any program writes of a run's look in the same way: bold, underline, its style (by *styles*: old id → new id)."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    told = []
    for child in properties:
        if child.tag in _SWITCHES and on(child):
            told.append(child.tag)
        elif child.tag in _VALUES and value(child) not in _PLAIN:
            told.append(f"{child.tag} {value(child)}")
        elif child.tag == f"{W}rStyle" and value(child) not in unseen:
            told.append(f"{child.tag} {styles.get(value(child), value(child))}")
    return "".join(sorted(told))


def look(run: Any, styles: Mapping[str, str], unseen: frozenset[str], *, alike: bool) -> str:
    """Return a run's look as comparable text. *alike*: both files were saved by one program."""
    return look_of(run, unseen=unseen) if alike else emphasis(run, styles, unseen)


def laid(paragraph: Any, styles: Mapping[str, str] | None = None, *, alike: bool = True) -> tuple[str, ...]:
    """Return what is told of a paragraph's look, but for its list."""
    return laid_of(paragraph.find(f"{W}pPr"), styles)[: 3 if alike else 1]


def laid_of(properties: Any, styles: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return what is told of paragraph properties: style, alignment, indent, list."""
    if properties is None:
        return ("",) * len(_LAID)
    found = [properties.find(W + name.format(w=W)) for name in _LAID]
    told = [str(sorted(node.attrib.items())) if node is not None else "" for node in found]
    if found[0] is not None:
        told[0] = (styles or {}).get(value(found[0]), value(found[0]))
    return tuple(told)

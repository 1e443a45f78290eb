"""Boxes to tick and room for handwriting, as they are typed: □, ☑, ____, underlined spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alliance_docs.word.records import Segment

_TYPED = re.compile(r"(?P<x>[□☐☑☒])|(?P<g>_{2,})")
_CHECKED = "☑☒√✓"
_EMPTY = "□☐"


def styled(kind: str, text: str) -> Iterator[Segment]:
    """Within boxes and gaps whatever was typed beside them is text."""
    if kind == "x":
        for part in re.findall(f"[{_CHECKED}{_EMPTY}]|[^{_CHECKED}{_EMPTY}]+", text):
            if part in _CHECKED or part in _EMPTY:
                yield Segment("x", "☑" if part in _CHECKED else "□")
            else:
                yield Segment("t", part)
    elif kind == "g":
        for part in re.findall("[\u3000_]+|[^\u3000_]+", text):
            yield Segment("g" if part[0] in "\u3000_" else "t", part)
    elif text:
        yield Segment(kind, text)


def typed(segment: Segment) -> Iterator[Segment]:
    """Split a stranger's text at its boxes and underscores."""
    start = 0
    for found in _TYPED.finditer(segment.text):
        if found.start() > start:
            yield Segment("t", segment.text[start : found.start()], segment.bold, segment.rubric)
        if found["x"]:
            yield Segment("x", "☑" if found["x"] in _CHECKED else "□")
        else:
            yield Segment("g", "\u3000" * len(found["g"]))
        start = found.end()
    if start < len(segment.text) or not segment.text:
        yield Segment(segment.kind, segment.text[start:], segment.bold, segment.rubric)


def wide(text: str) -> str:
    """Underlined spaces of any width, as full-width ones."""
    return "\u3000" * max(1, round(sum(1 if char == "\u3000" else 0.5 for char in text)))

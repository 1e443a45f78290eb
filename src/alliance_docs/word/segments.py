"""Cutting segments at a place in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from alliance_docs.drafting.draft import Inline, Text
from alliance_docs.word.records import Segment


def cut(segments: Sequence[Segment], place: int) -> tuple[list[Segment], list[Segment]]:
    """Return the segments before and after *place*, counted in characters of their words."""
    before: list[Segment] = []
    for number, segment in enumerate(segments):
        size = len(segment.text)
        if place <= 0:
            return before, list(segments[number:])
        if size <= place:
            before.append(segment)
            place -= size
            continue
        head, tail = _halves(segment, place)
        return [*before, head], [tail, *segments[number + 1 :]]
    return before, []


def _halves(segment: Segment, place: int) -> tuple[Segment, Segment]:
    """Cut one segment; a fact, blank or reference is never cut, but goes on whole behind."""
    if segment.kind != "t":
        return replace(segment, text="", inlines=()), segment
    head, tail = segment.text[:place], segment.text[place:]
    return replace(segment, text=head, inlines=_text(head, segment.bold)), replace(segment, text=tail, inlines=_text(tail, segment.bold))


def _text(text: str, bold: bool) -> tuple[Inline, ...]:
    return (Text(text, bold),) if text else ()


def drop_space(segments: list[Segment]) -> list[Segment]:
    """Return the segments without the full-width space that sets off what follows."""
    first = segments[0] if segments else None
    if first is None or first.kind != "t" or not first.text.startswith("\u3000"):
        return segments
    return cut(segments, 1)[1]


def split_pages(segments: list[Segment]) -> Iterator[list[Segment] | None]:
    """Yield the stretches between page breaks, and None for each break."""
    part: list[Segment] = []
    for segment in segments:
        if segment.kind == "p":
            if part:
                yield part
            yield None
            part = []
        else:
            part.append(segment)
    if part or not any(segment.kind == "p" for segment in segments):
        yield part

"""Which printed words are which fact: the spans written, found again among the words read.

Word joins neighbouring runs of the same look and splits others; people type over blanks and change facts. So the spans
behind each bookmark are matched with the words behind it, first exactly, then by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from alliance_docs.drafting.draft import (
    Blank,
    Box,
    Choice,
    Fact,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    OpaqueInline,
    Ref,
    Text,
)
from alliance_docs.word.identity import Identity, Span
from alliance_docs.word.recognise import value_of
from alliance_docs.word.records import Segment

_BLANK = re.compile(r"【待填：(?P<label>[^【】]*)】")
_CHOICE = re.compile(r"【待选：(?P<label>[^【】（]*)(?:（(?P<options>[^【】]*)）)?】")
_CITED = re.compile(r"第[^第条]+条(?:第(?P<paragraph>[^第款]+)款)?(?:第（(?P<item>[^（）]+)）项)?")
_STYLED = "fbcr"


def resolve(segments: Sequence[Segment], identity: Identity | None, groups: frozenset[str]) -> None:
    """Fill in the inlines of every segment. *groups*: the bookmarks that divide the document, as given to the scanner."""
    styled = [segment for segment in segments if segment.kind in _STYLED]
    if identity is not None:
        written = _by_group(identity, groups)
        read: dict[str, list[Segment]] = {}
        for segment in styled:
            read.setdefault(segment.group, []).append(segment)
        spare: list[Span] = []
        lost: list[Segment] = []
        cited = {mark.id: mark.name for mark in identity.marks if mark.kind == "clause"}
        for group, spans in written.items():
            spans, found = _match_fields(spans, read.pop(group, []), cited)
            left_spans, left = _match(spans, found)
            spare += left_spans
            lost += left
        lost += [segment for group in read.values() for segment in group]
        if lost and spare:
            order = {id(segment): place for place, segment in enumerate(styled)}
            _match_moved(spare, sorted(lost, key=lambda segment: order[id(segment)]))
        names = {name: clause for clause, name in cited.items()}
        for segment in lost:
            if not segment.inlines and segment.leads in names:
                segment.inlines = (_reference(names[segment.leads], segment),)
    for segment in segments:
        if not segment.inlines:
            segment.inlines = _unmatched(segment)


def _by_group(identity: Identity, groups: frozenset[str]) -> dict[str, list[Span]]:
    """Return the spans written behind each clause or row bookmark, in order."""
    starts = [("", 0)] + [(mark.name, mark.at) for mark in identity.marks if mark.name in groups]
    ends = [at for _, at in starts[1:]] + [len(identity.spans)]
    return {name: list(identity.spans[start:end]) for (name, start), end in zip(starts, ends, strict=True)}


def _match_fields(spans: list[Span], segments: list[Segment], cited: Mapping[str, str]) -> tuple[list[Span], list[Segment]]:
    """Match references whose field tells where they lead, whatever number it shows; return the others on both sides."""
    rest_spans, rest = list(spans), []
    for segment in segments:
        same = [one for one in rest_spans if segment.leads and isinstance(one.inline, Ref) and cited.get(one.inline.clause) == segment.leads]
        if not same or segment.kind != "r":
            rest.append(segment)
            continue
        found = next((one for one in same if one.text == segment.text), same[0])
        segment.inlines = (_inline(found, segment.text, segment),)
        rest_spans.remove(found)
    return rest_spans, rest


def _reference(clause: str, segment: Segment) -> Ref:
    """A reference put in with a field of ours: copied from elsewhere."""
    found = _CITED.fullmatch(segment.text)
    paragraph, item = (value_of(found[name]) if found else 0 for name in ("paragraph", "item"))
    return Ref(clause, paragraph, item, text=segment.text)


def _match(spans: list[Span], segments: list[Segment]) -> tuple[list[Span], list[Segment]]:
    """Match in order; return what is left on both sides."""
    place = 0
    for number, segment in enumerate(segments):
        end = _consume(spans, place, segment)
        if end is None:
            return _match_changed(spans[place:], segments[number:])
        segment.inlines = tuple(_inline(span, span.text, segment) for span in spans[place:end])
        place = end
    return spans[place:], []


def _consume(spans: Sequence[Span], place: int, segment: Segment) -> int | None:
    """Return the end of the spans from *place* on that together make the segment's words, or None."""
    text = segment.text
    while text:
        if place >= len(spans) or spans[place].kind != segment.kind or not text.startswith(spans[place].text):
            return None
        if not spans[place].text:
            return None
        text = text[len(spans[place].text) :]
        place += 1
    return place


def _match_changed(spans: list[Span], segments: list[Segment]) -> tuple[list[Span], list[Segment]]:
    """Match what is the same, then pair what was changed in between, one with one."""
    matcher = SequenceMatcher(
        None, [(span.kind, span.text) for span in spans], [(one.kind, one.text) for one in segments], autojunk=False
    )
    left_spans: list[Span] = []
    left: list[Segment] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for span, segment in zip(spans[i1:i2], segments[j1:j2], strict=True):
                segment.inlines = (_inline(span, segment.text, segment),)
            continue
        rest_spans, rest = _joined(spans[i1:i2], segments[j1:j2])
        for kind in _STYLED:
            mine = [segment for segment in rest if segment.kind == kind]
            theirs = [span for span in rest_spans if span.kind == kind]
            if len(mine) == len(theirs):
                for span, segment in zip(theirs, mine, strict=True):
                    segment.inlines = (_inline(span, segment.text, segment),)
            else:
                left += mine
                left_spans += theirs
    return left_spans, left


def _match_moved(spans: list[Span], segments: list[Segment]) -> None:
    """Match across the clauses what is the same, and what was changed beside something that is."""
    matcher = SequenceMatcher(None, [(span.kind, span.text) for span in spans], [(one.kind, one.text) for one in segments], autojunk=False)
    codes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        beside = any(one[0] == "equal" for one in codes[max(0, number - 1) : number + 2])
        if tag == "equal" or (tag == "replace" and beside and i2 - i1 == j2 - j1):
            for span, segment in zip(spans[i1:i2], segments[j1:j2], strict=True):
                if span.kind == segment.kind:
                    segment.inlines = (_inline(span, segment.text, segment),)
        elif tag == "replace":
            _joined(spans[i1:i2], segments[j1:j2])


def _joined(spans: list[Span], segments: list[Segment]) -> tuple[list[Span], list[Segment]]:
    """Match segments that hold several spans run together."""
    rest: list[Segment] = []
    for segment in segments:
        for place in range(len(spans)):
            end = _consume(spans, place, segment)
            if end is not None and end > place:
                segment.inlines = tuple(_inline(span, span.text, segment) for span in spans[place:end])
                del spans[place:end]
                break
        else:
            rest.append(segment)
    return spans, rest


def _inline(span: Span, text: str, segment: Segment) -> Inline:
    """Return the span's inline as it reads now."""
    match span.inline:
        case Fact() as fact:
            return Fact(text, fact.path, segment.bold)
        case Blank() | Choice() as open_one:
            if text == span.text:
                return open_one
            # somebody typed the answer in
            return Fact(text, open_one.path)
        case Ref() as ref:
            return replace(ref, text=text)
    raise TypeError(span)


def _unmatched(segment: Segment) -> Inlines:
    match segment.kind:
        case "b" | "c":
            return open_inlines(segment.text)
        case "x":
            return (Box(segment.text == "☑"),) if len(segment.text) == 1 else tuple(Box(char == "☑") for char in segment.text)
        case "g":
            # two low lines, or one full-width space underlined, are one character
            return (Gap(segment.text.count("\u3000") + (segment.text.count("_") + 1) // 2),)
        case "n":
            return (LineBreak(),)
        case "o":
            return (OpaqueInline(segment.xml),)
        case "p":
            return ()
        case _:
            return _lines(segment.text, segment.bold)


def _lines(text: str, bold: bool) -> Inlines:
    out: list[Inline] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            out.append(LineBreak())
        if line:
            out.append(Text(line, bold))
    return tuple(out)


def open_inlines(text: str, bold: bool = False) -> Inlines:
    """Return text with its 【待填：…】 and 【待选：…】 as blanks and open choices."""
    out: list[Inline] = []
    start = 0
    for found in sorted([*_BLANK.finditer(text), *_CHOICE.finditer(text)], key=lambda one: one.start()):
        out += _lines(text[start : found.start()], bold)
        if found.re is _BLANK:
            out.append(Blank(found["label"]))
        else:
            options = tuple(found["options"].split("／")) if found["options"] else ()
            out.append(Choice(found["label"], options))
        start = found.end()
    return tuple(out) + _lines(text[start:], bold)


def inlines_of(segments: Iterable[Segment]) -> Inlines:
    """Return the inlines of segments in order."""
    return tuple(inline for segment in segments for inline in segment.inlines)

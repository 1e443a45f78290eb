"""Scanned blocks → a Draft's body: by bookmark, by style, or by typed number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from alliance_docs.drafting.draft import Chapter, Clause, ClauseKind, Contents, Paragraph, plain
from alliance_docs.word.builder import Builder, Trace, words_of
from alliance_docs.word.foreign import place, typed_article
from alliance_docs.word.grids import table
from alliance_docs.word.identity import Mark
from alliance_docs.word.recognise import recognise
from alliance_docs.word.records import Grid, Kept, Label, Para, Scan
from alliance_docs.word.scheme import Scheme
from alliance_docs.word.segments import cut, drop_space
from alliance_docs.word.styles import ROLE_OF

_SPACE = "\u3000"
_PAGES = re.compile(r"(?:[\W\d_]|第(?=\s*\d*\s*页)|页|共(?=\s*\d*\s*页))*")
_LONGEST = 60
_KINDS = ("章程", "协议", "协议书", "办法", "方案")
_KIND_LINE = 8
"""Characters of a line below the alliance's name that only says the kind: 协 议 书."""
_KIND_OF_STYLE: dict[str, ClauseKind] = {
    "AlArticle": "article",
    "AlSection1": "section",
    "AlSection2": "section",
    "AlAnnex": "annex",
    "AlAnnexTitle": "annex",
    "AlPassageTitle": "passage",
}
_ITEMS: dict[str, Literal[1, 2, 3]] = {"AlItem1": 1, "AlItem2": 2, "AlItem3": 3}
_COUNTED = {"AlChapter": "chapter", **dict.fromkeys(_ITEMS, "item")}
"""Styles whose paragraphs bear automatic numbers, beside articles."""
_OUTSIDE = ("AlSpacer", "AlContents", "AlContentsTitle")


def assemble(
    scan: Scan, marks: Mapping[str, Mark], scheme: Scheme, traced: list[Trace] | None = None
) -> tuple[tuple[Chapter | Clause, ...], Sequence[tuple[str, str]]]:
    """Return the body of a Draft, and each clause's bookmark (or none) and id in order.

    *marks*: what the bookmarks mean; *scheme*: how the document numbers. *traced*, when given, is filled with where each
    clause's rubric and blocks stand in the file. A stranger's headers and footers follow as a passage of their own.
    """
    build = Builder(marks, scan.landscape)
    for block in scan.blocks:
        build.source = source_of(block)
        if isinstance(block, Para):
            _paragraph(build, block, scheme)
            continue
        build.begin_marked(block.marks, block.section)
        made = table(block, marks) if isinstance(block, Grid) else block.block
        if made is not None:
            build.add(made, block.section)
    _margins(build, scan.margins)
    build.close()
    if traced is not None:
        traced.extend(build.traced)
    return tuple(build.body), build.found


def source_of(block: Para | Grid | Kept) -> Trace:
    """Return where a block stands in the file: a number, for a table one for each paragraph of each cell of each row."""
    match block:
        case Para():
            return block.source
        case Grid():
            rows = (row for row in block.rows if row.cells)
            return tuple(tuple(tuple(para.source for para in cell.paragraphs) for cell in row.cells) for row in rows)
        case _:
            return -1


def _margins(build: Builder, margins: Iterable[Para]) -> None:
    """Add the lines of headers and footers, each once; one that only counts pages says nothing."""
    lines = {para.text: para for para in margins if not _PAGES.fullmatch(para.text)}
    if lines:
        build.source = -1
        build.begin("passage", 0)
        for para in lines.values():
            build.words(para, "note")


def _paragraph(build: Builder, para: Para, scheme: Scheme) -> None:
    style = para.style
    if style in _COUNTED and para.label is None:
        para = _untyped(para, build.article)
    begun = build.begin_marked(para.marks, para.section)
    kind = build.open.clause.kind if begun and build.open else None
    if style in _OUTSIDE:
        _outside(build, para)
    elif style == "AlChapter":
        build.chapter(words_of(drop_space(para.segments)), para.label.value if para.label else 0)
    elif style in _KIND_OF_STYLE or (kind == "article" and style not in _ITEMS):
        _heading(build, para, begun)
    elif style in ("AlSignFirst", "AlSign"):
        build.sign(para)
    elif style in _ITEMS:
        build.item(para, _ITEMS[style])
    elif style in ROLE_OF:
        build.words(para, ROLE_OF[style])
    else:
        place(build, para, scheme)


def _untyped(para: Para, article: int) -> Para:
    """The paragraph without the number somebody typed for the automatic one."""
    found = recognise(para.text, articles=True, after=article)
    if found.what != _COUNTED[para.style]:
        return para
    return replace(para, segments=cut(para.segments, found.end)[1], label=Label(para.text[: found.end].strip(), found.number, 0))


def _outside(build: Builder, para: Para) -> None:
    """A contents page, or a paragraph that only keeps things apart; what somebody typed into it is text."""
    blocks = build.open.blocks if build.open else []
    if para.style == "AlContentsTitle":
        build.add(Contents(), para.section)
    elif para.style == "AlContents":
        if not (blocks and isinstance(blocks[-1], Contents)):
            build.add(Contents(), para.section)
    elif para.segments:
        build.words(para, "body")


def _heading(build: Builder, para: Para, begun: bool) -> None:
    style = para.style
    if style == "AlAnnexTitle" and not begun:
        here = build.open
        if here and here.clause.kind == "annex" and not here.clause.rubric and not here.blocks:
            build.rubric(words_of(para.segments))
        else:
            build.words(para, "center")
        return
    kind = _KIND_OF_STYLE.get(style, "article")
    number = para.label.value if para.label else build.article + 1 if kind == "article" else 0
    if kind == "annex":
        found = recognise(para.text, articles=True, after=0)
        number = found.number if found.what == "annex" else 0
    if not begun:
        build.begin(kind, para.section, number, 2 if style == "AlSection2" else 1)
    build.number(number)
    here = build.here(para.section)
    if kind == "article":
        mark = build.marks.get(here.mark)
        _article(build, para, expected=mark is None or mark.rubric)
    elif style == "AlAnnex":
        here.awaits_title = True
    else:
        build.rubric(words_of(para.segments))


def _article(build: Builder, para: Para, *, expected: bool) -> None:
    """Split an article's first paragraph into rubric and first 款. *expected*: whether a rubric may be there."""
    segments = para.segments
    if para.style != "AlArticle" or para.label is None:
        found = recognise(para.text, articles=True, after=build.article - 1)
        segments = cut(segments, found.end)[1] if found.what == "article" else segments
    words = bool(segments) and not segments[0].rubric
    segments = drop_space(segments)
    end = 0
    while end < len(segments) and segments[end].rubric:
        end += 1
    if not end and expected:
        typed_article(build, segments, para.section)
        return
    if end:
        build.rubric(words_of(segments[:end]))
        segments = drop_space(segments[end:])
    if segments and (words or end):
        build.words(replace(para, segments=segments), "body")


def title(body: Iterable[Chapter | Clause]) -> str:
    """Return the title a document prints: its title lines, else those of its cover, else its first short line."""
    paragraphs = [
        (block.role, plain(block.inlines).replace("\n", "").strip(f" {_SPACE}\u00a0"))
        for part in body
        if isinstance(part, Clause)
        for block in part.blocks
        if isinstance(block, Paragraph)
    ]
    for wanted in ("title", "cover-title"):
        found = [number for number, (role, words) in enumerate(paragraphs) if words and role == wanted]
        if found:
            return _joined(paragraphs, found, wanted)
    lines = [words for _, words in paragraphs if words]
    short = next((number for number, words in enumerate(lines) if len(words) <= 60), None)
    if short is None:
        return ""
    below = "".join(lines[short + 1].split()) if short + 1 < len(lines) else ""
    goes_on = len(below) <= _KIND_LINE and below.endswith(_KINDS) and not lines[short].endswith(_KINDS)
    return lines[short] + below if goes_on else lines[short]


def _joined(paragraphs: Sequence[tuple[str, str]], found: Sequence[int], role: str) -> str:
    """Return the first title line with those that go on below it."""
    words = paragraphs[found[0]][1]
    for other, line in paragraphs[found[0] + 1 : found[0] + 3]:
        if other != role or len(words) + len(line) > _LONGEST or words.endswith(_KINDS):
            break
        words += line
    return words

"""Scanned blocks → a Draft's body: by bookmark, by style, or by typed number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from alliance_docs.drafting.draft import Chapter, Clause, ClauseKind, Contents, Paragraph, plain
from alliance_docs.word.builder import Builder, words_of
from alliance_docs.word.foreign import place, typed_article
from alliance_docs.word.grids import table
from alliance_docs.word.identity import Mark
from alliance_docs.word.recognise import recognise
from alliance_docs.word.records import Grid, Para, Scan
from alliance_docs.word.segments import cut, drop_space
from alliance_docs.word.styles import ROLE_OF

_SPACE = "\u3000"
_KIND_OF_STYLE: dict[str, ClauseKind] = {
    "AlArticle": "article",
    "AlSection1": "section",
    "AlSection2": "section",
    "AlAnnex": "annex",
    "AlAnnexTitle": "annex",
    "AlPassageTitle": "passage",
}
_ITEMS: dict[str, Literal[1, 2, 3]] = {"AlItem1": 1, "AlItem2": 2, "AlItem3": 3}
_OUTSIDE = ("AlSpacer", "AlContents", "AlContentsTitle")


def assemble(
    scan: Scan, marks: Mapping[str, Mark], *, articles: bool
) -> tuple[tuple[Chapter | Clause, ...], Sequence[tuple[str, str]]]:
    """Return the body of a Draft, and each clause's bookmark (or none) and id in order.

    *marks*: what the bookmarks mean; *articles*: whether the document has articles.
    """
    build = Builder(marks, scan.landscape)
    for block in scan.blocks:
        if isinstance(block, Para):
            _paragraph(build, block, articles)
            continue
        build.begin_marked(block.marks, block.section)
        made = table(block, marks) if isinstance(block, Grid) else block.block
        if made is not None:
            build.add(made, block.section)
    build.close()
    return tuple(build.body), build.found


def _paragraph(build: Builder, para: Para, articles: bool) -> None:
    style = para.style
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
        place(build, para, articles=articles)


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
    if para.style != "AlArticle":
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
    """Return the title a document prints: its title line, else that of its cover, else its first short line."""
    paragraphs = [
        (block.role, plain(block.inlines).replace("\n", "").strip(f" {_SPACE}\u00a0"))
        for part in body
        if isinstance(part, Clause)
        for block in part.blocks
        if isinstance(block, Paragraph)
    ]
    for wanted in ("title", "cover-title"):
        for role, words in paragraphs:
            if words and role == wanted:
                return words
    return next((words for _, words in paragraphs if words and len(words) <= 60), "")

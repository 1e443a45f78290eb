"""Paragraphs in styles that are not ours: told by their typed or automatic numbers, and by how they look."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from alliance_docs.drafting.draft import Item, Role, Text
from alliance_docs.word.builder import Builder, words_of
from alliance_docs.word.recognise import recognise, rubric_end
from alliance_docs.word.records import Para, Segment
from alliance_docs.word.segments import cut

_BLANK = " \t\n\u3000\u00a0"
_PARTIES = ("甲方", "乙方", "丙方", "丁方", "戊方")
_SHORT = 60


def typed_article(build: Builder, segments: list[Segment], section: int) -> None:
    """Split the words behind 第N条 into rubric and first 款, by the way they are typed."""
    found = rubric_end("".join(segment.text for segment in segments))
    rest = segments
    if found is not None:
        start, end, text = found
        build.rubric(words_of(cut(cut(segments, end)[0], start)[1]))
        rest = cut(segments, text)[1]
    if any(segment.text.strip() or segment.kind == "o" for segment in rest):
        build.words(Para("", rest, [], section=section), "body")


def place(build: Builder, para: Para, *, articles: bool) -> None:
    """Put a paragraph of a foreign style where it belongs. *articles*: whether the document has articles."""
    label = para.label.text if para.label else ""
    text = label + para.text
    if not text.strip() and not para.segments:
        return
    found = recognise(text, articles=articles, after=build.article, labelled=bool(label))
    rest = cut(para.segments, max(0, found.end - len(label)))[1]
    match found.what:
        case "chapter":
            build.chapter(words_of(rest), found.number)
        case "article":
            build.begin("article", para.section, found.number)
            typed_article(build, rest, para.section)
        case "annex":
            opened = build.begin("annex", para.section, found.number)
            build.rubric(words_of(rest))
            opened.awaits_title = not rest
        case "section" | "subsection":
            level: Literal[1, 2] = 1 if found.what == "section" else 2
            build.begin("section", para.section, found.number, level)
            build.rubric(words_of(rest))
        case "item":
            build.add(Item(found.level, found.number, words_of(rest)), para.section)
        case "text":
            _text(build, para)


def _text(build: Builder, para: Para) -> None:
    words = para.text.strip(_BLANK)
    if build.open is not None and build.open.awaits_title and words and len(words) <= _SHORT:
        build.rubric(words_of(para.segments))
        return
    if para.label is not None and para.label.text:
        label = Segment("t", para.label.text, inlines=(Text(para.label.text),))
        para = replace(para, segments=[label, *para.segments])
    build.words(para, _role(build, para, words))


def _role(build: Builder, para: Para, words: str) -> Role:
    if para.align == "center":
        first = not build.body and (build.open is None or not build.open.blocks)
        return "title" if words and (first or para.large) and len(words) <= _SHORT else "center"
    if para.align in ("right", "end"):
        return "right"
    if words.startswith("鉴于"):
        return "recital"
    if words.startswith(("附件：", "附件:")):
        return "attachment-note"
    if words.startswith(_PARTIES) and len(words) <= _SHORT:
        return "party"
    return "body"

"""Paragraphs in styles that are not ours: told by their typed or automatic numbers, and by how they look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from alliance_docs.drafting.draft import Chapter, Item, Role, Text
from alliance_docs.word.builder import Builder, words_of
from alliance_docs.word.recognise import part_title, recognise, rubric_end
from alliance_docs.word.records import Para, Segment
from alliance_docs.word.scheme import Scheme
from alliance_docs.word.segments import cut

_BLANK = " \t\n\u3000\u00a0"
_PARTIES = ("甲方", "乙方", "丙方", "丁方", "戊方")
_SHORT = 60
_HEAD = 30
_STOPS = tuple("。；;！？，、：:,.")
_ENTRY = re.compile(r"(?:[.．…·]{2,}|\t)[ \u3000]*[0-9０-９]{1,4}[ \u3000]*$")
"""The end of an entry of a typed table of contents."""
_SIGNING = re.compile(r"[（(](?:以下|此页|本页)无正文|[（(](?:盖章|公章|签章|签字|签名|签字盖章|盖章或者?签字)[）)]|签[署章字]页")


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


def place(build: Builder, para: Para, scheme: Scheme) -> None:
    """Put a paragraph of a foreign style where it belongs."""
    if not (scheme.foreign and "\n" in para.text):
        _place(build, para, scheme)
        return
    for part in _lines(build, para, scheme):
        _place(build, part, scheme)


def _lines(build: Builder, para: Para, scheme: Scheme) -> Iterator[Para]:
    """Part a paragraph before each line that begins an article, a part or an item: it was broken by hand, not ended."""
    lines: list[list[Segment]] = [[]]
    for segment in para.segments:
        lines[-1].append(segment)
        if segment.kind == "n":
            lines.append([])
    whole: list[Segment] = []
    label, article = para.label, build.article
    for line in lines:
        text = "".join(segment.text for segment in line)
        found = recognise(text, articles=scheme.articles, after=article, top=scheme.top, section=build.part)
        if found.what != "text" and whole:
            while whole and whole[-1].kind == "n":
                whole.pop()
            yield replace(para, segments=whole, label=label)
            whole, label = [], None
        article = found.number if found.what == "article" else article
        whole += line
    yield replace(para, segments=whole, label=label)


def _place(build: Builder, para: Para, scheme: Scheme) -> None:
    label = para.label.text if para.label else ""
    text = label + para.text
    if not text.strip() and not para.segments:
        return
    if scheme.foreign and (para.contents or _ENTRY.search(text, max(0, len(text) - 40))):
        _text(build, para, scheme)
        return
    found = recognise(
        text, articles=scheme.articles, after=build.article, labelled=bool(label), top=scheme.top, section=build.part if scheme.foreign else -1
    )
    if scheme.chapters and found.what == "item" and (part := part_title(text)) and part.number == _chapter(build) + 1:
        found = part  # 二、组织机构 over articles, and no item of the article before it
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
            opened = build.begin("section", para.section, found.number, level)
            opened.clause = replace(opened.clause, mark=found.mark)
            if found.heading:
                build.rubric(words_of(rest))
            else:
                build.words(replace(para, segments=rest, label=None), "body")
        case "item":
            build.add(Item(found.level, found.number, words_of(rest), found.mark), para.section)
        case "division" if scheme.foreign:
            build.begin("passage", para.section)
            build.rubric(words_of(_with_label(para)))
        case _:
            _text(build, para, scheme)


def _chapter(build: Builder) -> int:
    return next((part.number for part in reversed(build.body) if isinstance(part, Chapter)), 0)


def _with_label(para: Para) -> list[Segment]:
    if para.label is None or not para.label.text:
        return para.segments
    return [Segment("t", para.label.text, inlines=(Text(para.label.text),)), *para.segments]


def _text(build: Builder, para: Para, scheme: Scheme) -> None:
    words = para.text.strip(_BLANK)
    if build.open is not None and build.open.awaits_title and words and len(words) <= _SHORT:
        build.rubric(words_of(para.segments))
        return
    para = replace(para, segments=_with_label(para))
    if scheme.foreign and not para.contents and words:
        last = build.body[-1] if build.body and build.open is None else None
        if isinstance(last, Chapter) and not last.title and len(words) <= _HEAD and not words.endswith(_STOPS):
            build.body[-1] = replace(last, title=words)
            return
        if _head(build, para, words, scheme):
            return
        if build.open is not None and build.open.clause.kind in ("article", "section") and len(words) <= _SHORT and _ends_text(words):
            build.begin("passage", para.section)
    build.words(para, _role(build, para, words))


def _ends_text(words: str) -> bool:
    """Tell whether a line belongs to the signatures, which no article holds."""
    return not words.endswith("。") and _SIGNING.search(words) is not None


def _head(build: Builder, para: Para, words: str, scheme: Scheme) -> bool:
    """Begin what a heading without number stands over; False when the paragraph is none."""
    first = not build.body and build.open is None
    centered = para.align == "center"
    if first or para.title or len(words) > _HEAD or words.endswith(_STOPS) or words.startswith(("（", "(", *_PARTIES)):
        return False
    if not (para.heading or (para.strong and (not centered or not para.large) and not any(char.isdigit() for char in words))):
        return False
    if scheme.articles:
        if not (para.heading or centered):
            return False
        if para.heading > 1:
            build.words(para, "subheading")
            return True
        build.chapter(words_of(para.segments), 0)
        return True
    if not para.heading and not build.body and centered:
        return False  # still the lines of the cover
    build.begin("section", para.section, 0, 2 if para.heading > 1 else 1)
    build.rubric(words_of(para.segments))
    return True


def _role(build: Builder, para: Para, words: str) -> Role:
    if para.title and words:
        return "title"
    if para.contents:
        return "plain"
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

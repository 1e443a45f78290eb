"""Scanned blocks → a Draft: chapters, clauses and their blocks, by bookmark, by style, or by typed number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from alliance_docs.drafting.draft import (
    Block,
    Chapter,
    Chart,
    Clause,
    ClauseKind,
    Contents,
    Inlines,
    Item,
    Opaque,
    PageBreak,
    Paragraph,
    Role,
    Signature,
    plain,
)  # fmt: skip
from alliance_docs.word.align import inlines_of
from alliance_docs.word.grids import table
from alliance_docs.word.identity import Identity, Mark
from alliance_docs.word.normal import normal_inlines
from alliance_docs.word.recognise import Found, recognise, rubric_end
from alliance_docs.word.records import Grid, Kept, Para, Scan, Segment
from alliance_docs.word.segments import cut, drop_space, split_pages
from alliance_docs.word.styles import ROLE_OF

_SPACE = "\u3000"
_KIND_OF_STYLE: dict[str, ClauseKind] = {
    "AlArticle": "article", "AlSection1": "section", "AlSection2": "section", "AlAnnex": "annex", "AlAnnexTitle": "annex",
    "AlPassageTitle": "passage",
}  # fmt: skip
_ITEMS: dict[str, Literal[1, 2, 3]] = {"AlItem1": 1, "AlItem2": 2, "AlItem3": 3}


@dataclass
class _Open:
    """A clause being put together."""

    mark: str
    clause: Clause
    blocks: list[Block] = field(default_factory=list)
    signature: list[Inlines] | None = None
    sign_key: str = ""
    awaits_title: bool = False


@dataclass
class Assembler:
    """Puts a Draft together from scanned blocks. *articles*: whether a stranger's document has typed articles."""

    identity: Identity | None
    marks: Mapping[str, Mark]
    landscape: list[bool]
    articles: bool
    body: list[Chapter | Clause] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    """Each clause with the bookmark it was found by, or none, in order."""
    open: _Open | None = None
    article: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def run(self, scan: Scan) -> tuple[Chapter | Clause, ...]:
        """Return the body of the Draft."""
        for block in scan.blocks:
            names = block.marks
            if isinstance(block, Para):
                self._paragraph(block)
                continue
            self._begin_marked(names, block.section)
            match block:
                case Grid():
                    made = table(block, self.marks)
                    if made is not None:
                        self._add(made, block.section)
                case Kept():
                    self._add(block.block, block.section)
        self._close()
        return tuple(self.body)

    # --- clauses ---

    def _marked(self, names: Iterable[str]) -> Mark | None:
        seen = {mark for mark, _ in self.opened}
        for name in names:
            mark = self.marks.get(name)
            if mark and mark.kind == "clause" and name not in seen:
                return mark
        return None

    def _begin_marked(self, names: list[str], section: int) -> bool:
        mark = self._marked(names)
        if mark is None:
            return False
        self._begin(mark.clause_kind, section, mark=mark)  # type: ignore[arg-type]
        return True

    def _begin(
        self, kind: ClauseKind, section: int, *, mark: Mark | None = None, number: int = 0, level: Literal[1, 2] = 1
    ) -> _Open:
        self._close()
        if mark:
            clause = Clause(mark.id, kind, level=2 if mark.level == 2 else 1, landscape=mark.landscape, number=number)
        else:
            landscape = self.landscape[section] if section < len(self.landscape) else False
            clause = Clause(self._new_id(kind, number), kind, number=number, level=level, landscape=landscape)
        self.open = _Open(mark.name if mark else "", clause)
        if kind == "article":
            self.article = number
        return self.open

    def _new_id(self, kind: str, number: int) -> str:
        base = f"{kind}_{number}" if number else kind
        self.counts[base] = count = self.counts.get(base, 0) + 1
        return base if count == 1 and number else f"{base}_{count}"

    def _close(self) -> None:
        self._close_signature()
        if self.open is not None:
            clause = replace(self.open.clause, blocks=tuple(self.open.blocks))
            self.body.append(clause)
            self.opened.append((self.open.mark, clause.id))
        self.open = None

    def _close_signature(self) -> None:
        if self.open is not None and self.open.signature is not None:
            self.open.blocks.append(Signature(tuple(self.open.signature), self.open.sign_key))
            self.open.signature = None

    def _here(self, section: int) -> _Open:
        return self.open or self._begin("passage", section)

    def _add(self, block: Block, section: int) -> None:
        here = self._here(section)
        self._close_signature()
        here.awaits_title = False
        here.blocks.append(block)

    # --- paragraphs ---

    def _paragraph(self, para: Para) -> None:
        style = para.style
        begun = self._begin_marked(para.marks, para.section)
        kind = self.open.clause.kind if begun and self.open else None
        if style in ("AlSpacer", "AlContents", "AlContentsTitle"):
            self._plain_style(para)
        elif style == "AlChapter":
            self._chapter(inlines_of(drop_space(para.segments)), para.label.value if para.label else 0)
        elif style in _KIND_OF_STYLE or (kind == "article" and style not in _ITEMS):
            self._heading(para, begun)
        elif style in ("AlSignFirst", "AlSign"):
            self._sign(para)
        elif style in _ITEMS:
            self._item(para, _ITEMS[style])
        elif style in ROLE_OF:
            self._words(para, ROLE_OF[style])
        else:
            self._foreign(para)

    def _plain_style(self, para: Para) -> None:
        """A contents page, or a paragraph that only keeps things apart; what somebody typed into it is text."""
        here = self._here(para.section) if para.style != "AlSpacer" or para.segments else None
        if para.style == "AlContentsTitle":
            self._add(Contents(), para.section)
        elif para.style == "AlContents":
            if here and not (here.blocks and isinstance(here.blocks[-1], Contents)):
                self._add(Contents(), para.section)
        elif para.segments:
            self._words(para, "body")

    def _chapter(self, title: Inlines, number: int) -> None:
        self._close()
        self.body.append(Chapter(plain(title), number))

    def _words(self, para: Para, role: Role) -> None:
        for part in split_pages(para.segments):
            if part is None:
                self._add(PageBreak(), para.section)
                continue
            inlines = normal_inlines(inlines_of(part))
            if inlines or (role != "body" and len(para.segments) == len(part)):
                self._add(Paragraph(inlines, role), para.section)

    def _item(self, para: Para, level: Literal[1, 2, 3]) -> None:
        number = para.label.value if para.label else self._next_item(level)
        self._add(Item(level, number, normal_inlines(inlines_of(para.segments))), para.section)

    def _next_item(self, level: int) -> int:
        for block in reversed(self.open.blocks if self.open else []):
            if not isinstance(block, Item) or block.level < level:
                break
            if block.level == level:
                return block.number + 1
        return 1

    def _sign(self, para: Para) -> None:
        here = self._here(para.section)
        mark = next((self.marks[name] for name in para.marks if name in self.marks and self.marks[name].kind == "sign"), None)
        if para.style == "AlSignFirst" or mark or here.signature is None:
            self._close_signature()
            here.signature = []
            here.sign_key = mark.id if mark else ""
        assert here.signature is not None
        here.signature.append(normal_inlines(inlines_of(para.segments)))

    # --- headings ---

    def _heading(self, para: Para, begun: bool) -> None:
        style = para.style
        if style == "AlAnnexTitle" and not begun:
            if self.open and self.open.clause.kind == "annex" and not self.open.clause.rubric and not self.open.blocks:
                self._rubric(normal_inlines(inlines_of(para.segments)))
            else:
                self._words(para, "center")
            return
        kind = _KIND_OF_STYLE.get(style, "article")
        number = para.label.value if para.label else 0
        if kind == "annex":
            found = recognise(para.text, articles=True, after=0)
            number = found.number if found.what == "annex" else 0
        if kind == "article" and not para.label:
            number = self.article + 1
        if not begun:
            self._begin(kind, para.section, number=number, level=2 if style == "AlSection2" else 1)
        here = self._here(para.section)
        here.clause = replace(here.clause, number=number)
        if kind == "article":
            self.article = number
        mark = self.marks.get(here.mark)
        match kind:
            case "article":
                self._article(para, typed=style != "AlArticle", expected=mark is None or mark.rubric)
            case "annex" if style == "AlAnnex":
                here.awaits_title = True
            case _:
                self._rubric(normal_inlines(inlines_of(para.segments)))

    def _rubric(self, rubric: Inlines) -> None:
        if self.open is not None:
            self.open.clause = replace(self.open.clause, rubric=rubric)
            self.open.awaits_title = False

    def _article(self, para: Para, *, typed: bool, expected: bool) -> None:
        """Split an article's first paragraph into rubric and first 款."""
        segments = para.segments
        if typed:
            found = recognise(para.text, articles=True, after=self.article - 1)
            segments = cut(segments, found.end)[1] if found.what == "article" else segments
        if segments and segments[0].kind == "t" and segments[0].text.startswith(_SPACE) and not segments[0].rubric:
            segments = cut(segments, 1)[1]
            spaced = True
        else:
            spaced = bool(segments) and not segments[0].rubric
        end = 0
        while end < len(segments) and segments[end].rubric:
            end += 1
        if not end and expected:
            self._typed_article(segments, para.section)
            return
        if end:
            self._rubric(normal_inlines(inlines_of(segments[:end])))
            segments = drop_space(segments[end:])
        if segments and (spaced or end):
            self._words(replace(para, segments=segments), "body")

    def _typed_article(self, segments: list[Segment], section: int) -> None:
        found = rubric_end("".join(segment.text for segment in segments))
        rest = segments
        if found is not None:
            start, end, text = found
            self._rubric(normal_inlines(inlines_of(cut(cut(segments, end)[0], start)[1])))
            rest = cut(segments, text)[1]
        if any(segment.text.strip() or segment.kind == "o" for segment in rest):
            self._words(Para("", rest, [], section=section), "body")

    # --- paragraphs in other styles ---

    def _foreign(self, para: Para) -> None:
        label = para.label.text if para.label else ""
        text = label + para.text
        if not text.strip() and not para.segments:
            return
        found = recognise(text, articles=self.articles, after=self.article, labelled=bool(label))
        end = max(0, found.end - len(label))
        rest = cut(para.segments, end)[1]
        match found.what:
            case "chapter":
                self._chapter(inlines_of(rest), found.number)
            case "article":
                self._begin("article", para.section, number=found.number)
                self._typed_article(rest, para.section)
            case "annex":
                self._begin("annex", para.section, number=found.number)
                self._rubric(normal_inlines(inlines_of(rest)))
                if self.open is not None:
                    self.open.awaits_title = not rest
            case "section" | "subsection":
                level: Literal[1, 2] = 1 if found.what == "section" else 2
                self._begin("section", para.section, number=found.number, level=level)
                self._rubric(normal_inlines(inlines_of(rest)))
            case "item":
                item = Item(found.level, found.number, normal_inlines(inlines_of(rest)))
                self._add(item, para.section)
            case _:
                self._foreign_text(para, found)

    def _foreign_text(self, para: Para, found: Found) -> None:
        words = para.text.strip(" \t\n\u3000\u00a0")
        centred = para.align == "center"
        if self.open is not None and self.open.awaits_title and words and len(words) <= 40:
            self._rubric(normal_inlines(inlines_of(para.segments)))
            return
        first = not self.body and (self.open is None or not self.open.blocks)
        if words and centred and (first or para.large) and len(words) <= 60:
            role: Role = "title"
        elif centred:
            role = "center"
        elif para.align in ("right", "end"):
            role = "right"
        elif words.startswith("鉴于"):
            role = "recital"
        elif words[:3] in ("附件：", "附件:"):
            role = "attachment-note"
        elif words[:2] in ("甲方", "乙方", "丙方", "丁方", "戊方") and len(words) <= 60:
            role = "party"
        else:
            role = "body"
        if para.label is not None and para.label.text:
            para = replace(para, segments=[_label(para.label.text), *para.segments])
        self._words(para, role)


def _label(text: str) -> Segment:
    from alliance_docs.drafting.draft import Text

    return Segment("t", text, inlines=(Text(text),))


def draft_title(body: Iterable[Chapter | Clause]) -> str:
    """Return the title a document prints: its title line, else that of its cover, else its first short line."""
    for role in ("title", "cover-title", None):
        for part in body:
            for block in part.blocks if isinstance(part, Clause) else ():
                if not isinstance(block, Paragraph) or isinstance(block, Chart | Opaque):
                    continue
                words = plain(block.inlines).replace("\n", "").strip(" \u3000\u00a0")
                if words and (block.role == role or (role is None and len(words) <= 60)):
                    return words
    return ""

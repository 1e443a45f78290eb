"""Draft → .docx: native numbering, live references, identity in bookmarks; the same draft gives the same bytes."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass

from alliance_docs.drafting.draft import (
    Block,
    Chapter,
    Chart,
    Clause,
    Contents,
    Draft,
    Item,
    Opaque,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    clause_text,
)  # fmt: skip
from alliance_docs.word.body import Body
from alliance_docs.word.contents import Entry, annex_label, entries
from alliance_docs.word.identity import Identity, Mark
from alliance_docs.word.inlines import InlineWriter
from alliance_docs.word.names import BookmarkNames
from alliance_docs.word.normal import normal
from alliance_docs.word.opaque import PREFIXES, Luggage
from alliance_docs.word.shell import Fonts, PageLayout, Shell, Size
from alliance_docs.word.styles import ROLES
from alliance_docs.word.tables import write_table
from alliance_docs.word.targets import reference_targets
from alliance_docs.word.wrap import wrap
from alliance_docs.word.xmltext import refuse_illegal

_SPACE = "\u3000"
_OPENING = 60
_ROOT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document '
    + " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    + ' mc:Ignorable="w14 w15 wp14"><w:body>'
)
_CONTENTS_TITLE = "目　　录"
_ITEM_LEVELS = range(1, 4)


@dataclass(frozen=True)
class Meta:
    """What a file says of itself beside its text. *date* is the document's date, or None; nobody reads the clock."""

    dossier: str = ""
    filing: str = ""
    version: str = ""
    date: datetime.date | None = None
    fonts: Fonts = "公文字体"
    size: Size = "三号"


def write(draft: Draft, shell: Shell, meta: Meta) -> bytes:
    """Return *draft* as a .docx in the look of *shell*.

    Raises UserError when the text holds a character that cannot stand in a Word file.
    """
    draft = normal(draft)
    shell = shell.with_fonts(meta.fonts).with_size(meta.size)
    writer = _Writer(draft, shell)
    content = writer.run()
    refuse_illegal(content, draft.title)
    identity = Identity(
        draft.id, draft.title, draft.jurisdiction, meta.dossier, meta.filing, meta.version, edition_of(draft, content),
        tuple(writer.body.marks), tuple(writer.ink.spans),
    )  # fmt: skip
    document = f"{_ROOT}{content}{writer.last_section()}</w:body></w:document>"
    return wrap(shell, document, writer.body.nums, identity, writer.ink.luggage, meta.date).to_bytes()


def edition_of(draft: Draft, content: str) -> str:
    """Return the name of a text: 12 hexadecimal digits of its hash."""
    return hashlib.sha256(f"{draft.id}\n{content}".encode()).hexdigest()[:12]


def _same_party(block: Paragraph, follows: Block | None) -> bool:
    """Tell whether the next line still speaks of the same party: each party opens with a line in bold."""
    if block.role != "party" or not isinstance(follows, Paragraph) or follows.role != "party":
        return False
    opening = follows.inlines[:1]
    return not (opening and getattr(opening[0], "bold", False))


class _Writer:
    def __init__(self, draft: Draft, shell: Shell) -> None:
        self.draft = draft
        self.shell = shell
        names = BookmarkNames()
        self.body = Body(shell.styles, shell.lists, shell.next_num, names)
        self.clause_marks = {clause.id: names.take(clause.id) for clause in draft.clauses}
        self.targets, self.items = reference_targets(draft, self.clause_marks)
        self.ink = InlineWriter(shell.styles, self.targets, shell.rubric_font, Luggage())
        self.landscape = False
        self.sections = 0
        self.item_num: int | None = None
        self.annexes = 0
        self.drawings = 0
        first = draft.clauses[0].blocks if draft.clauses else ()
        self.cover = any(isinstance(block, Paragraph) and block.role == "cover-title" for block in first)
        has_contents = any(isinstance(block, Contents) for clause in draft.clauses for block in clause.blocks)
        self.entries = entries(draft) if has_contents else []
        listed = [entry.place for entry in self.entries if isinstance(draft.body[entry.place], Chapter)]
        self.chapter_marks = {place: names.take(f"chapter/{number}") for number, place in enumerate(listed)}

    def run(self) -> str:
        for place, part in enumerate(self.draft.body):
            if isinstance(part, Chapter):
                self._turn(False)
                self._chapter(part, place)
            else:
                self._turn(part.landscape)
                self._clause(part)
        return self.body.finish()

    def last_section(self) -> str:
        return self._page().section(cover=self.cover and not self.sections)

    def _page(self) -> PageLayout:
        return self.shell.page.turned() if self.landscape else self.shell.page

    def _turn(self, landscape: bool) -> None:
        if landscape == self.landscape:
            return
        if self.body.out:
            self.body.end_section(self._page(), cover=self.cover and not self.sections)
            self.sections += 1
        self.landscape = landscape

    # --- headings ---

    def _chapter(self, chapter: Chapter, place: int) -> None:
        if mark := self.chapter_marks.get(place):
            self.body.anchor(mark)
        _, number = self.body.numbering("AlChapter", 0, chapter.number, levels=range(1))
        self.body.paragraph("AlChapter", self.ink.run(_SPACE + chapter.title, ""), number)

    def _clause(self, clause: Clause) -> None:
        self.item_num = None if clause.kind == "article" else 0
        mark = Mark(
            self.clause_marks[clause.id], "clause", clause.id, clause.kind, clause.level, clause.landscape,
            bool(clause.rubric), clause_text(clause)[:_OPENING],
            at=len(self.ink.spans),
        )  # fmt: skip
        self.body.mark(mark)
        blocks = clause.blocks
        match clause.kind:
            case "article":
                blocks = self._article(clause)
            case "section":
                level = clause.level - 1
                _, number = self.body.numbering(f"AlSection{clause.level}", level, clause.number, levels=range(2))
                self.body.paragraph(f"AlSection{clause.level}", self.ink.write(clause.rubric), number)
            case "annex":
                self._annex(clause)
            case "passage":
                if clause.rubric:
                    self.body.paragraph("AlPassageTitle", self.ink.write(clause.rubric))
        tables = 0
        first = len(clause.blocks) - len(blocks)
        for place, block in enumerate(blocks, start=first):
            tables += isinstance(block, Table)
            follows = clause.blocks[place + 1] if place + 1 < len(clause.blocks) else None
            self._block(block, clause, (place, tables), follows)

    def _article(self, clause: Clause) -> tuple[Block, ...]:
        """Write the heading, with the first 款 running on in it; return the blocks that are left."""
        _, number = self.body.numbering("AlArticle", 0, clause.number, levels=range(4))
        inner = ""
        if clause.rubric:
            inner = self.ink.run(_SPACE, "") + self.ink.write(clause.rubric, rubric=True)
        first = clause.blocks[0] if clause.blocks else None
        if not (isinstance(first, Paragraph) and first.role == "body"):
            self.body.paragraph("AlArticle", inner, f"<w:keepNext/>{number}")
            return clause.blocks
        inner += self.ink.run(_SPACE, "") + self.ink.write(first.inlines)
        self.body.paragraph("AlArticle", inner, number)
        return clause.blocks[1:]

    def _annex(self, clause: Clause) -> None:
        inner = self.ink.run(annex_label(0), "")
        if clause.number:
            self.annexes += 1
            reset = "" if clause.number == self.annexes else f" \\r {clause.number}"
            self.annexes = clause.number
            inner += self.ink.field(f"SEQ 附件 \\* ARABIC{reset}", str(clause.number))
        self.body.paragraph("AlAnnex", inner)
        if clause.rubric:
            self.body.paragraph("AlAnnexTitle", self.ink.write(clause.rubric))

    # --- blocks ---

    def _block(self, block: Block, clause: Clause, place: tuple[int, int], follows: Block | None) -> None:
        body, ink = self.body, self.ink
        match block:
            case Paragraph():
                # what announces a table, and the last words before a signature, never stand on the page before
                keep = "<w:keepNext/>" if isinstance(follows, (Table, Signature)) or _same_party(block, follows) else ""
                body.paragraph(ROLES[block.role], ink.write(block.inlines), keep)
            case Item():
                self._item(block, clause, place[0])
            case Table():
                write_table(block, body, ink, f"{clause.id}/{place[1]}", self._page().text_width)
            case Signature():
                self._signature(block, clause)
            case PageBreak():
                body.spacer('<w:r><w:br w:type="page"/></w:r>')
            case Contents():
                self._contents()
            case Chart():
                self._chart(block)
            case Opaque():
                self._opaque(block, clause, place[0])

    def _item(self, item: Item, clause: Clause, place: int) -> None:
        if target := self.items.get((clause.id, place)):
            self.body.anchor(target)
        self.item_num, number = self.body.numbering(
            "AlArticle", item.level, item.number, levels=_ITEM_LEVELS, current=self.item_num
        )
        self.body.paragraph(f"AlItem{item.level}", self.ink.write(item.inlines), number)

    def _signature(self, block: Signature, clause: Clause) -> None:
        self.body.mark(Mark(self.body.names.take(f"{clause.id}/sign/{block.key}"), "sign", block.key))
        for number, line in enumerate(block.lines):
            style = "AlSign" if number else "AlSignFirst"
            last = number == len(block.lines) - 1
            keep = '<w:keepNext w:val="0"/>' if last else "<w:keepNext/>"
            self.body.paragraph(style, self.ink.write(line), f"{keep}<w:keepLines/>")

    def _contents(self) -> None:
        self.body.paragraph("AlContentsTitle", self.ink.run(_CONTENTS_TITLE, ""))
        for entry in self.entries:
            page = self.ink.field(f"PAGEREF {self._entry_mark(entry)} \\h", str(entry.page), dirty=True)
            self.body.paragraph("AlContents", f"{self.ink.run(entry.text, '')}<w:r><w:tab/></w:r>{page}")

    def _entry_mark(self, entry: Entry) -> str:
        target = self.draft.body[entry.place]
        return self.clause_marks[target.id] if isinstance(target, Clause) else self.chapter_marks[entry.place]

    def _chart(self, chart: Chart) -> None:
        from alliance_docs.word.chart import chart_xml

        self.drawings += 1
        fonts = {"name_font": self.shell.rubric_font, "text_font": self.shell.text_font}
        self.body.raw(chart_xml(chart, drawing_id=self.drawings * 1000, **fonts))

    def _opaque(self, block: Opaque, clause: Clause, place: int) -> None:
        name = self.body.names.take(f"{clause.id}/opaque/{place}")
        self.body.marks.append(Mark(name, "opaque"))
        self.body.raw(self.ink.luggage.unpack(block.xml), [name])

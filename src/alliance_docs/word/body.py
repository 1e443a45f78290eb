"""The body under construction: paragraphs, bookmarks, numbered lists and sections, in document order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from alliance_docs.word.counters import Counters
from alliance_docs.word.identity import Mark
from alliance_docs.word.names import BookmarkNames
from alliance_docs.word.opaque import set_inside
from alliance_docs.word.shell import PageLayout

PARAGRAPH_START = "<w:p><w:pPr><w:pStyle "
_JUSTIFIED = frozenset(
    ("AlBody", "AlPlain", "AlRecital", "AlNote", "AlAlternative", "AlSubheading", "AlArticle", "AlItem1", "AlItem2", "AlItem3")
)


@dataclass
class Body:
    """Collects the body's XML, the *marks* set and the list instances made on the way.

    *styles* and *lists* are the shell's; *next_num* the first free list instance.
    """

    styles: Mapping[str, str]
    lists: Mapping[str, tuple[int, int]]
    next_num: int
    names: BookmarkNames
    out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    counters: Counters = field(default_factory=Counters)
    _pending: list[str] = field(default_factory=list)
    _bookmarks: int = 0
    _after_table: bool = False
    _embeddable: bool = False

    # --- bookmarks ---

    def mark(self, mark: Mark) -> None:
        """Set a bookmark on what is written next."""
        self.marks.append(mark)
        self._pending.append(mark.name)

    def anchor(self, name: str) -> None:
        """Set a bookmark, known only as the target of references, on what is written next."""
        self._pending.append(name)

    def around(self, names: list[str], inner: str) -> str:
        """Return *inner* within bookmarks."""
        before = after = ""
        for name in names:
            number = self._bookmarks
            self._bookmarks += 1
            before += f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
            after += f'<w:bookmarkEnd w:id="{number}"/>'
        return f"{before}{inner}{after}"

    def pending(self) -> list[str]:
        """Return the bookmarks waiting for something to stand on, and forget them."""
        names, self._pending = self._pending, []
        return names

    # --- content ---

    def paragraph(self, style: str, inner: str, more: str = "") -> None:
        """Write a paragraph; *more* stands behind the style in its properties."""
        self.out.append(self.paragraph_xml(style, inner, more, self.pending()))
        self._after_table = False
        self._embeddable = True

    def paragraph_xml(self, style: str, inner: str, more: str = "", names: list[str] | None = None) -> str:
        """Return a paragraph without writing it."""
        content = self.around(names, inner) if names else inner
        if "<w:drawing" in inner or "<w:pict" in inner or "<w:object" in inner:
            # an exact line height would cut the picture off
            head, jc, tail = more.partition("<w:jc ")
            more = f'{head}<w:spacing w:line="240" w:lineRule="auto"/>{jc}{tail}'
        if style in _JUSTIFIED and f'"{self.styles["AlGap"]}"' in inner:
            # room for handwriting is not broken: it may leave the line before it short
            more += '<w:jc w:val="left"/>'
        return f'{PARAGRAPH_START}w:val="{self.styles[style]}"/>{more}</w:pPr>{content}</w:p>'

    def raw(self, xml: str, names: list[str] | None = None) -> None:
        """Write block-level XML made elsewhere, with the bookmarks *names* and those that wait set in it."""
        if self._after_table and xml.startswith("<w:tbl"):
            self.out.append(self._spacer())
        names = self.pending() + (names or [])
        self.out.append(set_inside(xml, self.around(names, "\0")) if names else xml)
        self._after_table = xml.endswith("</w:tbl>")
        self._embeddable = False

    def table(self, xml: str) -> None:
        """Write a table; two tables never touch, for Word would join them."""
        if self._after_table:
            self.out.append(self._spacer())
        self.out.append(xml)
        self._after_table = True
        self._embeddable = False

    def spacer(self, inner: str = "") -> None:
        """Write a paragraph one point high."""
        waiting = self.pending() if inner else []
        self.out.append(self._spacer(self.around(waiting, inner)))
        self._after_table = False
        self._embeddable = True

    def _spacer(self, inner: str = "", section: str = "") -> str:
        return f'{PARAGRAPH_START}w:val="{self.styles["AlSpacer"]}"/>{section}</w:pPr>{inner}</w:p>'

    def end_section(self, page: PageLayout, *, cover: bool) -> None:
        """End a section: its properties stand in its last paragraph."""
        section = page.section(cover=cover)
        last = self.out[-1] if self.out else ""
        if self._embeddable and last.startswith(PARAGRAPH_START):
            self.out[-1] = last.replace("</w:pPr>", f"{section}</w:pPr>", 1)
        else:
            self.out.append(self._spacer(section=section))
        self._after_table = self._embeddable = False

    def finish(self) -> str:
        """Return the body's content; a document ends with a paragraph, not a table."""
        if self._after_table or not self.out:
            self.out.append(self._spacer())
        return "".join(self.out)

    # --- lists ---

    def numbering(self, style: str, level: int, number: int, *, levels: range, current: int | None = None) -> tuple[int, str]:
        """Count one paragraph of the list of *style* that bears *number*; return its list instance and ``w:numPr``.

        The list runs on in instance *current* (at first that of the style) where this gives *number*; otherwise it
        goes on in a new instance that starts there, at every one of *levels*.
        """
        base, abstract = self.lists[style]
        instance = base if current is None else current
        if instance == 0 or self.counters.peek(instance, abstract, level) != number:
            instance = self.next_num
            self.next_num += 1
            starts = ""
            for one in levels:
                start = number if one == level else 1 if one > level else self.counters.current(abstract, one) + 1
                self.counters.overrides[instance, one] = start
                starts += f'<w:lvlOverride w:ilvl="{one}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            self.nums.append(f'<w:num w:numId="{instance}"><w:abstractNumId w:val="{abstract}"/>{starts}</w:num>')
        self.counters.take(instance, abstract, level)
        return instance, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>'

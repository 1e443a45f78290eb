"""Inlines → runs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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
)  # fmt: skip
from alliance_docs.word.identity import Span, span
from alliance_docs.word.opaque import Luggage
from alliance_docs.word.xmltext import text

_AMBIGUOUS = re.compile("[\u00a7-\u00f7\u2010-\u2027\u2030-\u2040\u2100-\u27bf]")
"""Characters Word prints in the Latin font (half-width “ ” …) unless the run is marked as East Asian."""
_ARTICLE = re.compile(r"(?P<article>第[^第条]+条)(?P<paragraph>第[^第款]+款)?(?:第(?P<item>（[^（）]+）)项)?")
_BREAK = re.compile(r"\r\n?|[\n\t]")


def words(value: str) -> str:
    """Return *value* as the content of a run: text, tabs, line breaks."""
    if "\n" not in value and "\t" not in value and "\r" not in value:
        return f'<w:t xml:space="preserve">{text(value)}</w:t>'
    out, start = "", 0
    for found in _BREAK.finditer(value):
        out += words(value[start : found.start()]) if found.start() > start else ""
        out += "<w:tab/>" if found[0] == "\t" else "<w:br/>"
        start = found.end()
    return out + (words(value[start:]) if start < len(value) else "")


@dataclass
class InlineWriter:
    """Writes inlines as runs; gathers the *spans* written and the *luggage* of opaque pieces.

    *styles*: our style ids → those of the shell. *targets*: what can be referred to, as (clause, 款, 项) → bookmark.
    *rubric_font*: the East Asian font of an article's rubric.
    """

    styles: Mapping[str, str]
    targets: Mapping[tuple[str, int, int], str]
    rubric_font: str
    luggage: Luggage
    spans: list[Span] = field(default_factory=list)
    _looks: dict[tuple[str, bool, bool, bool, str], str] = field(default_factory=dict)

    def write(self, inlines: Inlines, *, rubric: bool = False) -> str:
        """Return the runs of *inlines*; with *rubric* in the look of an article's rubric."""
        return "".join([self._inline(inline, rubric) for inline in inlines])

    def _inline(self, inline: Inline, rubric: bool) -> str:
        match inline:
            case Text():
                return self.run(inline.text, "", bold=inline.bold, rubric=rubric) if inline.text else ""
            case Fact():
                if not inline.text:
                    return ""
                self.spans.append(span(inline))
                return self.run(inline.text, "AlFact", bold=inline.bold, rubric=rubric)
            case Blank() | Choice():
                style = "AlBlank" if isinstance(inline, Blank) else "AlChoice"
                self.spans.append(one := span(inline))
                return self.run(one.text, style, rubric=rubric, more='<w:highlight w:val="yellow"/>')
            case Ref():
                return self._ref(inline, rubric) if inline.text else ""
            case Box():
                return self.run("☑" if inline.checked else "□", "AlBox", rubric=rubric)
            case Gap():
                # low lines, not underlined spaces: these vanish at the end of a line
                return self.run("__" * inline.width, "AlGap", rubric=rubric) if inline.width > 0 else ""
            case LineBreak():
                return f"<w:r>{self.look('', False, rubric, False)}<w:br/></w:r>"
            case OpaqueInline():
                return self.luggage.unpack(inline.xml)

    def run(self, value: str, style: str, *, bold: bool = False, rubric: bool = False, more: str = "") -> str:
        """Return one run."""
        look = self.look(style, bold, rubric, bool(_AMBIGUOUS.search(value)), more)
        return f"<w:r>{look}{words(value)}</w:r>"

    def look(self, style: str, bold: bool, rubric: bool, east_asian: bool, more: str = "") -> str:
        """Return the run properties, or nothing when there are none."""
        key = (style, bold, rubric, east_asian, more)
        if key not in self._looks:
            self._looks[key] = self._look(*key)
        return self._looks[key]

    def _look(self, style: str, bold: bool, rubric: bool, east_asian: bool, more: str) -> str:
        fonts = ' w:hint="eastAsia"' if east_asian and style != "AlBox" else ""
        if rubric and not style:
            style = "AlRubric"
        elif rubric:
            fonts += f' w:eastAsia="{text(self.rubric_font)}"'
        name = f'<w:rStyle w:val="{self.styles[style]}"/>' if style else ""
        inner = f"{name}{f'<w:rFonts{fonts}/>' if fonts else ''}{'<w:b/>' if bold else ''}{more}"
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def _ref(self, ref: Ref, rubric: bool) -> str:
        """A reference within the document is a live field where it names a number; the words between are text."""
        self.spans.append(span(ref))
        clause = self.targets.get((ref.clause, 0, 0)) if not ref.document else None
        if clause is None:
            return self.run(ref.text, "AlRef", bold=ref.bold, rubric=rubric)
        found = _ARTICLE.fullmatch(ref.text)
        if found is None:
            if ref.text.startswith("附件") and not ref.paragraph and not ref.item:
                return self.field(f"REF {clause} \\h", ref.text, "AlRef", bold=ref.bold, rubric=rubric)
            return self.run(ref.text, "AlRef", bold=ref.bold, rubric=rubric)
        out = self.field(f"REF {clause} \\n \\h", found["article"], "AlRef", bold=ref.bold, rubric=rubric)
        between = found["paragraph"] or ""
        item = self.targets.get((ref.clause, ref.paragraph, ref.item)) if ref.item else None
        if found["item"] and item:
            out += self.run(f"{between}第", "AlRef", bold=ref.bold, rubric=rubric)
            out += self.field(f"REF {item} \\n \\h", found["item"], "AlRef", bold=ref.bold, rubric=rubric)
            return out + self.run("项", "AlRef", bold=ref.bold, rubric=rubric)
        if found["item"]:
            between += f"第{found['item']}项"
        return out + (self.run(between, "AlRef", bold=ref.bold, rubric=rubric) if between else "")

    def field(
        self, code: str, result: str, style: str = "", *, bold: bool = False, rubric: bool = False, dirty: bool = False
    ) -> str:
        """Return a field with its result as it stands now; *dirty* asks Word to bring it up to date when it opens the file."""
        look = self.look(style, bold, rubric, bool(_AMBIGUOUS.search(result)))
        stale = ' w:dirty="true"' if dirty else ""
        return (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"{stale}/></w:r><w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}{words(result)}</w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
        )

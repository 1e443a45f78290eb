"""Read rendered clause text: one block's lines become one clause (docs/clause-text.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from alliance_docs.drafting.draft import (
    Block,
    Box,
    Chart,
    Clause,
    Contents,
    Fact,
    Gap,
    Inline,
    Inlines,
    Item,
    LineBreak,
    PageBreak,
    Paragraph,
    Ref,
    Role,
    Signature,
    Text,
)  # fmt: skip
from alliance_docs.drafting.tables import TableText, read_table
from alliance_docs.drafting.tokens import LINE_MARK, TOKEN, Tokens, read_line_mark
from alliance_docs.errors import UserError

ROLES: dict[str, Role] = {
    "@cover-title": "cover-title", "@cover-line": "cover-line", "@subheading": "subheading", "@party": "party",
    "@recital": "recital", "@to": "to", "@sign-off": "sign-off", "@date": "date", "@center": "center",
    "@right": "right", "@plain": "plain", "@note": "note", "@attachment-note": "attachment-note",
    "==": "subtitle", "=": "title",
}  # fmt: skip
_ITEM = re.compile(r"(?:（([一二三四五六七八九十百零]+)）|(\d+)[.．](?!\d)|（(\d+)）)[ \u3000]*")
_INLINE = re.compile(
    rf"(?P<token>{TOKEN.pattern})|(?P<bold>\*\*)|\[\]\((?P<ref>[^)]*)\)|(?P<gap>_{{2,}})|(?P<box>\[[ x]\])|(?P<br>\\\\)"
)
_REF = re.compile(r"(?:([a-z0-9-]+))?#([A-Za-z0-9_]+)(?:/(\d+))?(?:/(\d+))?")
_EXPLICIT_ID = re.compile(r"\s*\{=([a-z0-9_]+)\}\s*$")
_HEAD = re.compile(r"(####|###|##|@annex)(?:\s+(.*))?$")


@dataclass(frozen=True)
class Line:
    """A rendered line with its source line number."""

    number: int
    text: str


def lines_of(rendered: str) -> Iterator[Line]:
    """Yield the non-blank rendered lines, stripped, with the source lines their marks tell."""
    number = 0
    for raw in rendered.split("\n"):
        marks = LINE_MARK.findall(raw)
        if marks:
            number = read_line_mark(marks[0])
        text = LINE_MARK.sub("", raw).strip(" \t\u3000\r")
        if text:
            yield Line(number, text)


class ClauseReader:
    """Reads the rendered text of one block. *place* names the file for errors."""

    def __init__(self, tokens: Tokens, place: str, chart: Chart | None = None) -> None:
        self.tokens, self.place, self.chart = tokens, place, chart

    def error(self, line: Line, message: str, remedy: str = "") -> UserError:
        """Make an error at a source line."""
        return UserError(message, place=f"{self.place}:{line.number}", remedy=remedy)

    def read(self, rendered: str, block_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a block: none when it is empty, several only for an ``after_`` block."""
        groups: list[tuple[Line, list[Line]]] = []
        for line in lines_of(rendered):
            if _HEAD.match(line.text) or not groups:
                groups.append((line, []))
            else:
                groups[-1][1].append(line)
        clauses: list[Clause] = []
        for head, rest in groups:
            if groups and head is not groups[0][0] and not block_id.startswith("after_") and not _HEAD.match(groups[0][0].text):
                raise self.error(head, f"条款“{block_id}”中标题前有多余的文字", "一个块只能是一个条款，标题应在第一行")
            clauses.append(self._clause(head, rest, block_id))
        if len(clauses) > 1 and not block_id.startswith("after_"):
            raise self.error(groups[1][0], f"条款“{block_id}”里有 {len(clauses)} 个标题", "一个块只能是一条；新增条款放在 after_ 块中")
        return tuple(clauses)

    def _clause(self, head: Line, rest: list[Line], block_id: str) -> Clause:
        found = _HEAD.match(head.text)
        if not found:
            return self._filled(Clause(block_id, "passage"), [head, *rest])
        marker, title = found[1], found[2] or ""
        explicit = _EXPLICIT_ID.search(title)
        clause_id = explicit[1] if explicit else block_id
        rubric = self.inlines(Line(head.number, _EXPLICIT_ID.sub("", title)))
        match marker:
            case "##":
                clause = Clause(clause_id, "article", rubric)
            case "@annex":
                clause = Clause(clause_id, "annex", rubric)
            case _:
                clause = Clause(clause_id, "section", rubric, level=1 if marker == "###" else 2)
        return self._filled(clause, rest)

    def _filled(self, clause: Clause, lines: list[Line]) -> Clause:
        blocks: list[Block] = []
        position = 0
        landscape = False
        while position < len(lines):
            line = lines[position]
            position += 1
            if line.text == "@landscape":
                landscape = True
            elif line.text.startswith("@table"):
                body, position = self._take(lines, position, lambda text: text.startswith("|") or bool(re.match(r"\[[\d.]+\]\s*\|", text)))
                blocks.append(read_table(TableText(line, tuple(body)), self))
            elif line.text == "@signature":
                body, position = self._take(lines, position, lambda text: text.startswith("- "))
                if not body:
                    raise self.error(line, "签署块没有内容", "在 @signature 后以“- ”逐行书写")
                parts = tuple(self.inlines(Line(row.number, row.text[2:].strip())) for row in body)
                blocks.append(Signature(parts, _common_record(parts)))
            else:
                blocks.extend(_split(self._block(line)))
        return Clause(clause.id, clause.kind, clause.rubric, tuple(blocks), level=clause.level, landscape=landscape)

    @staticmethod
    def _take(lines: list[Line], start: int, belongs: object) -> tuple[list[Line], int]:
        end = start
        while end < len(lines) and belongs(lines[end].text):  # type: ignore[operator]
            end += 1
        return lines[start:end], end

    def _block(self, line: Line) -> Block:
        text = line.text
        match text:
            case "@page":
                return PageBreak()
            case "@contents":
                return Contents()
            case "@chart":
                if self.chart is None:
                    raise self.error(line, "这份文书没有组织架构图的数据")
                return self.chart
        marker, _, rest = text.partition(" ")
        if marker in ROLES:
            return Paragraph(self.inlines(Line(line.number, rest.strip())), ROLES[marker])
        if marker.startswith("@"):
            raise self.error(line, f"没有“{marker}”这种行", "可用的行标记见 docs/clause-text.md")
        if text.startswith("#"):
            raise self.error(line, "章标题（# ）应写在块外", "把它移到 {% block %} 之前")
        if text.startswith("|"):
            raise self.error(line, "表格行之前缺少 @table", "先写“@table 6,20,30”给出列宽")
        found = _ITEM.match(text)
        if found:
            level = 1 if found[1] else 2 if found[2] else 3
            return Item(level, 0, self.inlines(Line(line.number, text[found.end() :])))  # type: ignore[arg-type]
        return Paragraph(self.inlines(line))

    def inlines(self, line: Line) -> Inlines:
        """Read a line's inline marks; adjacent plain texts are joined."""
        parts: list[Inline] = []
        bold, position = False, 0
        for found in _INLINE.finditer(line.text):
            _add(parts, Text(line.text[position : found.start()], bold))
            position = found.end()
            if found["token"]:
                _add(parts, _bold(self.tokens.split(found["token"])[0], bold))
            elif found["bold"]:
                bold = not bold
            elif found["ref"] is not None:
                parts.append(replace(self._ref(line, found["ref"]), bold=bold))
            elif found["gap"]:
                parts.append(Gap(len(found["gap"])))
            elif found["box"]:
                parts.append(Box(found["box"] == "[x]"))
            else:
                parts.append(LineBreak())
        if bold:
            raise self.error(line, "粗体标记 ** 没有成对")
        _add(parts, Text(line.text[position:]))
        return tuple(parts)

    def _ref(self, line: Line, target: str) -> Ref:
        found = _REF.fullmatch(target)
        if not found:
            raise self.error(line, f"引用“{target}”写法有误", "例如 [](#ip_ownership/2/3) 或者 [](agreement#effect)")
        return Ref(found[2], int(found[3] or 0), int(found[4] or 0), found[1] or "")


def _split(block: Block) -> Iterator[Block]:
    """Give each paragraph of a fact of several paragraphs a paragraph of its own."""
    if not isinstance(block, Paragraph) or not any(isinstance(one, Fact) and "\n" in one.text for one in block.inlines):
        yield block
        return
    runs: list[list[Inline]] = [[]]
    for inline in block.inlines:
        if isinstance(inline, Fact) and "\n" in inline.text:
            first, *rest = (part for part in inline.text.split("\n") if part.strip())
            runs[-1].append(replace(inline, text=first))
            runs.extend([replace(inline, text=part)] for part in rest)
        else:
            runs[-1].append(inline)
    yield from (Paragraph(tuple(run), block.role) for run in runs)


def _bold(inline: Inline, bold: bool) -> Inline:
    return replace(inline, bold=True) if bold and isinstance(inline, Text | Fact) else inline


def _add(parts: list[Inline], inline: Inline) -> None:
    if isinstance(inline, Text):
        if not inline.text:
            return
        last = parts[-1] if parts else None
        if isinstance(last, Text) and last.bold == inline.bold:
            parts[-1] = Text(last.text + inline.text, inline.bold)
            return
    parts.append(inline)


def _common_record(runs: tuple[Inlines, ...]) -> str:
    """Return the one list record all facts and blanks of these runs belong to (``members[m01]``), or ''."""
    keys = {
        found[0]
        for run in runs
        for inline in run
        if (path := getattr(inline, "path", "")) and (found := re.match(r"[a-z_.]+\[[^\]?]+\]", path))
    }
    return keys.pop() if len(keys) == 1 else ""

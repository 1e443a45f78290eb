"""The table of old and new wording 修订对照表: article by article, row by row, as a Draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alliance_docs.dossier.comparing import Compared, Comparison
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.drafting.draft import (
    Blank,
    Block,
    Cell,
    Clause,
    Draft,
    Fact,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    Text,
    clause_inlines,
    plain,
)
from alliance_docs.drafting.references import target_text
from alliance_docs.facts.change import Change
from alliance_docs.facts.numerals import han
from alliance_docs.word.redline_report import Line, Passage

_WIDTHS = (16, 34, 34, 16)
_SPACE = "\u3000"
_OPENING = 12


def comparison_table(comparison: Comparison) -> Draft:
    """Return the table of everything that differs; one part for each document."""
    words = redline_words()
    between = words.table["between"].format(old=comparison.old.label, new=comparison.new.label)
    first = Clause("head", "passage", (), (_line(words.table["title"], "title"), _line(between, "subtitle"), _line(words.table["note"], "note")), landscape=True)
    parts = [
        Clause(f"document_{number}", "section", (Text(one.title.replace("\n", "")),), tuple(_blocks(one)), number, landscape=True)
        for number, one in enumerate(comparison.documents, start=1)
    ]
    number = len(parts)
    for key, papers in (("whole_added", comparison.added), ("whole_removed", comparison.removed)):
        if papers:
            number += 1
            listed = tuple(_line(paper.title.replace("\n", ""), "plain") for paper in papers)
            parts.append(Clause(key, "section", (Text(words.table[key]),), listed, number, landscape=True))
    return Draft("comparison-table", words.table["title"], (first, *parts))


def _line(words: str, role: str) -> Paragraph:
    return Paragraph((Text(words),), role)  # type: ignore[arg-type]


def _blocks(one: Compared) -> Iterator[Block]:
    columns = redline_words().columns
    rows = [row for passage, reasons in zip(one.redline.passages, one.reasons, strict=True) if (row := _row(one, passage, reasons)) is not None]
    if rows:
        head = Row(tuple(Cell(((Text(column),),)) for column in columns))
        yield Table(_WIDTHS, (head, *rows), 1)
    if moved := _renumbered(one):
        yield _line(redline_words().table["renumbered"].format(items=moved), "plain")


def _row(one: Compared, passage: Passage, reasons: Sequence[Change]) -> Row | None:
    table = redline_words().table
    if passage.kind == "renumbered":
        return None
    before, after = (tuple(_inlines(line) for line in side) for side in (passage.before, passage.after))
    if passage.kind == "moved":
        before, after = ((Text(label(one.redline.old.clause(passage.old)) or ""),),), ((Text(table["moved"]),),)
    before = before or ((Text(table["added"]),),)
    after = after or ((Text(table["removed"]),),)
    return Row((Cell(((Text(_item(one, passage)),),)), Cell(before), Cell(after), Cell((_reason(reasons),))))


def _inlines(line: Line) -> Inlines:
    out: list[Inline] = []
    for place, words in enumerate(line):
        text = words.text.lstrip(_SPACE) if place == 0 else words.text
        for number, part in enumerate(text.split("\n")):
            out += [LineBreak()] if number else []
            out += [Text(part, words.changed)] if part else []
    return tuple(out)


def _reason(reasons: Iterable[Change]) -> Inlines:
    told = list(dict.fromkeys(one.reason or one.matter or one.label or "" for one in reasons))
    found = "；".join(one.rstrip("。；") for one in told if one)
    return (Text(found),) if found else (Blank(redline_words().table["reason"]),)


def _item(one: Compared, passage: Passage) -> str:
    """Return what the first column says: 第二十条（原第二十一条）　条标：the row's name."""
    old, new = one.redline.old.clause(passage.old), one.redline.new.clause(passage.new)
    told = label(new or old)
    if old is not None and new is not None and number_of(old) != number_of(new) and number_of(new):
        told = redline_words().table["was"].format(new=number_of(new), old=number_of(old)) + told.removeprefix(number_of(new))
    name = record_name(one.redline.new, passage.key) or record_name(one.redline.old, passage.key) or row_name(new or old, passage.key)
    return f"{told}\uff1a{name}" if told and name else told or name


def number_of(clause: Clause | None) -> str:
    """Return a clause's number as it is printed, empty for one without."""
    if clause is None or not clause.number:
        return ""
    if clause.kind == "section":
        return f"{han(clause.number)}、" if clause.level == 1 else f"（{han(clause.number)}）"
    return target_text(clause) if clause.kind in ("article", "annex") else ""


def label(clause: Clause | None) -> str:
    """Return what a clause is called: number and rubric, or its first words."""
    if clause is None:
        return ""
    rubric = plain(clause.rubric).replace("\n", "")
    number = number_of(clause)
    if number or rubric:
        return f"{number}{_SPACE if number and rubric and not number.endswith(('、', '）')) else ''}{rubric}"
    table = redline_words().table
    if any(isinstance(block, Paragraph) and block.role in ("title", "cover-title") for block in clause.blocks):
        return table["head"]
    if any(isinstance(block, Signature) for block in clause.blocks):
        return table["signing"]
    words = next((plain(block.inlines) for block in clause.blocks if isinstance(block, Paragraph) and plain(block.inlines).strip()), "")
    words = words.replace("\n", "").strip(_SPACE)
    return words if len(words) <= _OPENING else f"{words[:_OPENING]}……"


def record_name(draft: Draft, key: str) -> str:
    """Return the name of the record *key* as the draft prints it, empty where it does not."""
    path = f"{key}.name"
    lines = (line for clause in draft.clauses for line in clause_inlines(clause)) if key else ()
    return next((inline.text for line in lines for inline in line if isinstance(inline, Fact) and inline.path == path), "")


def row_name(clause: Clause | None, key: str) -> str:
    """Return the name of the row or record *key* of a clause: its first words."""
    if clause is None or not key:
        return ""
    for block in clause.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if row.key == key:
                return next((words.replace("\n", "") for cell in row.cells for line in cell.paragraphs if (words := plain(line).strip())), "")
    return ""


def _renumbered(one: Compared) -> str:
    """Return which numbers have changed, neighbours that moved by as much together."""
    pairs = [
        (old, new)
        for passage in one.redline.passages
        if passage.kind == "renumbered"
        and (old := one.redline.old.clause(passage.old)) is not None
        and (new := one.redline.new.clause(passage.new)) is not None
        and old.kind == new.kind == "article"
    ]
    groups: list[list[tuple[Clause, Clause]]] = []
    for old, new in sorted(pairs, key=lambda pair: pair[0].number):
        last = groups[-1][-1] if groups else None
        if last is not None and (old.number, new.number) == (last[0].number + 1, last[1].number + 1):
            groups[-1].append((old, new))
        else:
            groups.append([(old, new)])
    table = redline_words().table
    told = []
    for group in groups:
        ends = [(number_of(group[0][side]), number_of(group[-1][side])) for side in (0, 1)]
        old_text, new_text = (first if len(group) == 1 else table["range"].format(first=first, last=last) for first, last in ends)
        told.append(table["shift"].format(old=old_text, new=new_text))
    return "，".join(told)

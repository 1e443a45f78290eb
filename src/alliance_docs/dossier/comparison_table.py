"""The table of old and new wording 修订对照表: article by article, row by row, as a Draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from alliance_docs.dossier.comparing import Compared, Comparison
from alliance_docs.dossier.comparing_data import redline_words
from alliance_docs.dossier.comparison_labels import label, number_of, record_name, renumbered, row_name
from alliance_docs.dossier.comparison_reasons import reason
from alliance_docs.drafting.draft import (
    Block,
    Cell,
    Clause,
    Draft,
    Inline,
    Inlines,
    LineBreak,
    Paragraph,
    Row,
    Table,
    Text,
)
from alliance_docs.facts.change import Change
from alliance_docs.word.redline_report import Line, Passage, Words

_WIDTHS = (16, 34, 34, 16)
_SPACE = "\u3000"
_EDGES = ("header", "footer")


def comparison_table(comparison: Comparison) -> Draft:
    """Return the table of everything that differs; one part for each document."""
    words = redline_words()
    between = words.table["between"].format(old=comparison.old.title or comparison.old.label, new=comparison.new.title or comparison.new.label)
    first = Clause("head", "passage", (), (_line(words.table["title"], "title"), _line(between, "subtitle"), _line(words.table["note"], "note")), landscape=True)
    parts = [
        Clause(f"document_{number}", "section", (Text(one.title.replace("\n", "")),), tuple(_blocks(one)), number, landscape=True)
        for number, one in enumerate(comparison.documents, start=1)
    ]
    number = len(parts)
    for key, papers in (("whole_added", comparison.added), ("whole_removed", comparison.removed)):
        if papers:
            number += 1
            listed = tuple(_line(Path(paper.file).stem, "plain") for paper in papers)
            parts.append(Clause(key, "section", (Text(words.table[key]),), listed, number, landscape=True))
    return Draft("comparison-table", words.table["title"], (first, *parts))


def _line(words: str, role: str) -> Paragraph:
    return Paragraph((Text(words),), role)  # type: ignore[arg-type]


def _blocks(one: Compared) -> Iterator[Block]:
    columns = redline_words().columns
    rows = [row for passage, reasons in _rows(one) if (row := _row(one, passage, reasons)) is not None]
    if rows:
        head = Row(tuple(Cell(((Text(column),),)) for column in columns))
        yield Table(_WIDTHS, (head, *rows), 1)
    if moved := renumbered(one):
        yield _line(redline_words().table["renumbered"].format(items=moved), "plain")
    yield from (_line(redline_words().table[what], "plain") for what in one.redline.untold)


def _rows(one: Compared) -> Iterator[tuple[Passage, Sequence[Change]]]:
    """Yield the passages with their reasons; signature pages that a consolidated text leaves out are one."""
    table, told = redline_words().table, False
    for passage, reasons in zip(one.redline.passages, one.reasons, strict=True):
        if one.consolidated and not passage.after and label(one.redline.old.clause(passage.old)) == table["signing"]:
            if not told:
                yield Passage("removed", passage.old, "", "", (((Words(table["signed_gone"])),),)), ()
            told = True
            continue
        yield passage, reasons


def _row(one: Compared, passage: Passage, reasons: Sequence[Change]) -> Row | None:
    table = redline_words().table
    if passage.kind == "renumbered":
        return None
    before, after = (tuple(_inlines(line) for line in side) for side in (passage.before, passage.after))
    if passage.kind == "moved":
        before, after = ((Text(label(one.redline.old.clause(passage.old)) or ""),),), ((Text(table["moved"]),),)
    before = before or ((Text(table["added"]),),)
    after = after or ((Text(table["removed"]),),)
    return Row((Cell(((Text(_item(one, passage)),),)), Cell(before), Cell(after), Cell((reason(one, passage, reasons),))))


def _inlines(line: Line) -> Inlines:
    out: list[Inline] = []
    for place, words in enumerate(line):
        text = words.text.lstrip(_SPACE) if place == 0 or line[place - 1].column else words.text
        text = redline_words().table["cell"].format(column=text) if words.column else text
        for number, part in enumerate(text.split("\n")):
            out += [LineBreak()] if number else []
            out += [Text(part, words.changed)] if part else []
    return tuple(out)


def _item(one: Compared, passage: Passage) -> str:
    """Return what the first column says: 第二十条（原第二十一条）　条标：the row's name."""
    if passage.key in _EDGES:
        return redline_words().table[passage.key]
    old, new = one.redline.old.clause(passage.old), one.redline.new.clause(passage.new)
    told = label(new or old)
    if old is not None and new is not None and number_of(old) != number_of(new) and number_of(new):
        told = redline_words().table["was"].format(new=number_of(new), old=number_of(old)) + told.removeprefix(number_of(new))
    name = record_name(one.redline.new, passage.key) or record_name(one.redline.old, passage.key) or row_name(new or old, passage.key) or passage.name
    return f"{told}\uff1a{name}" if told and name else told or name

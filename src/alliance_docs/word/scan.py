"""Scanning a .docx: its text, and the headers and footers of a stranger's, in one view of the tracked changes."""

from __future__ import annotations

from collections.abc import Iterable

from alliance_docs.errors import UserError
from alliance_docs.word.labels import load_labels
from alliance_docs.word.margins import margin_parts, unreadable
from alliance_docs.word.notes import Notes
from alliance_docs.word.ooxml import W
from alliance_docs.word.package import Package
from alliance_docs.word.records import Grid, Kept, Para, Scan
from alliance_docs.word.runs import RunReader
from alliance_docs.word.scanner import Scanner
from alliance_docs.word.style_table import load_styles
from alliance_docs.word.views import View, settle


def scan(
    package: Package,
    *,
    opaque_marks: frozenset[str] = frozenset(),
    group_marks: frozenset[str] = frozenset(),
    foreign: bool = False,
    opened: bool = False,
    luggage: bool = True,
    view: View = "accepted",
) -> Scan:
    """Scan the main document of *package*.

    *opaque_marks*: bookmarks around blocks to keep verbatim; *group_marks*: those of clauses and rows; *foreign*: the
    file is not ours, so a typed □ or ____ is a box or room for handwriting, and headers and footers are told; *opened*:
    the words of drawings count, hidden ones do not; *luggage*: kept pieces bring the files they need; *view*: how
    tracked changes read.
    """
    part = package.document_name()
    root = package.xml(part)
    body = root.find(f"{W}body")
    if body is None:
        raise UserError("这不是 Word 文档（文件里没有正文）", remedy="请选择 .docx 文件")
    styles, usual = load_styles(package)
    names = {style: info.ours for style, info in styles.items()}
    hidden = frozenset(style for style, info in styles.items() if info.hidden)
    labels = load_labels(package)
    notes = Notes(package, view)

    def scanner_of(name: str) -> Scanner:
        runs = RunReader(package, name, names, foreign, notes, opened, luggage, hidden)
        return Scanner(package, name, styles, usual, labels, runs, opaque_marks, group_marks, foreign=foreign)

    scanner = scanner_of(part)
    scanner.order = {node: number for number, node in enumerate(root.iter(f"{W}p"))}
    settle(root, view)
    scanner.blocks(body)
    scanner.flush()
    damaged = set(unreadable(package))
    margins: list[Para] = []
    for name in margin_parts(package, part, root) if foreign else ():
        try:
            margin = package.xml(name)
        except UserError:
            damaged.add(name)
            continue
        settle(margin, view)
        other = scanner_of(name)
        other.blocks(margin)
        other.flush()
        margins += paragraphs_of(other.out)
    return Scan(scanner.out, scanner.landscape or [False], margins, tuple(sorted(damaged | notes.damaged)))


def paragraphs_of(blocks: Iterable[Para | Grid | Kept]) -> list[Para]:
    """Return all paragraphs of scanned blocks in order, those of tables included."""
    found: list[Para] = []
    for block in blocks:
        if isinstance(block, Para):
            found.append(block)
        elif isinstance(block, Grid):
            found += [para for row in block.rows for cell in row.cells for para in cell.paragraphs]
    return found

"""Lists typed or pasted as lines, or read from a sheet: which cell is which field. Names units, refuses doubles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.text import normal_name
from alliance_docs.interview.questionnaire import Column

_SERIAL = re.compile(r"^\s*[（(]?\d{1,4}(?:[)）]|[.．、])\s*(?=\D)")
_UNIT = re.compile(r"[（(【\[]?\s*(?:单位\s*[:：]\s*)?(万元|亿元|元)\s*[)）】\]]?\s*$")
_LATIN_COMMA = re.compile(r"，|,(?!\s*[A-Za-z])")
HEADER_SEARCH = 10
"""A header row stands within so many rows of the top; sheets often begin with a title."""


@dataclass(frozen=True)
class Cell:
    """The text of a cell and where it stands (``Sheet1!B3``, ``第 3 行``)."""

    text: str
    place: str


@dataclass(frozen=True)
class Entry:
    """One record: its cells by field, key first, and the place of the row."""

    place: str
    cells: tuple[tuple[str, Cell], ...]

    def get(self, field: str) -> Cell | None:
        """Return the cell of that field, or None."""
        return next((cell for name, cell in self.cells if name == field), None)


@dataclass(frozen=True)
class Roster:
    """The records read, the header words nobody knew, and the header row when there was one."""

    entries: tuple[Entry, ...]
    ignored: tuple[str, ...] = ()
    header: tuple[Cell, ...] = ()


def lines_to_rows(text: str, *, loose: bool) -> tuple[tuple[Cell, ...], ...]:
    """Split typed or pasted text into rows of cells; empty lines are dropped.

    Columns are parted by tabs; when *loose*, also by several blanks or by commas.
    """
    rows: list[tuple[Cell, ...]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip(" \t\u3000"):
            continue
        place = f"第 {number} 行"
        if "\t" not in line:
            line = _SERIAL.sub("", line)
        rows.append(tuple(Cell(part.strip(" \u3000"), place) for part in _split(line, loose)))
    return tuple(rows)


def _split(line: str, loose: bool) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    line = line.strip(" \u3000")
    if not loose:
        return [line]
    if re.search(r"[ \u3000]{2,}", line) and not re.search(r"[，,]", line):
        return re.split(r"[ \u3000]{2,}", line)
    return _LATIN_COMMA.split(line)


def heading(text: str) -> tuple[str, str]:
    """Return a header word as compared, and the unit of money in it."""
    unit = _UNIT.search(text)
    word = _UNIT.sub("", text) if unit else text
    return normal_name(re.sub(r"[*＊:：]", "", word)), unit[1] if unit else ""


def _header(cells: Sequence[Cell], columns: Sequence[Column]) -> list[Column | None] | None:
    """Return the column of each cell when *cells* is a header row: it names the key, and half of it is known."""
    known = {heading(word)[0]: column for column in columns for word in column.headers}
    found = [known.get(heading(cell.text)[0]) if cell.text else None for cell in cells]
    filled = sum(bool(cell.text) for cell in cells)
    hits = sum(column is not None for column in found)
    return found if columns and columns[0] in found and 2 * hits >= min(filled, 4) else None


def header_at(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> int | None:
    """Return the index of the header row, or None when there is none near the top."""
    return next((at for at, row in enumerate(rows[:HEADER_SEARCH]) if _header(row, columns) is not None), None)


def read_rows(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> Roster:
    """Tell which cell is which field. *columns* begins with the key's.

    Raises UserErrors with the place of each cell that cannot be told.
    """
    index = header_at(rows, columns)
    if index is not None:
        header = _header(rows[index], columns) or []
        return _with_header(rows[index], header, rows[index + 1 :], columns)
    errors: list[UserError] = []
    entries: list[Entry] = []
    for row in rows:
        try:
            entries.extend(_by_shape(row, columns))
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(errors)
    return Roster(tuple(entries))


def _with_header(
    head: Sequence[Cell], header: list[Column | None], rows: Sequence[Sequence[Cell]], columns: Sequence[Column]
) -> Roster:
    key = columns[0].field
    errors: list[UserError] = []
    doubled = [cell for at, cell in enumerate(head) if header[at] is not None and header[at] in header[:at]]
    errors.extend(
        UserError(f"表头“{cell.text}”与前面的一列重复", place=cell.place, remedy="只保留一列") for cell in doubled
    )
    units = [heading(cell.text)[1] for cell in head]
    entries: list[Entry] = []
    for row in rows:
        cells: dict[str, Cell] = {}
        for at, cell in enumerate(row):
            column = header[at] if at < len(header) else None
            if column is None or not cell.text:
                continue
            bare = re.fullmatch(r"[\d.,，]+", cell.text)
            cells[column.field] = Cell(cell.text + units[at], cell.place) if bare and units[at] else cell
        if not cells:
            continue
        if key not in cells:
            what = next(iter(cells.values()))
            errors.append(
                UserError(f"这一行有“{what.text}”，但是没有{columns[0].headers[0]}", place=what.place,
                          remedy=f"请填写{columns[0].headers[0]}，或者清空这一行")
            )
            continue
        entries.append(Entry(cells[key].place, ((key, cells[key]), *((f, c) for f, c in cells.items() if f != key))))
    if errors:
        raise UserErrors(errors)
    skip = {"序号", "编号", "no", "no.", "#"}
    ignored = tuple(
        cell.text for at, cell in enumerate(head) if cell.text and header[at] is None and heading(cell.text)[0] not in skip
    )
    return Roster(tuple(entries), ignored, tuple(head))


def _by_shape(row: Sequence[Cell], columns: Sequence[Column]) -> Iterable[Entry]:
    """Read a row without header: the first cell is the key, the others are told by their shape."""
    cells = [cell for cell in row if cell.text]
    if cells and re.fullmatch(r"\d{1,4}", cells[0].text) and len(cells) > 1:
        cells = cells[1:]
    if not cells:
        return []
    key = columns[0].field
    found: dict[str, Cell] = {key: cells[0]}
    unknown: list[Cell] = []
    for cell in cells[1:]:
        told = [column for column in columns if column.pattern and re.fullmatch(column.pattern, cell.text)]
        if len(told) == 1 and told[0].field not in found:
            found[told[0].field] = cell
        else:
            unknown.append(cell)
    if not unknown:
        return [Entry(cells[0].place, tuple(found.items()))]
    if len(found) == 1 and all(_like_a_name(cell.text) for cell in cells):
        return [Entry(cell.place, ((key, cell),)) for cell in cells]
    example = "\\t".join(column.headers[0] for column in columns[:3]).replace("\\t", "⇥")
    raise UserError(
        f"“{unknown[0].text}”不知道属于哪一项", place=unknown[0].place, remedy=f"请在最前面加一行表头，例如 {example}"
    )


def _like_a_name(text: str) -> bool:
    return len(text) >= 5 and not re.search(r"\d", text)


def refuse_doubles(entries: Sequence[Entry], field: str, label: str) -> None:
    """Raise UserErrors when two rows hold the same *field* (compared after normalisation), naming both places."""
    first: dict[str, Cell] = {}
    errors: list[UserError] = []
    for entry in entries:
        cell = entry.get(field)
        if cell is None:
            continue
        same = normal_name(cell.text)
        if same in first:
            errors.append(
                UserError(f"{label}“{cell.text}”与{first[same].place}重复", place=cell.place, remedy="请删去其中一行")
            )
        else:
            first[same] = cell
    if errors:
        raise UserErrors(errors)

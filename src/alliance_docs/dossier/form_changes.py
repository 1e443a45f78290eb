"""What somebody changed in a filled Word form: facts typed over, blanks filled in, boxes ticked; and the rest, piece by piece.

A form is compared row by row and cell by cell. What stands in a cell beside the values is the template's; where it is
left as it was, the values are read from between it, whatever saving did to the styles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alliance_docs.dossier.form_boxes import Condition, fact_ticked
from alliance_docs.dossier.form_cells import CellChange, cell_change
from alliance_docs.drafting.draft import (
    Cell,
    Clause,
    Draft,
    Fact,
    Inlines,
    Item,
    LineBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    plain,
)
from alliance_docs.drafting.merging.blocks import run_gist
from alliance_docs.drafting.merging.differences import FactEdit, said
from alliance_docs.drafting.merging.matching import aligned

_SHOWN = 60
_GONE = "删去一行；单位、人员、任务等的增减记录在案卷中"
_NEW = "增加一行；单位、人员、任务等的增减记录在案卷中"
_ITEM = re.compile(r"(?P<list>.+)\[[0-9]+\]")


@dataclass(frozen=True)
class Lost:
    """A change of the form that a new draft will not have: where it is, what stood there, what stands there now; *why*, where that is not plain."""

    clause: str
    place: str
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True)
class FormChanges:
    """*facts* that were typed over, filled in or ticked; everything else that was changed is *lost* in the next draft."""

    facts: tuple[FactEdit, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether nothing was changed."""
        return not (self.facts or self.lost)


@dataclass(frozen=True)
class _Unit:
    """A paragraph or a table row: its cells, each as one run; *other*: what has no words. *heads*: the column titles of a row."""

    cells: tuple[Inlines, ...]
    key: str = ""
    heads: tuple[str, ...] = ()
    row: bool = False
    other: object = None

    @property
    def gist(self) -> object:
        return self.row, tuple(map(run_gist, self.cells)), self.other

    @property
    def text(self) -> str:
        return "｜".join(filter(None, (plain(cell).strip() for cell in self.cells)))


def form_changes(written: Draft, returned: Draft, conditions: Sequence[Condition] = ()) -> FormChanges:
    """Compare a form as written with its edited copy; facts under the paths they are printed by.

    *conditions*: what decides its boxes, as its template says.
    """
    before = {clause.id: clause for clause in written.clauses}
    after = {clause.id: clause for clause in returned.clauses}
    facts: list[FactEdit] = []
    lost: list[Lost] = []
    for name, clause in before.items():
        if name not in after:
            lost.append(Lost(name, said(clause), said(clause), ""))
            continue
        for change in _clause(clause, after[name], conditions):
            (facts if isinstance(change, FactEdit) else lost).append(change)  # type: ignore[arg-type]
    lost += [Lost(name, said(clause), "", said(clause)) for name, clause in after.items() if name not in before]
    return FormChanges(tuple(facts), tuple(lost))


def _clause(before: Clause, after: Clause, conditions: Sequence[Condition]) -> Iterator[FactEdit | Lost]:
    old, new = list(_units(before)), list(_units(after))
    if old == new:
        return
    found = aligned(old, new, _likeness)
    title = said(before)
    for unit, target in zip(old, found, strict=True):
        if target < 0:
            if unit.text or unit.other is not None:
                yield Lost(before.id, title, _short(unit.text or "图形"), "", _GONE if unit.row else "")
        else:
            yield from _unit(before.id, title, unit, new[target], conditions)
    for number, unit in enumerate(new):
        if number not in found and (unit.text or unit.other is not None):
            yield Lost(before.id, title, "", _short(unit.text or "图形"), _NEW if unit.row else "")


def _unit(clause: str, title: str, old: _Unit, new: _Unit, conditions: Sequence[Condition]) -> Iterator[FactEdit | Lost]:
    if len(old.cells) != len(new.cells) or old.other != new.other:
        yield Lost(clause, title, _short(old.text), _short(new.text), "单元格拆分、合并或者增减" if old.row else "")
        return
    for number, (was, now) in enumerate(zip(old.cells, new.cells, strict=True)):
        if was == now:
            continue
        place = "，".join(filter(None, (title, _named(old, number))))
        change = cell_change(was, now)
        yield from _told(clause, place, old, was, now, change, conditions)


def _told(clause: str, place: str, unit: _Unit, was: Inlines, now: Inlines, change: CellChange, conditions: Sequence[Condition]) -> Iterator[FactEdit | Lost]:
    emptied = [value for value, words in change.values if not words]
    whole = _whole_list(was, change)
    if whole is not None:
        yield FactEdit(clause, *whole)
    else:
        for value, words in change.values:
            if words:
                yield FactEdit(clause, value.path, "" if isinstance(value, Fact) else value.label, value.text if isinstance(value, Fact) else "", words)
    for value in emptied:
        yield Lost(clause, place, plain((value,)), "", "删去了事实，事实不因此清空")
    if change.boxes:
        edit = fact_ticked(was, change.boxes, conditions, unit.key)
        yield replace(edit, clause=clause) if edit is not None else Lost(clause, place, _short(plain(was)), _short(plain(now)), "看不出勾选的是哪一项事实")
    if change.rest:
        yield Lost(clause, place, _short(plain(was)), _short(plain(now)))


def _whole_list(was: Inlines, change: CellChange) -> tuple[str, str, str, str] | None:
    """A cell that prints a list item by item, and in which one was put in or struck: the list with its new items."""
    values = [one for one in was if isinstance(one, Fact)]
    found = [_ITEM.fullmatch(one.path) for one in values]
    between = {plain((one,)) for one in was if not isinstance(one, Fact)}
    if not values or not all(found) or len({one["list"] for one in found if one}) != 1 or len(between) > 1 or not change.values:
        return None
    sign = next(iter(between), "、")
    if sign not in "、；，\n" or not sign:
        return None
    words = {value.path: new for value, new in change.values}
    items = [part.strip() for one in values for part in words.get(one.path, one.text).split(sign) if part.strip()]
    if len(items) == len(values) or any("、" in one.text for one in values):
        return None
    assert found[0] is not None
    return found[0]["list"], "", "；".join(one.text for one in values), "；".join(items)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"


# --- a clause as paragraphs and rows -------------------------------------------------------------------------------


def _units(clause: Clause) -> Iterator[_Unit]:
    if clause.rubric:
        yield _Unit((clause.rubric,))
    for block in clause.blocks:
        match block:
            case Paragraph() | Item():
                yield _Unit((block.inlines,))
            case Signature():
                yield from (_Unit((line,)) for line in block.lines)
            case Table():
                yield from _rows(block)
            case _:
                yield _Unit((), other=block)


def _rows(table: Table) -> Iterator[_Unit]:
    heads: tuple[str, ...] = ()
    for row in table.rows:
        cells = tuple(map(_one_run, row.cells))
        if _is_head(row):
            heads = tuple(plain(cell).strip() for cell in cells)
            yield _Unit(cells, row=True)
        else:
            yield _Unit(cells, row.key, heads if len(heads) == len(cells) else (), True)


def _is_head(row: Row) -> bool:
    """A row of several titles and nothing printed in it heads those that follow."""
    several = len(row.cells) > 2
    return several and all(plain(run).strip() and not any(isinstance(one, Fact) for one in run) for cell in row.cells for run in (_one_run(cell),))


def _one_run(cell: Cell) -> Inlines:
    """The paragraphs of a cell as one run with line breaks between them; a serial number, which is automatic, is nothing."""
    if cell.serial is not None:
        return ()
    out = list(cell.paragraphs[0])
    for paragraph in cell.paragraphs[1:]:
        out += [LineBreak(), *paragraph]
    while out and isinstance(out[-1], LineBreak):
        out.pop()
    return tuple(out)


def _named(unit: _Unit, number: int) -> str:
    """Which cell of a row: the title of its column, or the label before it."""
    if unit.heads:
        first = next((plain(cell).strip() for cell in unit.cells if any(isinstance(one, Fact) for one in cell)), "")
        return "，".join(filter(None, (_short(first), unit.heads[number])))
    labels = [plain(cell).strip() for cell in unit.cells[:number] if cell and not any(isinstance(one, Fact) for one in cell)]
    return _short(labels[-1]) if labels else ""


def _likeness(one: _Unit, other: _Unit) -> float:
    if one.row != other.row or (one.other is None) != (other.other is None):
        return 0.0
    if one.gist == other.gist:
        return 1.0
    if one.other is not None:
        return 0.5
    if one.key and other.key:
        return 0.98 if one.key == other.key else 0.0
    from rapidfuzz import fuzz

    same = sum(run_gist(was) == run_gist(now) and bool(was) for was, now in zip(one.cells, other.cells, strict=False))
    share = same / max(1, sum(map(bool, one.cells)), sum(map(bool, other.cells)))
    return min(0.97, max(share, fuzz.ratio(one.text, other.text) / 100))

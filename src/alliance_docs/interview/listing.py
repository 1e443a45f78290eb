"""Collecting a list: lines typed or pasted, files read, items corrected or taken out; each step saved at once."""

from __future__ import annotations

from pathlib import Path

from alliance_docs.errors import UserError
from alliance_docs.facts.lookup import lookup
from alliance_docs.interview.keeping import Keeper
from alliance_docs.interview.lead import named_at
from alliance_docs.interview.plan import Step
from alliance_docs.interview.records import Merge, merge
from alliance_docs.interview.roster import Cell, Roster, header_at, lines_to_rows, read_rows

NONE = "无"
"""Typed for a list that is known to be empty."""
HEADER_SEEN = "表头已识别，请继续粘贴数据"


class Listing:
    """The list work of an interview."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._headings: dict[str, tuple[Cell, ...]] = {}

    def add(self, step: Step, text: str) -> Merge:
        """Put typed or pasted lines into the list. Raises UserError(s)."""
        if text.strip() == NONE and step.value is None:
            self._keeper.store(step.path, [])
            return Merge((), notes=("记为：无",))
        columns = step.question.columns
        rows = lines_to_rows(text, loose=step.question.loose)
        heading = self._headings.get(step.path)
        if heading is not None and header_at(rows, columns) is None and all(len(row) > 1 for row in rows):
            rows = (heading, *rows)
        roster = read_rows(rows, columns)
        if roster.header:
            self._headings[step.path] = roster.header  # rows pasted line by line come one at a time
        if roster.header and not roster.entries:
            return Merge((), notes=(HEADER_SEEN,))
        return self._merged(step, roster)

    def add_file(self, step: Step, path: Path) -> Merge:
        """Read a file into the list. Raises UserError(s)."""
        from alliance_docs.interview.roster_files import read_roster

        return self._merged(step, read_roster(path, step.question.columns))

    def _merged(self, step: Step, roster: Roster) -> Merge:
        keeper = self._keeper
        if not roster.entries:
            return Merge(())
        merged = merge(keeper.people(step.path), step.question, step.path, roster)
        unfinished = step.path in (keeper.facts.skipped or ()) or step.value is None
        if unfinished:
            keeper.mark("skipped", step.path, True)  # a list broken off is asked for again
        try:
            if len(merged.places) == 1:
                at = merged.places[0]
                record = merged.records[at]
                keeper.store(f"{step.path}[{record.get('id', at)}]", record)
            else:
                keeper.store(step.path, list(merged.records))
        except UserError:
            if step.value is None:  # nothing went in: the question is as open as before
                keeper.mark("skipped", step.path, False)
            raise
        if unfinished:
            keeper.mark("skipped", step.path, True)
        return merged

    def items(self, step: Step) -> tuple[str, ...]:
        """Return the names of the list's records as they stand."""
        value = lookup(self._keeper.facts, step.path)
        if not isinstance(value, tuple):
            return ()
        return tuple(self._keeper.plan.name_of(record, at) for at, record in enumerate(value))

    def rename(self, step: Step, number: int, name: str) -> None:
        """Correct the key of item *number*. Raises UserError."""
        record = self._item(step, number)
        if step.path == "members":
            same = self._keeper.facts.member(name)
            if same is not None and same.id != record:
                raise UserError(f"“{name}”已在名单中", remedy="不必重复填写")
        self._keeper.store(f"{step.path}[{record}].{step.question.key}", name)

    def drop(self, step: Step, number: int) -> str:
        """Take item *number* out and return its name. Raises UserError while other facts name a member."""
        record = self._item(step, number)
        name = self.items(step)[number - 1]
        if step.path == "members":
            used = named_at(self._keeper.facts, record)
            if used:
                raise UserError(f"“{name}”还用在：{'、'.join(used)}", remedy="请先改掉这些答案，再删去")
        self._keeper.store(f"{step.path}[{record}]", None)
        return name

    def _item(self, step: Step, number: int) -> str:
        value = lookup(self._keeper.facts, step.path)
        count = len(value) if isinstance(value, tuple) else 0
        if not isinstance(value, tuple) or not 1 <= number <= count:
            raise UserError(f"没有第 {number} 项", remedy=f"现有 {count} 项")
        return str(getattr(value[number - 1], "id", number - 1))


def said(merged: Merge) -> str:
    """Return what went into the list, in one line."""
    parts = [f"已加入 {len(merged.added)} 项：{_some(merged.added)}"] if merged.added else []
    parts += [f"已补充 {len(merged.filled)} 项：{_some(merged.filled)}"] if merged.filled else []
    return "；".join(parts)


def _some(names: tuple[str, ...], most: int = 12) -> str:
    return "、".join(names[:most]) + (f"等 {len(names)} 项" if len(names) > most else "")

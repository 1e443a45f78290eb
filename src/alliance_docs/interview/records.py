"""Lists of records, members above all: what was typed, pasted or read becomes records, each cell checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alliance_docs.errors import UserError, UserErrors
from alliance_docs.facts.assign import assign
from alliance_docs.facts.credit_code import broken_rule, compact, prefix_mismatch
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import field_of
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree, free_id
from alliance_docs.interview.choosing import read_answer
from alliance_docs.interview.lead import LEAD_ROLE
from alliance_docs.interview.questionnaire import Question
from alliance_docs.interview.roster import Cell, Entry, Roster, refuse_doubles

CODE = "credit_code"


@dataclass(frozen=True)
class Merge:
    """A list after what was given has been put in: the whole *records* as a tree, names *added* and *filled*, hints."""

    records: tuple[dict[str, Any], ...]
    added: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[int, ...] = field(default=())
    """Indexes of the records that are new or changed."""


def merge(facts: Facts, question: Question, path: str, roster: Roster) -> Merge:
    """Put the *roster* into the list at *path*: a known name is filled in, a new one gets the next id.

    Raises UserErrors naming the place of every cell that cannot stand: a wrong code, a double, a wrong type.
    """
    label = field_of(f"{path}[0].{question.key}").label
    has_ids = _has_ids(path)
    if has_ids:
        refuse_doubles(roster.entries, question.key, label)
        refuse_doubles(roster.entries, CODE, "统一社会信用代码")
    present = lookup(facts, path)
    records = [as_tree(record) for record in present] if isinstance(present, tuple) else []
    names = {normal_name(str(record.get(question.key, ""))): at for at, record in enumerate(records)}
    codes = {compact(str(record[CODE])): at for at, record in enumerate(records) if record.get(CODE)}
    errors: list[UserError] = []
    added: list[str] = []
    filled: list[str] = []
    notes: list[str] = [f"没有用到的列：{'、'.join(roster.ignored)}"] if roster.ignored else []
    touched: list[int] = []
    for entry in roster.entries:
        key = entry.cells[0][1]
        found = _checked(facts, question, path, entry, errors)
        at = names.get(normal_name(key.text)) if has_ids else None
        code = found.get(CODE)
        owner = codes.get(compact(code)) if isinstance(code, str) else None
        if owner is not None and owner != at:
            name = records[owner].get(question.key, "")
            errors.append(UserError(f"统一社会信用代码“{code}”与“{name}”相同", place=key.place, remedy="请与证照核对"))
            continue
        if at is not None and len(entry.cells) == 1:
            errors.append(UserError(f"“{key.text}”已在名单中（第 {at + 1} 项）", place=key.place, remedy="不必重复填写"))
            continue
        errors.extend(_second_lead(records, at, found, entry))
        if at is None:
            record = {"id": free_id({path: records}, (path, 0)), **found} if has_ids else dict(found)
            _fill(record, question)
            at = len(records)
            records.append(record)
            added.append(key.text)
        else:
            notes.extend(_overwritten(records[at], found, key.text))
            records[at] = _overlaid(records[at], found)
            filled.append(key.text)
        notes.extend(f"{key.text}：{text}" for pattern, text in question.cautions if re.fullmatch(pattern, key.text))
        touched.append(at)
        if has_ids:
            names[normal_name(key.text)] = at
            if isinstance(code, str):
                codes[compact(code)] = at
                hint = prefix_mismatch(code, str(records[at].get("type", "")))
                notes.extend([f"{key.text}：{hint}，请与证照核对"] if hint else [])
    if errors:
        raise UserErrors(errors)
    return Merge(tuple(records), tuple(added), tuple(filled), tuple(notes), tuple(dict.fromkeys(touched)))


def _second_lead(
    records: list[dict[str, Any]], at: int | None, found: dict[str, Any], entry: Entry
) -> list[UserError]:
    """Return an error when this row names a lead unit beside the one there is."""
    cell = entry.get("role")
    if cell is None or found.get("role") != LEAD_ROLE:
        return []
    other = next((one for index, one in enumerate(records) if index != at and one.get("role") == LEAD_ROLE), None)
    if other is None:
        return []
    return [
        UserError(f"牵头单位只能有一家，现在是“{other.get('name', '')}”", place=cell.place, remedy="改为成员单位，或者先更换牵头单位")
    ]


def _has_ids(path: str) -> bool:
    try:
        field_of(f"{path}[].id")
    except UserError:
        return False
    return True


def _checked(facts: Facts, question: Question, path: str, entry: Entry, errors: list[UserError]) -> dict[str, Any]:
    """Return the entry's values as a nested tree; each is tried on a record of its own, so that cost stays linear."""
    record: dict[str, Any] = {}
    for name, cell in entry.cells:
        try:
            value = _value(facts, question, path, name, _in_our_words(question, name, cell))
        except UserErrors as several:
            errors.extend(_placed(error, cell) for error in several.errors)
        except UserError as error:
            errors.append(_placed(error, cell))
        else:
            _put(record, name, value)
    return record


def _in_our_words(question: Question, name: str, cell: Cell) -> Cell:
    words = next((dict(column.words) for column in question.columns if column.field == name), {})
    return Cell(words.get(cell.text.strip(), cell.text), cell.place)


def _value(facts: Facts, question: Question, path: str, name: str, cell: Cell) -> object:
    found = field_of(f"{path}[0].{name}")
    if name == CODE:
        broken = broken_rule(cell.text)
        if broken:
            raise UserError(f"统一社会信用代码：发现“{cell.text}”，{broken}", remedy="请与证照核对")
        return compact(cell.text)
    if found.kind == "member":
        column = Question(path=name, field=found, ask="")
        return read_answer(column, cell.text, facts)
    top = path.partition("[")[0].partition(".")[0]
    spot = "members[x1]" + path[path.index("]") + 1 :] if path.startswith("members[") else path
    item = f"{spot}[x1]" if _has_ids(path) and spot == top else f"{spot}[0]"
    trial = assign(Facts(), f"{item}.{name}", cell.text)
    return _typed(lookup(trial, f"{item}.{name}"))


def _typed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _placed(error: UserError, cell: Cell) -> UserError:
    return UserError(error.message, place=cell.place, remedy=error.remedy)


def _put(record: dict[str, Any], name: str, value: object) -> None:
    *owners, last = name.split(".")
    for owner in owners:
        record = record.setdefault(owner, {})
    record[last] = value


def _fill(record: dict[str, Any], question: Question) -> None:
    for name, value in question.fill:
        head = name.split(".")[0]
        if head not in record:
            _put(record, name, value)


def _overlaid(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(old)
    for name, value in new.items():
        before = both.get(name)
        both[name] = _overlaid(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return both


def _overwritten(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> list[str]:
    """Say which earlier answers are replaced: nothing typed is lost unseen."""
    notes = []
    for key, value in new.items():
        before = old.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            notes.extend(_overwritten(before, value, name))
        elif before is not None and str(before) != str(value) and normal_name(str(before)) != normal_name(str(value)):
            notes.append(f"{name}：原来的“{before}”改为“{value}”")
    return notes

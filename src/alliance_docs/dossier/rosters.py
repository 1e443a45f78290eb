"""The members as one spreadsheet, out and back: columns and words are those of the questionnaire's question on members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from alliance_docs.dossier.spreadsheets import workbook_bytes, write_cell
from alliance_docs.errors import UserError
from alliance_docs.facts import changing
from alliance_docs.facts.change_types import change_types
from alliance_docs.facts.changing import Setting, Told
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.history import Event, applied
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.paths import pattern_of, read_path
from alliance_docs.facts.tree import as_tree, text_of
from alliance_docs.interview.loading import load
from alliance_docs.interview.questionnaire import Question
from alliance_docs.interview.records import Merge, merge
from alliance_docs.interview.roster_files import read_roster


def member_question(facts: Facts) -> Question:
    """Return the questionnaire's question that asks for the members. Raises UserError while no jurisdiction is chosen."""
    if not facts.jurisdiction:
        raise UserError("没有填写适用制度", place="alliance.yaml jurisdiction", remedy="先用 ask 选定适用制度")
    questions = (question for section in load(facts.jurisdiction).sections for question in section.questions)
    return next(question for question in questions if question.path == "members" and question.columns)


def roster_bytes(facts: Facts) -> bytes:
    """Return the members still in as an .xlsx workbook that :func:`read_into` reads back. Same facts, same bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    columns = member_question(facts).columns
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "成员单位"
    rows = [tuple(column.headers[0] for column in columns)]
    for member in facts.active_members:
        rows.append(tuple(_said(lookup(facts, f"members[{member.id}].{column.field}")) for column in columns))
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            write_cell(sheet.cell(row, column), value)  # as text: codes and telephone numbers stay so, and no name is a formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    return workbook_bytes(book)


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(text_of(part) for part in value)
    return "" if value is None else text_of(value)


def read_into(facts: Facts, path: Path) -> Merge:
    """Return the members of *facts* with what the list at *path* says put in. Raises UserError with file and cell."""
    question = member_question(facts)
    return merge(facts, question, "members", read_roster(path, question.columns))


def events_from(facts: Facts, merged: Merge, told: Told) -> tuple[Event, ...]:
    """Return the changes that make the members say what the list says: joinings, and changed data by member and type."""
    events: list[Event] = []
    for at in merged.places:
        record = dict(merged.records[at])
        known = facts.member(str(record.get("id")))
        if known is None:
            name = str(record.pop("name", ""))
            fields = [f"{path}={text_of(value)}" for path, value in _leaves(record, "") if path not in ("id", "stage", "joined")]
            event = changing.join(facts, name, replace(told, settings=tuple(fields)))
            told = replace(told, taken=told.taken | {str(event.member)})
            events.append(event)
            facts = applied(facts, event)
            continue
        for event in _updates(facts, known.id, _different(as_tree(known), record), told):
            events.append(event)
            facts = applied(facts, event)
    return tuple(events)


def _updates(facts: Facts, member: str, different: Sequence[Setting], told: Told) -> Iterable[Event]:
    groups: dict[str, list[Setting]] = {}
    for path, value in different:
        here = f"members[{member}].{path}"
        kind = change_types().inferred([pattern_of(read_path(here))])
        groups.setdefault(kind.id, []).append((here, value))
    for kind_id, settings in groups.items():
        yield changing.set_facts(facts, change_types().by_id[kind_id], settings, told, member=member)


def _different(old: dict[str, Any], new: dict[str, Any]) -> list[Setting]:
    was = dict(_leaves(old, ""))
    return [(path, value) for path, value in _leaves(new, "") if was.get(path) != value]


def _leaves(tree: dict[str, Any], prefix: str) -> Iterable[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        elif not isinstance(value, list):
            yield f"{prefix}{key}", value

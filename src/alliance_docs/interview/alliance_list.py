"""A list of alliances, one a row: name, lead units, other facts by column. Read whole, refused whole with every mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alliance_docs.errors import UserError, UserErrors, nearest
from alliance_docs.facts.assign import assign
from alliance_docs.facts.consistency import problems
from alliance_docs.facts.facts import Facts
from alliance_docs.facts.fields import Field, fields
from alliance_docs.facts.lookup import lookup
from alliance_docs.facts.text import normal_name
from alliance_docs.facts.tree import as_tree, free_id, read_tree
from alliance_docs.interview.lead import LEAD_ROLE, MEMBER_ROLE
from alliance_docs.interview.loading import load
from alliance_docs.interview.questionnaire import Column
from alliance_docs.interview.roster import Cell, Entry, header_at, heading, read_rows, refuse_doubles
from alliance_docs.interview.roster_files import read_sheets
from alliance_docs.jurisdictions.jurisdiction import Jurisdiction
from alliance_docs.jurisdictions.loading import read_yaml
from alliance_docs.jurisdictions.speech import speech_of
from alliance_docs.resources import data_folder

_NAME, _LEADS = "alliance.name", "leads"
_NO_COLUMN = ("jurisdiction", "changes", "former_names", "deferred", "skipped")


@dataclass(frozen=True)
class Listed:
    """One row: its place in the file and the facts it makes with the answers that all rows share."""

    place: str
    facts: Facts


def read_alliances(path: Path, jurisdiction: Jurisdiction, base: Facts) -> tuple[Listed, ...]:
    """Read a .csv or .xlsx list for *jurisdiction*; each row is laid over the facts *base*.

    Raises UserErrors with file, row, what was found and what to do, for every mistake at once.
    """
    base = _nameless(base)
    known = _known_columns(jurisdiction)
    rows = _sheet(path, known)
    entries, errors = _entries(rows, known, path)
    leads = {entry.place: _split(entry.get(_LEADS)) for entry in entries}
    errors += _collected(lambda: refuse_doubles(entries, _NAME, "联盟名称"))
    for entry in entries:
        errors += _wrong_leads(entry, leads[entry.place], jurisdiction)
    fill = dict(next((one.fill for _, one in load(jurisdiction.id) if one.path == "members"), ()))
    made: list[Listed] = []
    for entry in entries:
        try:
            made.append(Listed(entry.place, _facts_of(entry, leads[entry.place], base, fill)))
        except UserErrors as several:
            errors += [UserError(one.message, place=one.place or entry.place, remedy=one.remedy) for one in several.errors]
        except UserError as error:
            errors.append(error)
    if errors:
        raise UserErrors(sorted(errors, key=_position))
    return tuple(made)


def _nameless(base: Facts) -> Facts:
    """The shared answers without the names of the alliance they were given for; those must not appear any more."""
    names = {path: lookup(base, path) for path in (_NAME, "alliance.short_name", "alliance.english_name")}
    for path, name in names.items():
        base = assign(base, path, None) if name is not None else base
    former = dict.fromkeys([*(base.former_names or ()), *(str(name) for name in names.values() if name is not None)])
    return base.model_copy(update={"former_names": tuple(former) or None})


def _position(error: UserError) -> tuple[int, ...]:
    """Row and column of an error, so that errors are told down the list."""
    return tuple(map(int, re.findall(r"第 (\d+) [行列]", error.place)))


# --- columns ----------------------------------------------------------------------------------------------------------


@cache
def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_yaml(data_folder("templates") / "common" / "alliance-list.yaml", "common/alliance-list.yaml")
    return found


def _known_columns(jurisdiction: Jurisdiction) -> tuple[Column, ...]:
    """Return the columns a list may have: name, leads, and every fact there is one of for an alliance."""
    say = speech_of(jurisdiction.vocabulary).say
    words = _words()
    own = [Column(_NAME, (*words["name"], _NAME)), Column(_LEADS, (*words["leads"], "lead.name", jurisdiction.vocabulary["lead"]))]
    single = [field for field in fields().values() if field.path != _NAME and _is_single(field)]
    labels = [normal_name(field.label) for field in single]
    for field in single:
        headers = [field.path]
        if labels.count(normal_name(field.label)) == 1:
            headers += [field.label, say(field.label)]
        own.append(Column(field.path, tuple(dict.fromkeys(headers))))
    return tuple(own)


def _is_single(field: Field) -> bool:
    return "[]" not in field.path and field.kind not in ("record", "id", "path") and field.path not in _NO_COLUMN


def _sheet(path: Path, known: Sequence[Column]) -> list[tuple[Cell, ...]]:
    """Return the rows of the first sheet that has a header, else of the first."""
    sheets = read_sheets(path, known[0].headers[0])
    return next((rows for rows in sheets if header_at(rows, known) is not None), sheets[0])


def _entries(rows: list[tuple[Cell, ...]], known: Sequence[Column], path: Path) -> tuple[tuple[Entry, ...], list[UserError]]:
    at = header_at(rows, known)
    if at is None:
        seen = "、".join(cell.text for cell in rows[0] if cell.text)
        message = f"没有找到表头：应有“{known[0].headers[0]}”一列，第一行是“{seen[:60]}”"
        raise UserError(message, place=_row(rows[0], path), remedy=f"在最前面加一行表头：{known[0].headers[0]},{known[1].headers[0]}")
    head = rows[at]
    errors = list(_wrong_header(head, known))
    errors += [
        UserError(f"这一行有 {len(row)} 格，表头只有 {len(head)} 格：多出“{row[len(head)].text}”", place=row[len(head)].place, remedy="含有逗号的名称加双引号，或者删去多出的格")
        for row in rows[at + 1 :]
        if any(cell.text for cell in row[len(head) :])
    ]
    entries: list[Entry] = []
    doubled = _collected(lambda: read_rows([head], known))
    if doubled:  # which of two columns counts cannot be told
        return (), [*errors, *doubled]
    for row in rows[at + 1 :]:
        try:
            entries += read_rows([head, row], known).entries
        except UserErrors as several:
            errors += several.errors
    if not errors and not entries:
        errors.append(UserError("表头下面没有联盟", place=path.name, remedy="每个联盟写一行"))
    return tuple(entries), errors


def _row(row: Sequence[Cell], path: Path) -> str:
    return next((cell.place for cell in row if cell.place), path.name)


def _wrong_header(head: Sequence[Cell], known: Sequence[Column]) -> Iterator[UserError]:
    """Columns that nobody knows; nothing in a list is passed over without a word."""
    words = {heading(word)[0] for column in known for word in column.headers}
    skip = {heading(word)[0] for word in _words()["skip"]}
    has_leads = any(heading(cell.text)[0] in {heading(word)[0] for word in known[1].headers} for cell in head)
    for cell in head:
        if not cell.text or heading(cell.text)[0] in words | skip:
            continue
        if not has_leads and "单位" in cell.text:
            yield UserError(f"不认识“{cell.text}”这一列", place=cell.place, remedy=f"牵头单位的一列，表头写“{known[1].headers[0]}”")
            continue
        near = nearest(cell.text, [word for column in known for word in column.headers])
        yield UserError(
            f"不认识“{cell.text}”这一列", place=cell.place, remedy=f"{near}表头写事实的名称或者路径（alliance-docs facts 列出全部），不用的列请删去"
        )


# --- rows -------------------------------------------------------------------------------------------------------------


def _split(cell: Cell | None) -> tuple[str, ...]:
    if cell is None:
        return ()
    parts = re.split("|".join(map(re.escape, _words()["between"])) + r"|\n", cell.text)
    return tuple(part.strip(" \t\r\u3000\u00a0") for part in parts if part.strip(" \t\r\u3000\u00a0"))


def _wrong_leads(entry: Entry, leads: Sequence[str], jurisdiction: Jurisdiction) -> Iterator[UserError]:
    cell = entry.get(_LEADS)
    place = cell.place if cell else entry.place
    seen: set[str] = set()
    for lead in leads:
        if normal_name(lead) in seen:
            yield UserError(f"牵头单位“{lead}”写了两次", place=place, remedy="每家单位只写一次")
        seen.add(normal_name(lead))
    if len(seen) > jurisdiction.leads:
        names = "、".join(leads)
        yield UserError(f"牵头单位有 {len(seen)} 家（{names}），{jurisdiction.title}最多 {jurisdiction.leads} 家", place=place, remedy="只留牵头的单位，其余在案卷中列为成员单位")


def _facts_of(entry: Entry, leads: Sequence[str], base: Facts, fill: dict[str, str]) -> Facts:
    """Lay one row over *base*. Raises UserErrors with the place of each cell that does not fit."""
    facts, errors = base, []
    for path, cell in entry.cells:
        if path == _LEADS:
            continue
        try:
            facts = assign(facts, path, cell.text)
        except UserErrors as several:
            errors += [UserError(one.message, place=cell.place, remedy=one.remedy) for one in several.errors]
        except UserError as error:
            errors.append(UserError(error.message, place=cell.place, remedy=error.remedy))
    if errors:
        raise UserErrors(errors)
    facts = _with_leads(facts, leads, fill, entry)
    known = set(problems(base))
    new = [one for one in problems(facts) if one not in known]
    if new:
        raise UserErrors(UserError(one.message, place=entry.place, remedy=one.remedy) for one in new)
    return facts


def _with_leads(facts: Facts, leads: Sequence[str], fill: dict[str, str], entry: Entry) -> Facts:
    """Make *leads* the lead units, first in the list and in this order; who led before becomes a member."""
    if not leads:
        return facts
    leads = list({normal_name(lead): lead for lead in reversed(leads)}.values())[::-1]  # a double was told already
    tree = as_tree(facts)
    members: list[dict[str, Any]] = tree.get("members", [])
    for member in members:
        if member.get("role") == LEAD_ROLE:
            member["role"] = MEMBER_ROLE
    first: list[dict[str, Any]] = []
    for lead in leads:
        found = next((one for one in members if normal_name(str(one.get("name", ""))) == normal_name(lead)), None)
        if found is None:
            found = {**fill, "id": free_id({"members": [*members, *first]}, ("members", 0)), "name": lead}
        first.append(found)
        found["role"] = LEAD_ROLE
    tree["members"] = [*first, *(one for one in members if all(one is not lead for lead in first))]
    made, faults = read_tree(tree)
    if faults:
        cell = entry.get(_LEADS)
        raise UserErrors(UserError(fault.message, place=cell.place if cell else entry.place, remedy=fault.remedy) for fault in faults)
    return made


def _collected(refuse: Callable[[], object]) -> Iterable[UserError]:
    try:
        refuse()
    except UserErrors as several:
        return several.errors
    return ()

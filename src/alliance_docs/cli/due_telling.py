"""Deadlines told to a person, by urgency, and to a program."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from alliance_docs.cli.several import Done, table
from alliance_docs.cli.words import _
from alliance_docs.dossier.deadlines import Deadline, band_of
from alliance_docs.dossier.due import Owed
from alliance_docs.jurisdictions.deadline_rules import Manner

_SHOWN = 4
"""How many parts of one deadline are told on the screen; JSON and calendar have them all."""


def tell(done: Sequence[Done[Owed]], today: dt.date, manner: Manner) -> None:
    """Print what is owed, most urgent first, then what is done, then what waits for a fact; of several a table at the end."""
    several = len(done) > 1
    owed = [one.result for one in done if one.result is not None]
    if not several and owed:
        click.echo(_("{name}（截至 {day}）", name=owed[0].name, day=today))
    every = [(one, each.name if several else "") for each in owed for one in each.found.deadlines]
    shown = False
    for title, items in _groups(every, today, manner):
        click.echo(("\n" if shown or not several else "") + title)
        shown = True
        for one, name in items:
            for line in _lines(one, name, today):
                click.echo(_folded(line))
    if not any(not one.done for one, _name in every):
        click.echo(_("目前没有应办事项"))
    _tell_done([(one, name) for one, name in every if one.done])
    _tell_waiting(owed, several)
    if several:
        _table(done, today, manner)


def _groups(
    every: Sequence[tuple[Deadline, str]], today: dt.date, manner: Manner
) -> Iterator[tuple[str, list[tuple[Deadline, str]]]]:
    heads = (_("已逾期"), _("已过从严之日，未过从宽之日"), *(band.title for band in manner.bands))
    found: dict[str, list[tuple[Deadline, str]]] = {head: [] for head in heads}
    for one, name in sorted(every, key=lambda each: (each[0].strict, each[1], each[0].rule, each[0].key)):
        if not one.done:
            found[_head(one, today, manner, heads)].append((one, name))
    yield from ((f"{head}（{len(items)}）", items) for head, items in found.items() if items)


def _head(one: Deadline, today: dt.date, manner: Manner, heads: Sequence[str]) -> str:
    state = one.state(today)
    if state == "overdue":
        return heads[0]
    return heads[1] if state == "late" else band_of(one, today, manner.bands).title


def _lines(one: Deadline, name: str, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield (indent, text) of each line about a deadline."""
    yield "  ", f"{one.strict}  {_left(one, today)}  {one.title}" + (f"〔{name}〕" if name else "")
    inner = " " * 6
    yield inner, _("由{who}办理；依据：{basis}", who=one.who + (f"（{one.unit}）" if one.unit else ""), basis=one.basis)
    if one.lenient:
        yield inner, _("从严 {strict}，从宽 {lenient}：{why}", strict=one.strict, lenient=one.lenient, why=one.unclear)
    if one.filing:
        yield inner, _("材料：alliance-docs build --filing {filing}", filing=one.filing)
    for detail in one.details[:_SHOWN]:
        yield inner, f"· {detail}"
    if len(one.details) > _SHOWN:
        yield inner, _("……另有 {count} 项，--format json 列出全部", count=len(one.details) - _SHOWN)
    if one.note:
        yield inner, one.note


def _left(one: Deadline, today: dt.date) -> str:
    state = one.state(today)
    if state == "overdue":
        return _("逾期 {days} 日", days=(today - one.last).days)
    if state == "late":
        return _("从宽还有 {days} 日", days=(one.last - today).days)
    days = (one.strict - today).days
    return _("还有 {days} 日", days=days) if days else _("就是今天")


def _tell_done(items: Sequence[tuple[Deadline, str]]) -> None:
    if items:
        click.echo("\n" + _("已办（{count}）", count=len(items)))
    for one, name in sorted(items, key=lambda each: (each[0].strict, each[1])):
        click.echo(_folded(("  ", f"{one.strict}  {one.title}" + (f"〔{name}〕" if name else "") + f"：{one.done}")))


def _tell_waiting(owed: Sequence[Owed], several: bool) -> None:
    if any(each.found.waiting for each in owed):
        click.echo("\n" + _("填写下列事实之后才能计算（还没有发生的不必填写）"))
    for each in owed:
        for one in each.found.waiting:
            name = f"〔{each.name}〕" if several else ""
            click.echo(_folded(("  ", f"{one.label}（{one.path}）{name}：{'、'.join(one.titles)}")))


def _table(done: Sequence[Done[Owed]], today: dt.date, manner: Manner) -> None:
    head = (_("联盟"), _("逾期"), _("从严已过"), *(band.title for band in manner.bands), _("已办"), _("下一期限"))
    rows = []
    for one in done:
        if one.result is None:
            rows.append((one.folder.name, *("" for _band in head[2:]), _("失败：{why}", why=one.failure)))
            continue
        every = one.result.found.deadlines
        states = [each.state(today) for each in every]
        ahead = [each for each in every if each.state(today) == "open"]
        bands = [sum(band_of(each, today, manner.bands) is band for each in ahead) for band in manner.bands]
        following = f"{ahead[0].strict} {ahead[0].title}" if ahead else ""
        rows.append((one.result.name, *map(str, (states.count("overdue"), states.count("late"), *bands, states.count("done"))), following))
    table(head, rows)


def _folded(line: tuple[str, str]) -> str:
    indent, text = line
    if not sys.stdout.isatty():
        return indent + text
    import shutil

    from alliance_docs.cli.terminal.width import wrap

    return wrap(text, max(40, shutil.get_terminal_size().columns), indent, " " * max(6, len(indent)))


def to_json(done: Sequence[Done[Owed]], today: dt.date) -> str:
    """Return everything as JSON: dossiers with their deadlines and what waits, errors, and a count by state."""
    counted = dict.fromkeys(("overdue", "late", "open", "done"), 0)
    dossiers: list[dict[str, Any]] = []
    for one in done:
        if one.result is None:
            continue
        for each in one.result.found.deadlines:
            counted[each.state(today)] += 1
        dossiers.append(
            {
                "folder": str(one.folder),
                "name": one.result.name,
                "deadlines": [_row(each, today) for each in one.result.found.deadlines],
                "waiting": [{"path": each.path, "label": each.label, "titles": list(each.titles)} for each in one.result.found.waiting],
            }
        )
    errors = [{"folder": str(one.folder), "message": one.failure} for one in done if one.result is None]
    told = {"today": today.isoformat(), "dossiers": dossiers, "errors": errors, "summary": counted}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _row(one: Deadline, today: dt.date) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "title": one.title,
        "state": one.state(today),
        "strict": one.strict.isoformat(),
        "lenient": one.last.isoformat(),
        "days_left": (one.strict - today).days,
        "unclear": one.unclear,
        "who": one.who,
        "unit": one.unit,
        "basis": one.basis,
        "filing": one.filing,
        "reminder": one.reminder,
        "done": one.done,
        "details": list(one.details),
        "note": one.note,
    }

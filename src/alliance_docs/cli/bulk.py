"""``new --list``: a dossier for each row of a list, a line for each as it is done, a table at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.terminal.width import cut, width
from alliance_docs.cli.today import today as day
from alliance_docs.cli.wishes import firm_of
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.cli.carrying import Origin
    from alliance_docs.dossier.bulk import Made
    from alliance_docs.facts.facts import Facts
    from alliance_docs.jurisdictions.jurisdiction import Jurisdiction

_NAME_WIDE = 56
_FAILURE_WIDE = 90


def make_listed(
    path: Path, jurisdiction: Jurisdiction, base: Facts, root: Path, *, strict: bool, today: str | None, origin: Origin | None
) -> int:
    """Make every dossier of the list below *root*; return the exit status: 1 when any failed."""
    from alliance_docs.dossier.bulk import failures, make_each
    from alliance_docs.interview.alliance_list import read_alliances

    listed = read_alliances(path, jurisdiction, base)
    done: list[Made] = []
    started = origin.propose if origin else None
    for one in make_each([row.facts for row in listed], root, day(today), started, firm_of()):
        done.append(one)
        counted = f"[{len(done):>{len(str(len(listed)))}}/{len(listed)}]"
        click.echo(f"{counted} {one.name}：{_result(one)}")
    click.echo("")
    _table(done)
    failed = failures(done)
    made = sum(one.state == "made" for one in done)
    there = sum(one.state == "there" for one in done)
    click.echo(_("新建 {made} 个案卷，原有 {there} 个没有改动，失败 {failed} 个；案卷在 {folder}", made=made, there=there, failed=failed, folder=root))
    return 1 if failed or (strict and any(one.errors for one in done)) else 0


def _result(one: Made) -> str:
    if one.state == "there":
        return _("已有文件夹 {folder}，没有改动", folder=one.folder)
    if one.state == "failed":
        return _("失败：{why}", why=one.failure)
    return _("{count} 份文书，错误 {error}，警告 {warning}", count=one.documents, error=one.errors, warning=one.warnings)


def _table(done: list[Made]) -> None:
    head = (_("联盟"), _("文书"), _("错误"), _("警告"), _("结果"))
    rows = [head]
    for one in done:
        numbers = (str(one.documents), str(one.errors), str(one.warnings)) if one.state == "made" else ("", "", "")
        words = {"made": _("已建"), "there": _("原有"), "failed": cut(_("失败：{why}", why=one.failure), _FAILURE_WIDE)}
        rows.append((cut(one.name, _NAME_WIDE), *numbers, words[one.state]))
    widths = [max(width(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        cells = [row[0] + " " * (widths[0] - width(row[0]))]
        cells += [" " * (widths[at] - width(row[at])) + row[at] for at in range(1, 4)]
        click.echo("  ".join((*cells, row[4])).rstrip())

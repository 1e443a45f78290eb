"""``members export --year`` and ``members import --year``: one workbook to each member for the year's data, and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.year_reading import Returned

EARLIEST, LATEST = 1990, 2200


def year_of(year: int) -> int:
    """Return *year*. Raises UserError when it is no year."""
    if not EARLIEST <= year <= LATEST:
        raise UserError(_("应为年度，例如 2027"), place=f"--year {year}")
    return year


def send(dossier: Dossier, year: int, output: Path | None, refs: Sequence[str]) -> None:
    """Write one workbook for each member (or those named) into *output*; files somebody filled in are never overwritten."""
    from alliance_docs.dossier.files import write_atomic
    from alliance_docs.dossier.year_sheets import members_of, workbooks
    from alliance_docs.facts import changing

    folder = output or dossier.folder / _("{year}年度资料", year=year_of(year))
    if folder.exists() and not folder.is_dir():
        raise UserError(_("--year 写出多个文件，应为文件夹，现为文件"), place=f"-o {folder}")
    facts = dossier.facts_on()
    members = tuple(changing.member_of(facts, ref) for ref in refs) or members_of(facts, year)
    sent = workbooks(facts, year, members)
    taken = [one.file for one in sent if (folder / one.file).exists() and (folder / one.file).read_bytes() != one.data]
    if taken:
        raise UserError(
            _("已有同名文件，内容不同：{files}", files="、".join(taken[:3]) + ("…" if len(taken) > 3 else "")),
            place=str(folder), remedy=_("先用 members import 读回，再移走，或者用 -o 写到别的文件夹"),
        )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for one in sent:
        write_atomic(folder / one.file, one.data)
    click.echo(_("{count} 家成员单位各一份 {year} 年度资料表，已写入 {path}", count=len(sent), year=year, path=folder))


def take_back(dossier: Dossier, year: int, files: Sequence[Path], *, take_theirs: bool, dry: bool) -> None:
    """Read filled-in workbooks (files or folders of them) into the year's record; all of them or, on a mistake, none."""
    from alliance_docs.dossier.files import lock
    from alliance_docs.dossier.store import refuse_new_problems
    from alliance_docs.dossier.year_merging import merged
    from alliance_docs.dossier.year_reading import read_returned
    from alliance_docs.errors import UserErrors

    with lock(dossier.folder):
        base, whole = dossier.facts, dossier.facts_on()
        returned: list[Returned] = []
        errors: list[UserError] = []
        for path in _listed(files):
            try:
                returned.append(read_returned(whole, year_of(year), path))
            except UserErrors as several:
                errors += several.errors
            except UserError as error:
                errors.append(error)
        if errors:
            raise UserErrors(errors)
        outcome = merged(base, whole, year, returned, take_theirs=take_theirs)
        if not dry and outcome.facts is not base:
            refuse_new_problems(base, outcome.facts)
            dossier.replace_facts(outcome.facts)
    for line in (*outcome.notes, *outcome.conflicts):
        click.echo(line)
    click.echo(
        _("{files} 份表：新增 {added} 行，补充 {filled} 项，改动 {changed} 项，不一致 {conflicts} 项",
          files=len(returned), added=outcome.added, filled=outcome.filled, changed=outcome.changed, conflicts=len(outcome.conflicts))
    )  # fmt: skip
    if outcome.conflicts:
        click.echo(_("不一致的各项，核对后改 alliance.yaml；以表为准的，加 --take-theirs 重新读入"))
    if dry:
        click.echo(_("没有写入（--dry-run）"))


def _listed(files: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in files:
        inside = sorted(path.glob("*.xlsx")) if path.is_dir() else [path]
        if not inside:
            raise UserError(_("文件夹中没有 .xlsx 文件"), place=str(path))
        found += [one for one in inside if not one.name.startswith("~$")]
    return found

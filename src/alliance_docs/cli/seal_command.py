"""``alliance-docs seal [DIR] [FILING]``: freeze a filing as submitted; with ``--resubmit``, answer the authority's remarks 补正."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliance_docs.cli.words import _
from alliance_docs.errors import UserError

if TYPE_CHECKING:
    from alliance_docs.dossier.resubmission import Resubmission
    from alliance_docs.dossier.sealing import Sealing
    from alliance_docs.dossier.store import Dossier

_USAGE = "seal [DIR] [FILING]"


@click.command("seal", help=_("封存报送的材料：原样留存，不再改写；--resubmit 用于受理部门要求的补正。写法：seal [DIR] [FILING]"))
@click.argument("words", nargs=-1, metavar="[DIR] [FILING]")
@click.option("--on", metavar="DATE", help=_("报送（封存）的日期，默认为今天"))
@click.option("--despite", metavar="REASON", default="", help=_("有错误级问题仍照此封存的理由，记入封存记录；待填、待选不能这样放过"))
@click.option("--resubmit", metavar="FOLDER", help=_("对这套已封存的材料补正；再运行一次即更新补正材料"))
@click.option("--remark", "remarks", metavar="TEXT", multiple=True, help=_("一条补正意见；可以重复"))
@click.option("--remarks", "file", metavar="FILE", type=click.Path(path_type=Path), help=_("补正意见的文本文件，每条意见一行"))
@click.option("--received", metavar="DATE", help=_("收到补正意见的日期"))
@click.option("--due", metavar="DATE", help=_("补正的限期"))
@click.option("--document", "documents", metavar="ID", multiple=True, help=_("要直接在 Word 中改动的文书，复制到补正材料中；可以重复"))
@click.option("--today", metavar="DATE", help=_("按这一天计算，默认为今天"))
def command(
    words: tuple[str, ...],
    on: str | None,
    despite: str,
    resubmit: str | None,
    remarks: tuple[str, ...],
    file: Path | None,
    received: str | None,
    due: str | None,
    documents: tuple[str, ...],
    today: str | None,
) -> None:
    """Seal a filing, or make a resubmission."""
    from alliance_docs.cli.change_options import date_of
    from alliance_docs.cli.today import today as day
    from alliance_docs.cli.wishes import firm_of
    from alliance_docs.dossier.sealing import folder_to_seal, seal

    dossier, filing = _meant(words)
    now = day(today)
    if resubmit is not None:
        if filing or on or despite:
            raise UserError(_("--resubmit 不与 FILING、--on、--despite 同用"), remedy=_("补正材料做好之后再用 seal 封存"))
        from alliance_docs.dossier.remarks import remarks_of
        from alliance_docs.dossier.resubmission import resubmit as make

        given = remarks_of(remarks, file) if remarks or file else ()
        days = [date_of(option, text) if text else None for option, text in (("--received", received), ("--due", due))]
        _tell_resubmission(
            make(dossier, Path(resubmit).name, now, remarks=given, received=days[0], due=days[1], documents=documents)
        )
        return
    if remarks or file or received or due or documents:
        raise UserError(_("--remark、--remarks、--received、--due、--document 只用于补正"), remedy=_("加 --resubmit 文件夹"))
    folder = folder_to_seal(dossier, filing)
    _tell(seal(dossier, folder, date_of("--on", on) if on else now, now, despite=despite, firm=firm_of()))


def _meant(words: tuple[str, ...]) -> tuple[Dossier, str]:
    """Return the dossier and the filing meant: the first word is a folder that holds a dossier or lies in one, or a filing."""
    from alliance_docs.dossier.store import FACTS_FILE, FILINGS, Dossier

    if len(words) > 2:
        raise UserError(_("命令不完整或者多写了"), remedy=_("写法：{usage}", usage=_USAGE))
    if not words:
        return Dossier.at(None), ""
    first = Path(words[0]).expanduser()
    if len(words) == 2:
        return Dossier.open(first), Path(words[1]).name
    if (first / FACTS_FILE).is_file():
        return Dossier.open(first), ""
    if first.is_dir() and first.absolute().parent.name == FILINGS:  # the filing's folder by its path
        return Dossier.find(first), first.resolve().name
    if words[0].startswith((".", "/", "~")) or "/" in words[0] or "\\" in words[0]:
        return Dossier.open(first), ""
    return Dossier.at(None), words[0]


def _tell(done: Sealing) -> None:
    if done.finished:
        click.echo(_("上次封存中断，现已补完：{folder}", folder=done.folder))
        return
    click.echo(_("已封存 {folder}：{count} 个文件，副本和当时的事实留存在 .sealed/{name}", folder=done.folder, count=len(done.files), name=done.folder.name))
    if done.edited:
        click.echo(_("在 Word 中改过，按现有内容封存：{files}", files="、".join(done.edited)))
    if done.added:
        click.echo(_("另行放入，一并封存：{files}", files="、".join(done.added)))
    if done.despite:
        click.echo(_("封存时有 {count} 处错误级问题，理由已经记录：", count=len(done.despite)))
        for one in done.despite:
            click.echo(f"  {one.rule}：{one.message}")
    for one in done.late:
        click.echo(_("已经逾期，不妨碍封存：{message}", message=one.message))
    click.echo(_("此后的变更用 members、changes 记录；受理部门要求补正的，用 seal --resubmit {name}", name=done.folder.name))


def _tell_resubmission(made: Resubmission) -> None:
    click.echo(_("第 {number} 次补正的材料在 {folder}", number=made.number, folder=made.folder))
    open_ones = sum(1 for one in made.remarks.remarks if not one.reply or not one.place)
    due = made.remarks.due or _("（未写明）")
    click.echo(_("补正意见 {count} 条，待答复 {open} 条，限期 {due}", count=len(made.remarks.remarks), open=open_ones, due=due))
    for one in made.replacing:
        what = _("复制供改动") if one.by_hand else _("有改动") if one.old else _("新增")
        signs = "；".join(
            part for part in (_("签字：{who}", who=one.document.signed_by) if one.document.signed_by else "",
                              _("盖章：{who}", who=one.document.stamped_by) if one.document.stamped_by else "") if part
        )  # fmt: skip
        click.echo(f"  {what}：{one.file}" + (_("（重新{signs}）", signs=signs) if signs else ""))
        for line in one.lost:
            click.echo(_("    原文件在 Word 中改过，新文件没有包含：{line}", line=line))
    if not made.replacing:
        click.echo(_("  文书没有变化；要改的，先改事实（changes correct）或者条款，或者用 --document 复制文书在 Word 中改"))
    for old, new in made.kept:
        click.echo(_("保留：{file} 有人改过，没有覆盖；新稿写为 {new}", file=old, new=new))
    if open_ones:
        click.echo(_("在 {file} 中写明答复，再运行一次", file=f"filings/{made.folder.name}/remarks.yaml"))
    else:
        click.echo(_("报送后封存：alliance-docs seal {name}", name=made.folder.name))

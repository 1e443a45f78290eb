"""``alliance-docs clauses …``: the clauses of a dossier's documents, whose wording each is, and conflicts to decide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from alliance_docs.cli.clauses_editing import COMMANDS as edited
from alliance_docs.cli.clauses_firm import command as firm
from alliance_docs.cli.clauses_listing import COMMANDS as listed
from alliance_docs.cli.clauses_listing import tell_faults
from alliance_docs.cli.clauses_offering import COMMANDS as offered
from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _

if TYPE_CHECKING:
    from alliance_docs.dossier.resolving import Decision


@click.group("clauses", help=_("条款：由哪一层起草、改了什么，自己的文本，待决定的冲突。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about clauses together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("resolve", help=_("列出或者决定待决定的冲突：保留文件中的文字，改为按现有事实起草的文字，或者采用后到的返回文件的文字。"))
@click.argument("document", required=False, default="")
@click.argument("clause", required=False, default="")
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_("哪个案卷，默认为当前文件夹所在的案卷"))
@click.option("--keep", "decision", flag_value="keep", help=_("保留文件中的文字"))
@click.option("--update", "decision", flag_value="update", help=_("改为按现有事实起草的文字"))
@click.option("--take", "decision", flag_value="take", help=_("采用后到的返回文件的文字，其余已采纳的文字不变"))
@click.option("--file", "file", metavar="NAME", default="", help=_("有几份返回文件的文字等待决定的，采用哪一份；与 --take 同用"))
def resolve(document: str, clause: str, folder: Path | None, decision: str | None, file: str) -> None:
    """List what waits, or decide one clause."""
    from alliance_docs.dossier.resolving import decide, undecided
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.dossier.unsound import usable
    from alliance_docs.errors import UserError

    if file and decision != "take":
        raise UserError(_("--file 与 --take 同用"))

    if document and not clause and Path(document).is_dir():
        folder, document = Path(document), ""
    dossier = Dossier.at(folder)
    made = usable(dossier)
    plan = made.plan
    tell_faults(made.faults)
    if decision is None:
        waiting = [one for one in undecided(dossier, plan) if document in ("", one.document) and clause in ("", one.clause)]
        for one in waiting:
            click.echo(f"{one.document} {one.clause}")
            for clash in one.conflicts:
                click.echo(_("  保留的文字：{words}", words=clash.theirs or _("（已删去）")))
                click.echo(_("  按现有事实起草的文字：{words}", words=clash.ours or _("（不再有）")))
            for wait in one.pending:
                click.echo(_("  已采纳的文字：{words}", words=wait.kept or _("（已删去）")))
                click.echo(_("  {file} 中的文字：{words}", file=wait.file, words=wait.waiting or _("（删去）")))
        clashes, waits = any(one.conflicts for one in waiting), any(one.pending for one in waiting)
        remedies = [_("--keep 保留"), *([_("--update 改为按现有事实起草的文字")] if clashes else []), *([_("--take 采用后到的文字")] if waits else [])]
        click.echo(_("逐条决定：加 {remedies}。", remedies="，".join(remedies)) if waiting else _("没有待决定的冲突。"))
        return
    if not document or not clause:
        raise UserError(_("没有写明哪份文书的哪一条"), remedy=_("例如 alliance-docs clauses resolve agreement ip_ownership --keep"))
    decide(dossier, plan, document, clause, cast("Decision", decision), file)
    click.echo(_("已决定：{document} {clause}。运行 alliance-docs build 更新文件。", document=document, clause=clause))


for _one in (with_firm(with_folders(resolve)), *listed, *edited, *offered, firm):
    command.add_command(_one)

"""``alliance-docs clauses …``: the clauses of a dossier's documents, whose wording each is, and conflicts to decide."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.clauses_editing import COMMANDS as edited
from alliance_docs.cli.clauses_firm import command as firm
from alliance_docs.cli.clauses_listing import COMMANDS as listed
from alliance_docs.cli.firm_folder import with_firm
from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _


@click.group("clauses", help=_("条款：由哪一层起草、改了什么，自己的文本，待决定的冲突。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about clauses together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("resolve", help=_("列出或者决定待决定的冲突：保留律师的文字，或者改为按现有事实起草的文字。"))
@click.argument("document", required=False, default="")
@click.argument("clause", required=False, default="")
@click.option("--dossier", "folder", metavar="DIR", type=click.Path(path_type=Path), help=_("哪个案卷，默认为当前文件夹所在的案卷"))
@click.option("--keep", "decision", flag_value="keep", help=_("保留文件中的文字"))
@click.option("--update", "decision", flag_value="update", help=_("改为按现有事实起草的文字"))
def resolve(document: str, clause: str, folder: Path | None, decision: str | None) -> None:
    """List what waits, or decide one clause."""
    from alliance_docs.dossier.build import plan_of
    from alliance_docs.dossier.resolving import decide, undecided
    from alliance_docs.dossier.store import Dossier
    from alliance_docs.errors import UserError

    if document and not clause and Path(document).is_dir():
        folder, document = Path(document), ""
    dossier = Dossier.at(folder)
    plan = plan_of(dossier)
    if decision is None:
        waiting = [one for one in undecided(dossier, plan) if document in ("", one.document) and clause in ("", one.clause)]
        for one in waiting:
            click.echo(f"{one.document} {one.clause}")
            for clash in one.conflicts:
                click.echo(_("  保留的文字：{words}", words=clash.theirs or _("（已删去）")))
                click.echo(_("  按现有事实起草的文字：{words}", words=clash.ours or _("（不再有）")))
            for wait in one.pending:
                click.echo(_("  {file} 中的文字：{words}", file=wait.file, words=wait.waiting or _("（删去）")))
        click.echo(_("加 --keep 保留，加 --update 更新。") if waiting else _("没有待决定的冲突。"))
        return
    if not document or not clause:
        raise UserError(_("没有写明哪份文书的哪一条"), remedy=_("例如 alliance-docs clauses resolve agreement ip_ownership --keep"))
    decide(dossier, plan, document, clause, "keep" if decision == "keep" else "update")
    click.echo(_("已决定：{document} {clause}。运行 alliance-docs build 更新文件。", document=document, clause=clause))


for _one in (with_firm(with_folders(resolve)), *listed, *edited, firm):
    command.add_command(_one)

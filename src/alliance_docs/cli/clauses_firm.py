"""``clauses firm [DIR]``: remember the firm's folder of wording, show it, or forget it."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.firm_folder import remember, remembered, settings_file, told
from alliance_docs.cli.words import _


@click.command("firm", help=_("记住所内条款文本的文件夹，以后每个案卷都用；不写 DIR 的，显示现在用的。"))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--forget", is_flag=True, help=_("不再使用记住的文件夹；文件夹本身不动"))
def command(folder: Path | None, forget: bool) -> None:
    """Remember, show or forget."""
    from alliance_docs.dossier.firm import Told, refuse_unfit
    from alliance_docs.errors import UserError

    if forget and folder:
        raise UserError(_("DIR 和 --forget 只能写一个"))
    if forget:
        try:
            before = remembered()
        except UserError:  # forgetting mends a broken file, too
            before = settings_file()
        remember(None)
        click.echo(_("不再使用 {folder}。", folder=before) if before else _("本来就没有记住的文件夹。"))
    elif folder:
        refuse_unfit(Told(folder, _("命令中")))
        remember(folder.resolve())
        click.echo(_("已记住：{folder}（写在 {file}）。", folder=folder.resolve(), file=settings_file()))
    else:
        one = told()
        click.echo(_("所内条款文本：{folder}（{by}所写）。", folder=one.folder, by=one.by.strip()) if one else _("没有所内条款文本文件夹。用 alliance-docs clauses firm 文件夹 记住一个。"))
        if one:
            refuse_unfit(one)

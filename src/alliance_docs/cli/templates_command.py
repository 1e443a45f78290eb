"""``alliance-docs templates lint PATH``: every mistake in a jurisdiction's folder or in own wording, at once."""

from __future__ import annotations

from pathlib import Path

import click

from alliance_docs.cli.folders import with_folders
from alliance_docs.cli.words import _


@click.group("templates", help=_("管辖制度资料和条款文本。"), invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Hold the commands about templates together."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@click.command("lint", help=_("检查管辖制度文件夹、案卷或者条款文件夹，一次列出全部错误；有错误时状态为 2。"))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--jurisdiction", metavar="ID", default="", help=_("条款文件夹只按这一管辖制度检查，默认按全部"))
@click.pass_context
def lint(ctx: click.Context, path: Path, jurisdiction: str) -> None:
    """Print all errors, or one line saying there are none."""
    from alliance_docs.dossier.linting import lint_path
    from alliance_docs.errors import UserErrors

    linted = lint_path(path, jurisdiction)
    if linted.errors:
        raise UserErrors(linted.errors)
    counts = "、".join(f"{name} {count}" for name, count in linted.counts.items())
    click.echo(_("没有发现问题（{counts}）", counts=counts))
    ctx.exit(0)


command.add_command(with_folders(lint))
